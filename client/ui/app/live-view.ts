import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Query, ViewOf } from '../../view/query.ts';
import { patched } from '../../view/view.ts';
import type { DaybookApi, PatchOf } from '../../worker/api.ts';
import { useDaybook } from './daybook.ts';

/**
 * The view of a query, kept up to date by the worker's patches; undefined until the first one. While the query
 * changes (a filter, say) the old view stays on the screen, so that nothing flickers.
 */
export function useView<Q extends Query>(query: Q): ReadonlySignal<ViewOf<Q> | undefined> {
  const view = useSignal<ViewOf<Q> | undefined>(undefined);
  const api = useDaybook().page.api.value;
  const key = JSON.stringify(query);
  useEffect(() => watch(api, JSON.parse(key) as Q, (next) => (view.value = next)), [api, key]);
  return view;
}

/** Returns how to stop. A first patch is whole, so what is shown is replaced and not mixed. */
export function watch<Q extends Query>(
  api: DaybookApi,
  query: Q,
  show: (view: ViewOf<Q>) => void,
): () => void {
  let current: ViewOf<Q> | undefined;
  let stopped = false;
  const id = api.watch(query, (patch: PatchOf<Q>) => {
    if (stopped) return;
    current = patched(current as never, patch as never) as ViewOf<Q>;
    show(current);
  });
  // A worker that has died answers nothing any more; the shell tells the person.
  id.catch(() => undefined);
  return () => {
    stopped = true;
    id.then((known) => api.unwatch(known)).catch(() => undefined);
  };
}

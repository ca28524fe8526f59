import type { Query, ViewOf } from '../../view/query.ts';
import { patched } from '../../view/view.ts';
import type { DaybookApi, PatchOf } from '../../worker/api.ts';

/** The view as it is now, for a file, say: nobody watches it on. Rejects where the worker does not answer any more. */
export async function viewOnce<Q extends Query>(api: DaybookApi, query: Q): Promise<ViewOf<Q>> {
  const first = Promise.withResolvers<ViewOf<Q>>();
  const id = await api.watch(query, (patch: PatchOf<Q>) =>
    first.resolve(patched(undefined, patch as never) as ViewOf<Q>),
  );
  const view = await first.promise;
  await api.unwatch(id);
  return view;
}

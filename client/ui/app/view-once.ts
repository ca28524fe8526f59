import type { Query, ViewOf } from '../../view/query.ts';
import type { DaybookApi } from '../../worker/api.ts';
import { watch } from './live-view.ts';

/** The view as it is now, for a file, say: nobody watches it on. */
export function viewOnce<Q extends Query>(api: DaybookApi, query: Q): Promise<ViewOf<Q>> {
  return new Promise((resolve) => {
    const stop = watch(api, query, (view) => {
      resolve(view);
      queueMicrotask(() => stop());
    });
  });
}

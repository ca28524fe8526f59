import type { DaybookApi } from '../worker/api.ts';

/** Tells the worker what only a window knows: whether it is looked at, and whether there is a network. A page that
 * comes back from the browser's cache has missed both. */
export function tellWindowNews(api: () => DaybookApi): void {
  const tell = (what: Parameters<DaybookApi['tell']>[0]): void => {
    api()
      .tell(what)
      .catch(() => undefined);
  };
  const tellAll = (): void => {
    tell(document.visibilityState === 'visible' ? 'visible' : 'hidden');
    tell(navigator.onLine ? 'online' : 'offline');
  };
  document.addEventListener('visibilitychange', () =>
    tell(document.visibilityState === 'visible' ? 'visible' : 'hidden'),
  );
  addEventListener('online', () => tell('online'));
  addEventListener('offline', () => tell('offline'));
  addEventListener('pageshow', (event) => {
    if (event.persisted) tellAll();
  });
  tellAll();
}

import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { syncInBackground } from './background-sync.ts';

// The application's files come from the cache, so that it opens without a network. Nothing under /api is
// ever cached: what the server says is kept in the device's log alone.

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
};

/** Not in TypeScript's library: Background Sync, which only Chromium has. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

const SYNC_TAG = 'daybook-sync';

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/api(\/|$)/] }));

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

// A new version waits until the page asks for it, so that no page runs half old and half new.
self.addEventListener('message', (event) => {
  if (event.data?.type === 'skip-waiting') event.waitUntil(self.skipWaiting());
});

self.addEventListener('sync', (event) => {
  const sync = event as SyncEvent;
  if (sync.tag === SYNC_TAG) sync.waitUntil(sendWhatWaits());
});

/** An open page does it and shows how it goes; without one it is done here. */
async function sendWhatWaits(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window' });
  for (const page of pages) page.postMessage({ type: 'sync-now' });
  if (pages.length === 0) await syncInBackground();
}

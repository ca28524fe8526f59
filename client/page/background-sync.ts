/** Not in TypeScript's library: Background Sync, which only Chromium has. */
type WithSync = ServiceWorkerRegistration & { readonly sync?: { register(tag: string): Promise<void> } };

const SYNC_TAG = 'daybook-sync';

/** Asks the browser to wake the service worker once there is a network, also when no tab is open by then. */
export async function askForBackgroundSync(): Promise<void> {
  const registration = (await navigator.serviceWorker?.getRegistration()) as WithSync | undefined;
  await registration?.sync?.register(SYNC_TAG);
}

/** Only a window may ask for it, and only here is it asked. */
export async function storageState(): Promise<{ persisted: boolean; used: number; quota: number }> {
  const { storage } = navigator;
  const [persisted, estimate] = await Promise.all([storage.persisted(), storage.estimate()]);
  return { persisted, used: estimate.usage ?? 0, quota: estimate.quota ?? 0 };
}

/** Bytes of the app's own files, which the service worker keeps; no browser but Chromium tells what takes the space. */
export async function appBytes(): Promise<number> {
  const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)));
  const kept = (await Promise.all(caches.map((cache) => cache.matchAll()))).flat();
  const sizes = await Promise.all(kept.map(async (file) => (await file.blob()).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

export async function protectStorage(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

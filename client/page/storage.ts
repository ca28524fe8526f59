/** Only a window may ask for it, and only here is it asked. */
export async function storageState(): Promise<{ persisted: boolean; used: number; quota: number }> {
  const { storage } = navigator;
  const [persisted, estimate] = await Promise.all([storage.persisted(), storage.estimate()]);
  return { persisted, used: estimate.usage ?? 0, quota: estimate.quota ?? 0 };
}

export async function protectStorage(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

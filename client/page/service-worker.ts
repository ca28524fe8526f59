import { type ReadonlySignal, signal } from '@preact/signals';

const LOOK_FOR_UPDATES_MILLISECONDS = 60 * 60 * 1_000;

/**
 * Registers the service worker that makes the app start without a network. A new version waits; `putIn` lets it in
 * and reloads the page once it is in charge. Where another tab has let it in, it waits for this page alone.
 */
export function registerServiceWorker(onSyncNow: () => void): {
  readonly updateReady: ReadonlySignal<boolean>;
  putIn(): void;
  lookForUpdate(): Promise<'none' | 'offline'>;
} {
  const updateReady = signal(false);
  let waiting: ServiceWorker | null = null;
  let asked = false;
  /** This page comes from the version before the one that is in charge. */
  let overtaken = false;
  if ('serviceWorker' in navigator && import.meta.env.PROD) {
    const { serviceWorker } = navigator;
    serviceWorker.addEventListener('message', ({ data }) => {
      if (data?.type === 'sync-now') onSyncNow();
    });
    let controlled = serviceWorker.controller !== null;
    serviceWorker.addEventListener('controllerchange', () => {
      if (asked) location.reload();
      // The very first one overtakes nobody.
      overtaken ||= controlled;
      controlled = true;
      updateReady.value ||= overtaken;
    });
    serviceWorker.register('/service-worker.js').then(follow, () => undefined);
  }

  function follow(registration: ServiceWorkerRegistration): void {
    const look = (): void => {
      waiting = navigator.serviceWorker.controller ? registration.waiting : null;
      updateReady.value = overtaken || waiting !== null;
    };
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
    setInterval(() => registration.update().catch(() => undefined), LOOK_FOR_UPDATES_MILLISECONDS);
  }

  return {
    updateReady,
    putIn() {
      asked = true;
      if (waiting) waiting.postMessage({ type: 'skip-waiting' });
      else location.reload();
    },
    async lookForUpdate() {
      if (!navigator.onLine) return 'offline';
      try {
        const registration = await navigator.serviceWorker?.getRegistration();
        await registration?.update();
        await settled(registration?.installing);
        return 'none';
      } catch {
        return 'offline';
      }
    },
  };
}

/** A newer version that was found is ready once all of it is here. */
function settled(installing: ServiceWorker | null | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (!installing) return resolve();
    installing.addEventListener('statechange', () => resolve());
  });
}

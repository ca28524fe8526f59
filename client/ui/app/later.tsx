import { type Signal, signal } from '@preact/signals';
import type { ComponentType, JSX } from 'preact';
import { t } from '../texts/texts.ts';

// Screens beyond the first: fetched when they are first opened, or when the page has nothing else to do. The service
// worker holds them too, so this needs the network only on the very first visit.

type Lazy<P> = ComponentType<P> & { load(): void };

function later<P extends object>(fetchScreen: () => Promise<ComponentType<P>>): Lazy<P> {
  const loaded: Signal<ComponentType<P> | 'failed' | undefined> = signal(undefined);
  const load = (): void => {
    if (typeof loaded.peek() === 'function') return;
    loaded.value = undefined;
    fetchScreen().then(
      (screen) => (loaded.value = screen),
      () => (loaded.value = 'failed'),
    );
  };
  let asked = false;
  const Screen = (props: P): JSX.Element => {
    if (!asked) load();
    asked = true;
    const Loaded = loaded.value;
    if (Loaded === 'failed') return <NotHere onRetry={load} />;
    return Loaded ? <Loaded {...props} /> : <div class="coming" />;
  };
  return Object.assign(Screen, { load });
}

function NotHere({ onRetry }: { readonly onRetry: () => void }): JSX.Element {
  return (
    <div class="empty" role="alert">
      <p class="empty-what">{t().shell.loadFailed}</p>
      <p class="quiet">{t().shell.loadFailedTodo}</p>
      <button type="button" class="button" onClick={onRetry}>
        {t().shell.tryAgain}
      </button>
    </div>
  );
}

export const SessionScreen = later(() =>
  import('../session/session-screen.tsx').then((m) => m.SessionScreen),
);
export const SessionHistory = later(() =>
  import('../history/session-history.tsx').then((m) => m.SessionHistory),
);
export const HistoryScreen = later(() =>
  import('../history/device-history.tsx').then((m) => m.DeviceHistory),
);
export const InboxList = later(() => import('../inbox/inbox-list.tsx').then((m) => m.InboxList));
export const InboxDetail = later(() => import('../inbox/inbox-detail.tsx').then((m) => m.InboxDetail));
export const DeviceScreen = later(() => import('../device/device-screen.tsx').then((m) => m.DeviceScreen));
export const DeskList = later(() => import('../desk/desk-list.tsx').then((m) => m.DeskList));
export const PeopleScreen = later(() => import('../desk/people-screen.tsx').then((m) => m.PeopleScreen));
export const DevicesScreen = later(() => import('../desk/devices-screen.tsx').then((m) => m.DevicesScreen));
export const QuarantineScreen = later(() =>
  import('../desk/quarantine-screen.tsx').then((m) => m.QuarantineScreen),
);
export const NewSession = later(() => import('../today/new-session.tsx').then((m) => m.NewSession));
export const SyncSheet = later(() => import('../device/sync-sheet.tsx').then((m) => m.SyncSheet));

/** Fetches all of them once the first screen stands. */
export function fetchTheRest(): void {
  const all = [
    SessionScreen,
    InboxList,
    InboxDetail,
    SessionHistory,
    HistoryScreen,
    DeviceScreen,
    NewSession,
    SyncSheet,
    DeskList,
    PeopleScreen,
    DevicesScreen,
    QuarantineScreen,
  ];
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 500));
  idle(() => {
    for (const screen of all) screen.load();
  });
}

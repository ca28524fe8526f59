import { Days } from '../today/days.tsx';
import { later } from './fetched.tsx';

// Screens beyond the first: fetched when they are first opened, or when the page has nothing else to do. The service
// worker holds them too, so this needs the network only on the very first visit.

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
export const PlanningScreen = later(() =>
  import('../planning/planning-screen.tsx').then((m) => m.PlanningScreen),
);
export const QuarantineScreen = later(() =>
  import('../desk/quarantine-screen.tsx').then((m) => m.QuarantineScreen),
);
export const SettingsScreen = later(() =>
  import('../desk/settings-screen.tsx').then((m) => m.SettingsScreen),
);
export const TicketScreen = later(() => import('../ticket/ticket-screen.tsx').then((m) => m.TicketScreen));
/** Until its code is there, the first of them are shown as in a short list. */
export const LongDays = later(() => import('../today/long-days.tsx').then((m) => m.LongDays), Days);
export const NewSession = later(() => import('../today/new-session.tsx').then((m) => m.NewSession));
export const SyncSheet = later(() => import('../device/sync-sheet.tsx').then((m) => m.SyncSheet));
export const LockScreen = later(() => import('../lock/lock-screen.tsx').then((m) => m.LockScreen));

export const UndoNotice = later(() => import('../history/undo-notice.tsx').then((m) => m.UndoNotice));

/** For a desk alone, with a library for its chart: it comes with the app's files, and is read when it is opened. */
export const FiguresScreen = later(() =>
  import('../planning/figures-screen.tsx').then((m) => m.FiguresScreen),
);

/** Few ever need it, and then there is a network: it is fetched for who does. */
export const EnrolCode = later(() => import('../start/enrol-code.tsx').then((m) => m.EnrolCode));

/** Fetches the others once the first screen stands. */
export function fetchTheRest(): void {
  const all = [
    LongDays,
    TicketScreen,
    SessionScreen,
    InboxList,
    InboxDetail,
    SessionHistory,
    HistoryScreen,
    DeviceScreen,
    NewSession,
    SyncSheet,
    LockScreen,
    UndoNotice,
    DeskList,
    PlanningScreen,
    PeopleScreen,
    DevicesScreen,
    QuarantineScreen,
    SettingsScreen,
  ];
  const idle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 500));
  idle(() => {
    for (const screen of all) screen.load();
  });
}

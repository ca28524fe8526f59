import { count, n, plurals } from './english.ts';

/** The words around every screen. */
export const frame = {
  shell: {
    places: 'Places',
    today: 'Today',
    inbox: 'Inbox',
    inboxCount: (of: number): string => count(of, 'guest to look after', 'guests to look after'),
    nothingChosen: 'Nothing chosen yet',
    chosenSession: 'The chosen session',
    chosenGuest: 'The chosen guest',
    history: 'History',
    device: 'Device',
    skip: 'To the content',
    back: 'Back',
    close: 'Close',
    dismiss: 'Dismiss',
    choose: 'Choose a session on the left to see its bookings.',
    chooseGuest: 'Choose a guest on the left.',
    notFound: 'There is no such page.',
    notFoundTodo: 'Nothing was lost. Go back to Today.',
    loadFailed: 'This part of the app is not on this device yet.',
    loadFailedTodo: 'Everything that you saved is kept. Connect once and open it again.',
    language: 'Language',
    tryAgain: 'Try again',
  },

  /** What of the desk stands outside of it; its other words come with it (`en-desk.ts`). */
  desk: {
    title: 'Desk',
    choose: 'Choose on the left what to look after.',
    parts: {
      sessions: 'Sessions',
      figures: 'Figures',
      people: 'People',
      devices: 'Devices',
      quarantine: 'Quarantine',
      settings: 'Settings',
    },
    waiting: (of: number): string => count(of, 'entry waits', 'entries wait'),
  },

  strip: {
    label: 'Saved, sent and decided',
    saved: 'Saved on this device',
    toSend: (of: number): string => `${n(of)} to send`,
    toDecide: (of: number): string => `${n(of)} to decide`,
    nothingToSend: 'Nothing to send',
    lastSent: (time: string): string => `last sent ${time}`,
    neverSent: 'nothing sent yet',
    offline: 'Offline, carry on',
    failing: 'Sending does not work',
    signIn: 'The server asks who you are',
    cutOff: 'Not let in any more',
    updateApp: 'Update the app to send',
    storage: 'This device cannot write',
    starting: 'Opening the daybook',
    clockAhead: (span: string): string => `clock ${span} ahead`,
    clockBehind: (span: string): string => `clock ${span} behind`,
    syncing: 'Sending',
    downloading: (done: string, of: string): string => `Fetching entries: ${done} of ${of}`,
    replaying: (done: string, of: string): string => `Reading the daybook: ${done} of ${of}`,
  },

  banner: {
    update: 'A new version is ready.',
    updateTodo: 'It is put in when you are not at work for a minute, or now. Everything saved stays.',
    updateUnsent: (of: number): string =>
      `${count(of, 'entry is', 'entries are')} not sent yet. The new version has all of it and sends it.`,
    updateNow: 'Put it in now',
    signIn: 'The server does not recognise this device any more.',
    signInKept: (unsent: number): string =>
      unsent > 0
        ? `Nothing was lost: ${count(unsent, 'entry that is', 'entries that are')} not sent ${plurals.select(unsent) === 'one' ? 'is' : 'are'} kept here, and you can go on working. Save them to a file and tell a planner.`
        : 'Nothing was lost: everything that was saved here is on the server. You can go on working; what you save now is kept here. Tell a planner.',
    workerDied: 'The part of the app that writes things down has stopped.',
    workerDiedTodo:
      'Everything that was shown as saved is kept. Start it again; what is still in a form may or may not be saved: look whether it is there, or save it again.',
    export: 'Save unsent to a file',
    restart: 'Start it again',
    recover: 'Save what this device holds',
    notPersisted: 'This browser may remove what is not sent when the device runs out of room.',
  },

  said: {
    confirmed: (guest: string): string => `Saved on this device: ${guest} confirmed.`,
    checkedIn: (guest: string): string => `Saved on this device: ${guest} checked in.`,
    checkInUndone: (guest: string): string => `Saved on this device: check-in of ${guest} undone.`,
    noShow: (guest: string): string => `Saved on this device: ${guest} did not come.`,
    cancelled: (guest: string): string => `Saved on this device: booking of ${guest} cancelled.`,
    left: (guest: string): string => `Saved on this device: ${guest} left the waitlist.`,
    changed: (guest: string): string => `Saved on this device: party of ${guest} changed.`,
    told: (guest: string): string => `Saved on this device: contact with ${guest}.`,
    seats: 'Saved on this device: seats changed.',
    session: 'Saved on this device: the new session.',
    nothingToDo: 'It is so already. Nothing had to be saved.',
    notSaved: 'Not saved.',
    exported: (of: number): string =>
      `${count(of, 'entry', 'entries')} saved to a file. They stay in the queue too.`,
    nothingToExport: 'Nothing is unsent: there was nothing to save to a file.',
    setAside: 'Set aside. It stays in this device’s history.',
    takenIn: (of: number): string =>
      `Taken into the book after all: ${count(of, 'entry', 'entries')} of yours. The history says by whom.`,
    notAccepted: (of: number): string =>
      `${count(of, 'entry was', 'entries were')} not accepted by the server. Nothing is lost: see the inbox for why, and what to do.`,
    failed: 'That did not work, and nothing was saved. Try again.',
    interrupted:
      'The app was interrupted, and this may or may not be saved. Look whether it is there, or try again.',
  },
};

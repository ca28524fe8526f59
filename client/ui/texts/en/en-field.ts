import { count, n, plurals } from './english.ts';

// Seats taken along, holds, moves, and the list before one leaves: these words come with the screens that use them.

const parties = (of: number): string =>
  `${count(of, 'party', 'parties')} ${plurals.select(of) === 'one' ? 'has' : 'have'}`;
const seats = (of: number): string => count(of, 'seat', 'seats');

export const enField = {
  promise: {
    until: (time: string): string => `Guaranteed if sent by ${time}`,
    fromOwn: 'from the seats that this device took along',
    reachable: 'Not needed for a guaranteed booking.',
    split: (word: string, granted: number, wanted: number): string =>
      `${word}: ${n(granted)} of ${n(wanted)}`,
    takeRest: (of: number): string => `Book only the ${seats(of)} that ${of === 1 ? 'is' : 'are'} left`,
  },

  allot: {
    open: 'Take seats along',
    title: (session: string): string => `Take along: ${session}`,
    about:
      'Seats that a device takes along are kept for it alone. What it books from them stands, whoever else books meanwhile.',
    howMany: 'Seats to take along',
    hours: 'For how long',
    hoursOf: (of: number): string => count(of, 'hour', 'hours'),
    forDevice: 'For which device',
    thisDevice: 'This device',
    device: (name: string, person: string | null): string => (person ? `${name} (${person})` : name),
    another: 'Another device',
    othersOffline: 'The other devices are known with the network only.',
    save: 'Take them along',
    saveFor: 'Set them aside',
    saving: 'Saving',
    none: 'Choose at least one seat.',
    list: 'Taken along',
    nobody: 'No device has taken seats along here.',
    line: (party: string, left: string): string => `${party}, of these ${left} not booked yet`,
    allBooked: (party: string): string => `${party}, all booked`,
    sign: (guaranteed: string, drawUntil: string): string => `${guaranteed}, book by ${drawUntil}`,
    asked: 'Counts once the server has it. Stay in reach until then.',
    until: (until: string, drawUntil: string): string =>
      `Book from them until ${drawUntil}; guaranteed if sent by ${until}.`,
    untilOfOthers: (until: string): string => `Until ${until}.`,
    over: (until: string): string =>
      `Their time is over at ${until}: book provisionally now, and send what you have.`,
    giveBack: 'Give back what is left',
    giveBackOf: (party: string): string => `Give back what is left of ${party}`,
    taken: (of: number): string => `Saved on this device: ${seats(of)} asked for.`,
    given: 'Saved on this device: the seats are given back.',
  },

  ready: {
    title: 'Ready to go?',
    ready: 'Ready: everything below is as it should be.',
    notReady: (of: number): string => `${count(of, 'thing', 'things')} to look at before you leave.`,
    data: 'Data downloaded',
    dataOk: (of: number, at: string): string => `${count(of, 'entry', 'entries')}, as of ${at}`,
    dataMissing: (done: number, of: number): string =>
      `${n(done)} of ${n(of)} entries. Stay in reach until all are here.`,
    dataNever: 'Nothing was downloaded yet. Connect once.',
    sent: 'Everything sent',
    sentOk: (at: string | null): string => (at ? `0 to send, last sent ${at}` : '0 to send'),
    unsent: (of: number): string => `${n(of)} to send. Send now while you are in reach.`,
    seats: 'Seats taken along',
    seatsOk: (of: number, sessions: number, until: string): string =>
      `${seats(of)} in ${count(sessions, 'session', 'sessions')}, to be booked until ${until}`,
    seatsNone: '0 seats: what you book out of reach is provisional. Open a session and take some along.',
    storage: 'Storage protected',
    storageOk: (used: string, quota: string): string => `Yes; ${used} used of ${quota}`,
    storageNot: (used: string): string => `No: the browser may remove ${used}. Ask for protection below.`,
    clock: 'Clock right',
    clockOk: (seconds: number): string => `${count(seconds, 'second', 'seconds')} off the server’s`,
    clockWrong: (span: string): string =>
      `${span} off the server’s. Let the device set its time by the network: times that it shows are wrong.`,
    clockUnknown: 'Not known: the server is out of reach.',
    app: 'App up to date',
    appOk: (version: string): string => `Version ${version}, the newest that was found`,
    appOld: (version: string): string => `Version ${version}; a newer one is ready to be put in.`,
    putIn: 'Put it in now',
    again: 'Look again',
    looking: 'Looking',
    yes: 'Done',
    no: 'To do',
    unknown: 'Not known',
  },

  hold: {
    label: 'Confirm by',
    none: 'No time limit',
    minutes: (of: number): string => `within ${count(of, 'minute', 'minutes')}`,
    hours: (of: number): string => `within ${count(of, 'hour', 'hours')}`,
    until: (time: string): string => `Held until ${time}`,
    pending: (minutes: number): string =>
      `Held for ${count(minutes, 'minute', 'minutes')} once the server has it`,
  },

  offer: {
    policy: 'When seats become free',
    atOnce: 'Who is next in line gets them',
    keep: 'They are kept for who is next until the guest answers',
    within: 'To be answered within',
    minutes: (of: number): string =>
      of < 60 ? count(of, 'minute', 'minutes') : count(of / 60, 'hour', 'hours'),
    open: (party: string): string => `${party} offered`,
    until: (time: string): string => `answer by ${time}`,
    accept: 'The guest takes the offer',
    decline: 'The guest declines the offer',
    accepted: (guest: string): string => `Saved on this device: ${guest} takes the offer.`,
    declined: (guest: string): string => `Saved on this device: ${guest} declines the offer.`,
  },

  session: {
    open: 'Change',
    title: (session: string): string => `Change: ${session}`,
    what: 'What changes',
    change: {
      RescheduleSession: 'Other times',
      SetPolicy: 'Other rules',
      CloseSession: 'Close for bookings',
      ReopenSession: 'Open again',
      CancelSession: 'Cancel the session',
    },
    starts: 'Starts',
    ends: 'Ends',
    reason: 'Reason (the history shows it)',
    reasonDefault: 'Decided by the planner',
    missing: 'Both times are needed.',
    means: {
      RescheduleSession: (of: number): string =>
        `${parties(of)} to be told: each stands in the inbox until that is done.`,
      SetPolicy: () =>
        'They count for whoever books from now on, and for whoever waits when seats become free. Bookings stay as they are.',
      CloseSession: () =>
        'Nobody books here any more, apart from seats that devices have taken along. Bookings stay as they are.',
      ReopenSession: () => 'Bookings are taken again, and whoever waits and fits moves up.',
      CancelSession: (of: number): string =>
        `It cannot be opened again. ${parties(of)} to be told: each stands in the inbox until that is done.`,
    },
    save: {
      RescheduleSession: 'Save the new times',
      SetPolicy: 'Save the new rules',
      CloseSession: 'Close it for bookings',
      ReopenSession: 'Open it again',
      CancelSession: 'Cancel it for good',
    },
    saved: {
      RescheduleSession: 'Saved on this device: the new times.',
      SetPolicy: 'Saved on this device: the new rules.',
      CloseSession: 'Saved on this device: the session is closed.',
      ReopenSession: 'Saved on this device: the session is open again.',
      CancelSession: 'Saved on this device: the session is cancelled.',
    },
  },

  move: {
    open: 'Move to another session',
    title: (guest: string): string => `Move ${guest}`,
    what: (party: string): string => `${party} go along; the seats here become free.`,
    search: 'Find a session',
    none: 'No other open session has these seats left.',
    left: (of: number): string => `${seats(of)} left`,
    sameDay: 'Same day',
    otherDays: 'Other days',
    provisional: 'Provisional until the server has it: both sessions change together, or neither.',
    keep: 'Leave it here',
    moved: (guest: string, session: string): string => `Saved on this device: ${guest} moves to ${session}.`,
  },

  elsewhere: {
    title: (guest: string): string => `Another session for ${guest}`,
    what: (party: string): string => `${party} are booked there, as the guest has it here.`,
    leaves: 'The place on the waitlist here is given up.',
    keep: 'Leave it as it is',
    booked: (guest: string, session: string): string => `Saved on this device: ${guest}, ${session}.`,
  },
};

export type FieldTexts = typeof enField;

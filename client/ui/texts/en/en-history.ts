import type { HistoryKind } from '../../../view/history-filter.ts';
import type { LinkKind } from '../../../view/history-links.ts';
import { count, n } from './english.ts';

const kinds: Record<HistoryKind, string> = {
  session: 'The session itself',
  seats: 'Seats',
  booking: 'Bookings',
  waitlist: 'Waitlist and offers',
  arrival: 'Check-in',
  guest: 'Guests and messages',
};

const links: Record<LinkKind, string> = {
  'makes-up-for': 'Makes up for',
  undoes: 'Takes back',
  tells: 'The guest was told of',
  because: 'Because of',
  'moved-from': 'Came from another session',
  'made-up-for': 'Was made up for',
  undone: 'Was taken back',
  told: 'The guest was told',
  'led-to': 'Led to',
  'moved-to': 'Went to another session',
};

// What one looks for in a history: these words come with it.

export const enHistory = {
  find: 'Filter',
  guest: 'Guest',
  session: 'Session',
  kind: 'What happened',
  person: 'Person',
  device: 'Device',
  from: 'From',
  before: 'Before',
  any: 'All',
  clear: 'Show all entries',
  kinds,
  some: (shown: number, all: number): string => `${n(shown)} of ${count(all, 'entry', 'entries')}`,
  noMatch: 'No entry is like that.',
  noMatchTodo: 'Take something out of the filter.',

  why: {
    open: 'Why',
    kinds: links,
    named: (kind: string, what: string): string => `${kind}: ${what}`,
    unknown: 'an entry that this device does not have',
    more: (of: number): string => `and ${n(of)} more`,
  },

  /** A session at an earlier moment. */
  moment: {
    open: 'Back then',
    openLast: 'Look at an earlier moment',
    title: (session: string): string => `Back then: ${session}`,
    back: 'History',
    slider: 'Moment',
    entry: (nth: number, of: number): string => `Entry ${n(nth)} of ${n(of)}`,
    recorded: 'recorded by the server',
    pending: 'this device’s own, not decided yet',
    previous: 'Previous entry',
    next: 'Next entry',
    choices: 'Compare, or go to a time',
    by: 'As of',
    against: 'Compare',
    before: 'Before and after this entry',
    now: 'Then and now',
    sides: { before: ['Before', 'After'], now: ['Then', 'Now'] },
    nothing: 'There was no such session yet.',
    status: 'Session',
    name: 'Title',
    venue: 'Venue',
    time: 'Time',
    parties: 'Bookings',
    waiting: 'Waiting',
    taken: (label: string): string => `${label}: taken`,
    left: (label: string): string => `${label}: left`,
    apart: (label: string): string => `${label}: set apart`,
    capacity: (label: string): string => `${label}: in all`,
    changed: 'changed',
    changedRows: (of: number): string => `${count(of, 'booking', 'bookings')} changed`,
    noChange: 'No booking changed.',
    sameRows: 'The other bookings, as they stood',
    more: (of: number): string => `Show ${n(of)} more`,
    gone: 'This device knows no entry of this session.',
    goneTodo: 'It may not have been fetched yet. Go back to the history, or connect and open it again.',
  },

  /** A history as a file. */
  file: {
    open: 'Save or print',
    all: 'All entries of this history go into the file.',
    filtered: 'What the filter shows goes into the file.',
    csv: 'Save as a table (CSV)',
    mark: 'Mark it as UTF-8, for Excel',
    lines: 'Save as JSON Lines',
    saved: (of: number): string => `${count(of, 'entry', 'entries')} saved to a file.`,
    moving: 'The history is moving on too fast to be read as a whole. Nothing was saved. Try again.',
    states: {
      recorded: 'recorded',
      accepted: 'sent, not back yet',
      pending: 'not sent',
      quarantined: 'not accepted',
    },
    columns: {
      position: 'Position',
      state: 'State',
      deviceTime: 'Time of the device',
      serverTime: 'Time of the server',
      difference: 'Difference in seconds',
      session: 'Session',
      what: 'What happened',
      type: 'Type',
      guest: 'Guest',
      person: 'Person',
      device: 'Device',
      broughtBy: 'Brought by',
      before: 'Before',
      after: 'After',
      reason: 'Reason',
      makesUpFor: 'Makes up for',
      because: 'Because of',
      entry: 'Entry',
      sessionId: 'Session id',
    },
  },

  /** A session's history on paper. */
  sheet: {
    open: 'Audit sheet, to print',
    title: (session: string): string => `Audit sheet: ${session}`,
    print: 'Print',
    coming: 'The history is being read.',
    asOf: 'As of',
    asOfWhat: (time: string, position: number): string => `${time}, position ${n(position)} of the log`,
    never: 'never in step with the server',
    made: 'Made',
    madeBy: (time: string, name: string, device: string): string => `${time}, by ${name} on device ${device}`,
    contents: 'Entries',
    counts: (all: number, pending: number, quarantined: number): string =>
      `${n(all)}, of them ${n(pending)} not sent and ${n(quarantined)} not accepted`,
    session: 'The session, as it stands',
    bookings: 'Bookings',
    guest: 'Guest',
    stands: 'Stands',
    history: 'What happened, oldest first',
    position: 'No.',
    when: 'When',
    who: 'Who',
    what: 'What',
    beforeAfter: 'Before → after',
    end: 'End of the sheet.',
  },

  /** The last thing done on this device, taken back. */
  undo: {
    title: 'Last done on this device',
    short: 'Undo',
    button: (what: string): string => `Undo: ${what}`,
    note: 'It is taken back by an entry of its own. Both stay in the history.',
    reason: 'A slip, taken back on the same device',
    saved: (what: string): string => `Saved on this device: taken back. It was: ${what}.`,
    refused: (why: string): string => `It cannot be taken back now. ${why}`,
    not: {
      'changed-since': 'Something has been done to it since: look at it, and change it as it is now.',
      'no-way-back': 'No single step brings back what was before: look at it, and change it as it is now.',
    },
  },
};

export type HistoryTexts = typeof enHistory;

import type { HistoryKind } from '../../../view/history-filter.ts';
import { count, n } from './english.ts';

const kinds: Record<HistoryKind, string> = {
  session: 'The session itself',
  seats: 'Seats',
  booking: 'Bookings',
  waitlist: 'Waitlist and offers',
  arrival: 'Check-in',
  guest: 'Guests and messages',
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
};

export type HistoryTexts = typeof enHistory;

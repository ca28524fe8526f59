import { count, n, seats } from './english.ts';

/** The words of the board of sessions. */
export const board = {
  today: {
    title: 'Today',
    heading: (day: string): string => `Today, ${day}`,
    tomorrow: (day: string): string => `Tomorrow, ${day}`,
    search: 'Find a session',
    venue: 'Venue',
    allVenues: 'All venues',
    past: (of: number): string => `Show ${count(of, 'earlier session', 'earlier sessions')}`,
    hidePast: 'Hide earlier sessions',
    nothingToday: 'No sessions today.',
    nothingFits: 'No session fits that. Change the words or choose all venues.',
    notFetched: 'Nothing was fetched from the server yet.',
    notFetchedTodo: 'Sessions come as soon as that works; see the line at the top.',
    empty: 'This daybook is empty.',
    emptyTodo: 'Sessions stand here by day. Begin with the first one.',
    emptyForOthers: 'Sessions stand here by day as soon as a planner has made the first one.',
    newSession: 'New session',
  },

  card: {
    left: 'left',
    leftOf: (of: number): string => `${seats(of)} left`,
    over: (of: number): string => `Overbooked by ${n(of)}`,
    full: 'Full',
    taken: 'taken',
    allotted: 'allotted',
    held: 'held',
    offered: 'offered',
    of: (capacity: number): string => `of ${n(capacity)}`,
    asOf: (time: string): string => `as of ${time}`,
    neverSynced: 'on this device’s figures only',
    waiting: (of: number): string => `${n(of)} waiting`,
    provisional: (of: number): string => `${n(of)} of yours provisional`,
    guaranteed: (of: number): string => `${n(of)} guaranteed to you`,
    unreadable: 'Update the app to book here',
    leftByType: (left: number, label: string): string => `${label}: ${n(left)} left`,
    bar: (taken: number, left: number, capacity: number): string =>
      `${n(taken)} of ${n(capacity)} taken, ${n(left)} left`,
    zone: (time: string, zone: string): string => `${time} in ${zone}`,
  },
};

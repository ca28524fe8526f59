import type { Column } from '../../planning/session-table.ts';
import { count, list, n } from './english.ts';

// Tables and calendars of sessions: these words come with the planner's screen for them.

const sessions = (of: number): string => count(of, 'session', 'sessions');
const columns: Record<Column, string> = {
  title: 'Title',
  venue: 'Venue',
  starts: 'Starts',
  ends: 'Ends',
  zone: 'Time zone',
  full: 'When full',
  seats: 'Seats',
};

export const enPlanning = {
  columns,
  listed: (words: readonly string[]): string => list.format(words),

  figures: {
    state: 'State',
    taken: 'Taken',
    left: 'Left',
    waiting: 'Parties waiting',
    came: 'Guests who came',
    noShows: 'Guests who did not come',
    conflicts: 'Conflicts',
    toTell: 'Guests to tell',
  },

  dayFigures: {
    period: 'Time',
    periods: {
      'last-week': 'Last week',
      week: 'This week',
      'next-week': 'Next week',
      month: 'This month',
      own: 'From – to',
    },
    from: 'From',
    to: 'To',
    wrongPeriod: (days: number): string =>
      `Choose a first and a last day, not before the first, and at most ${n(days)} days.`,
    none: 'No sessions in this time.',
    noneTodo: 'Choose another time or another venue.',
    fill: 'Fill',
    booked: 'Booked',
    bookedOf: (booked: number, capacity: number): string => `${n(booked)} of ${n(capacity)}`,
    capacity: 'Seats',
    sessions: 'Sessions',
    cancelled: (of: number): string => `${n(of)} cancelled`,
    waiting: 'Waiting',
    came: 'Came',
    noShows: 'No-shows',
    conflicts: 'Conflicts',
    about:
      'Waiting counts parties, came and no-shows count guests. A conflict is a promise that could not be kept, and was made good.',
    chart: 'Seats booked, and seats there are, by day',
    sameBelow: 'The table below has the same numbers.',
    ofDay: (day: string, booked: number, capacity: number): string =>
      `${day}: ${n(booked)} of ${count(capacity, 'seat', 'seats')} booked`,
    byDay: 'By day',
    byVenue: 'By venue',
    day: 'Day',
    venue: 'Venue',
    inAll: 'In all',
    asOf: (time: string): string => `As of ${time}, own work that is not sent included.`,
  },

  booking: {
    guest: 'Guest',
    phone: 'Phone',
    mail: 'Mail',
    note: 'Note',
    outcome: 'Decision',
    seats: 'Seats',
    party: 'Party',
    wanted: 'Seats wanted',
    arrival: 'Arrival',
    arrivals: { 'checked-in': 'Here', 'no-show': 'Did not come' },
    came: 'Guests who came',
    bookedAt: 'Booked at (UTC)',
  },

  usual: {
    title: 'New sessions',
    about:
      'What the form for a new session begins with, for everybody here and on every device. Sessions that there are stay as they are.',
    save: 'Save for everybody',
    saved: 'Saved for everybody: new sessions begin with this.',
    length: 'Length',
    minutes: (of: number): string =>
      of % 60 === 0 ? count(of / 60, 'hour', 'hours') : count(of, 'minute', 'minutes'),
    seats: 'Seats',
  },

  give: {
    title: 'As tables and calendars',
    about:
      'What this device has of the book, own work that is not sent included. The table of sessions can be taken in again with more lines; what a session has changes at the session itself.',
    sessions: 'Sessions as a table',
    bookings: 'Bookings as a table',
    calendar: 'Sessions as a calendar',
    given: (of: number): string => `${count(of, 'line', 'lines')} saved to a file`,
    private: 'The bookings hold guests’ names and numbers: keep that file where only the team sees it.',
  },

  toCalendar: 'To a calendar',

  take: {
    title: 'From a table',
    about:
      'A CSV file as every spreadsheet saves it, a session a line. The first line names the columns: Title, Venue, Starts (2026-05-01 09:00), Ends, and Seats, or “Seats: Adult” and “Seats: Child”. Time zone and When full (waitlist, partial, refuse) may be left out; what is full is then dealt with as Settings say of new sessions.',
    choose: 'Take sessions in from a file',
    sheet: 'Take these sessions in?',
    reading: 'Reading the table',
    fresh: 'New',
    known: 'Here already, and left as they are',
    bad: 'Cannot be taken in',
    sessions,
    line: (line: number): string => `Line ${n(line)}`,
    badAbout: 'Correct these in the file and take it in again: what is here by then is left alone.',
    noneFresh: 'There is nothing new in this table.',
    more: (of: number): string => `and ${n(of)} more`,
    seats: (of: number): string => count(of, 'seat', 'seats'),
    doIt: (of: number): string => `Record ${sessions(of)}`,
    doing: (done: number, of: number): string => `${n(done)} of ${n(of)} recorded`,
    done: (of: number): string => `Saved on this device: ${sessions(of)}.`,
    stopped: (done: number): string =>
      `${sessions(done)} of these are recorded. Take the same file in again for the rest: nothing is recorded twice.`,
    leave: 'Leave it',
    close: 'Done',
    troubles: {
      'cut-off': 'This file was cut off: a quote in it is never closed. Save it once more.',
      empty: 'There is no session in this file.',
      coding: 'This file is not in UTF-8. Save it as “CSV UTF-8” once more.',
      columns: (missing: string): string => `The first line has to name the columns. It lacks: ${missing}.`,
    },
    wrong: {
      missing: (column: string): string => `${column} is empty.`,
      tooLong: (column: string): string => `${column} is too long.`,
      noTime: (column: string, text: string): string =>
        `${column}: “${text}” is no time that can be read, or none that clocks show there. Write it like 2026-05-01 09:00.`,
      noZone: (text: string): string => `“${text}” is no time zone. Write it like Europe/Vienna.`,
      noRule: (column: string, text: string): string =>
        `${column}: “${text}” is not known. Write waitlist, partial or refuse.`,
      noNumber: (column: string, text: string): string => `${column}: “${text}” is no number of seats.`,
      endsFirst: 'It ends before it starts.',
      noSeats: 'It has no seats.',
      otherwise:
        'This session is here already, with other seats or another end. It stays as it is: change it where it stands.',
      twice: (line: number): string => `It is the same session as line ${n(line)}.`,
    },
  },
};

export type PlanningTexts = typeof enPlanning;

/** What the sample team offers: each line is one kind of session. Times are those of the place. */
export type Offer = {
  readonly title: string;
  readonly venue: string;
  /** Hours of the day at which it begins. */
  readonly hours: readonly number[];
  readonly minutes: number;
  /** Every so many days, counted from the first one. */
  readonly everyDays: number;
  readonly fromDay: number;
  readonly seats: readonly (readonly [id: string, label: string, capacity: number])[];
  readonly shortfall: 'waitlist' | 'partial' | 'refuse';
  /** How full, from 0 to 1; above 1 people wait. */
  readonly demand: number;
};

export const OFFERS: readonly Offer[] = [
  {
    title: 'Letterpress for beginners',
    venue: 'Mill workshop',
    hours: [10],
    minutes: 180,
    everyDays: 2,
    fromDay: 0,
    seats: [
      ['press', 'At a press', 8],
      ['table', 'At the table', 6],
    ],
    shortfall: 'waitlist',
    demand: 1.3,
  },
  {
    title: 'Eye clinic',
    venue: 'Hall North',
    hours: [8, 13],
    minutes: 240,
    everyDays: 3,
    fromDay: 1,
    seats: [
      ['check', 'Check-up', 24],
      ['surgery', 'Surgery', 6],
    ],
    shortfall: 'waitlist',
    demand: 1.05,
  },
  {
    title: 'Vaccination day',
    venue: 'School yard',
    hours: [9],
    minutes: 420,
    everyDays: 5,
    fromDay: 0,
    seats: [['dose', 'Dose', 60]],
    shortfall: 'waitlist',
    demand: 0.6,
  },
  {
    title: 'Lighthouse tour',
    venue: 'Harbour gate',
    hours: [11, 15],
    minutes: 75,
    everyDays: 2,
    fromDay: 0,
    seats: [['visitor', 'Visitor', 12]],
    shortfall: 'partial',
    demand: 1.1,
  },
  {
    title: 'Night walk with bats',
    venue: 'Forest edge',
    hours: [20],
    minutes: 90,
    everyDays: 4,
    fromDay: 2,
    seats: [
      ['adult', 'Adult', 10],
      ['child', 'Child', 10],
    ],
    shortfall: 'waitlist',
    demand: 0.7,
  },
  {
    title: 'First aid refresher',
    venue: 'Fire station',
    hours: [18],
    minutes: 120,
    everyDays: 3,
    fromDay: 0,
    seats: [['seat', 'Seat', 16]],
    shortfall: 'refuse',
    demand: 0.45,
  },
  {
    title: 'Field day: soil and water',
    venue: 'Upper farm',
    hours: [9],
    minutes: 480,
    everyDays: 7,
    fromDay: 3,
    seats: [
      ['bus', 'With a seat in the bus', 30],
      ['own', 'Coming on their own', 40],
      ['lunch', 'Lunch', 50],
    ],
    shortfall: 'waitlist',
    demand: 0.8,
  },
  {
    title: 'Bicycle repair',
    venue: 'Mill workshop',
    hours: [16],
    minutes: 120,
    everyDays: 3,
    fromDay: 1,
    seats: [['stand', 'Repair stand', 5]],
    shortfall: 'waitlist',
    demand: 1.8,
  },
];

export const DAYS = 14;

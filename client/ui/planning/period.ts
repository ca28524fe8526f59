/** Days as 'YYYY-MM-DD', both included. */
export type Period = { readonly from: string; readonly to: string };

export const USUAL_PERIODS = ['last-week', 'week', 'next-week', 'month'] as const;
export type UsualPeriod = (typeof USUAL_PERIODS)[number];

/** A chart and a table of more days than a quarter of a year has could not be read any more. */
export const MOST_DAYS = 92;

const WEEK = 7;
const WEEKS_AHEAD = { 'last-week': -1, week: 0, 'next-week': 1 } as const;

/** `firstWeekday`: 1 for Monday, 7 for Sunday. */
export function periodOf(name: UsualPeriod, today: string, firstWeekday: number): Period {
  if (name === 'month') return monthOf(today);
  const sinceFirst = (weekdayOf(today) - firstWeekday + WEEK) % WEEK;
  const from = daysAfter(today, WEEK * WEEKS_AHEAD[name] - sinceFirst);
  return { from, to: daysAfter(from, WEEK - 1) };
}

/** What somebody typed; undefined where it is no time, or one of too many days. */
export function periodBetween(from: string, to: string): Period | undefined {
  const days = numberOf(to) - numberOf(from) + 1;
  return days >= 1 && days <= MOST_DAYS ? { from, to } : undefined;
}

export function daysIn({ from, to }: Period): string[] {
  return Array.from({ length: numberOf(to) - numberOf(from) + 1 }, (_, index) => daysAfter(from, index));
}

function monthOf(day: string): Period {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { from: `${day.slice(0, 7)}-01`, to: `${day.slice(0, 7)}-${last}` };
}

const DAY = 86_400_000;

/** Days since 1970; not a number for what is not all typed yet. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / DAY;
}

function daysAfter(day: string, days: number): string {
  return new Date((numberOf(day) + days) * DAY).toISOString().slice(0, 10);
}

/** 1 for Monday, 7 for Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || WEEK;
}

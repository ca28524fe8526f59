import { locale } from '../texts/format.ts';

/** Most calendars begin on it, and browsers that do not say. */
const MONDAY = 1;

/** With which day a week begins where the reader lives: 1 for Monday, 7 for Sunday. */
export function firstWeekday(): number {
  const region: Intl.Locale & { getWeekInfo?: () => { firstDay: number } } = new Intl.Locale(locale());
  return region.getWeekInfo?.().firstDay ?? MONDAY;
}

/** 38 % */
export function percentOf(share: number): string {
  return new Intl.NumberFormat(locale(), { style: 'percent' }).format(share);
}

/** Mon 23 Nov, of a day's key, 'YYYY-MM-DD', which has no zone. */
export function shortlyNamed(day: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale(), options).format(new Date(`${day}T12:00:00Z`));
}

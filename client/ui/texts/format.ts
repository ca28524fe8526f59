import { t } from './texts.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** How the reader's own country writes dates and numbers, in the language of the catalogue. */
export function locale(language = t().language): string {
  return navigator.languages.find((known) => known.split('-')[0] === language) ?? language;
}

/** Making a format is dear, using one is not; a zone that this browser does not know is read as its own. */
function format(options: Intl.DateTimeFormatOptions, language?: string): Intl.DateTimeFormat {
  const key = locale(language) + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const made = make(options, locale(language));
  formats.set(key, made);
  return made;
}

function make({ timeZone, ...options }: Intl.DateTimeFormatOptions, locale: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, timeZone ? { ...options, timeZone } : options);
  } catch {
    return new Intl.DateTimeFormat(locale, options);
  }
}

export const OWN_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** 09:10 */
export function timeOf(instant: string, timeZone?: string): string {
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone(timeZone) }).format(
    new Date(instant),
  );
}

/** 09:10:05, for a history. */
export function exactTime(instant: string): string {
  const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return format(options).format(new Date(instant));
}

/** 22 Nov 2026, 09:10:05, for paper: there is no today on it. */
export function exactMoment(instant: string): string {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const options = {
    ...day,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  } as const;
  return format(options).format(new Date(instant));
}

const DAY = { weekday: 'long', day: 'numeric', month: 'long' } as const;

/** Sunday 22 November, with the year where it is not this one: a season is planned in the autumn before. */
export function dayOf(instant: string): string {
  const at = new Date(instant);
  return format({ ...DAY, ...yearOf(at) }).format(at);
}

/** " · 09:10 in Asia/Seoul": the session's own time, where its clocks show another one than the reader's. */
export function timeThere({ startsAt, timeZone }: { startsAt: string; timeZone: string }): string {
  if (timeZone === OWN_ZONE || timeOf(startsAt, timeZone) === timeOf(startsAt)) return '';
  return ` · ${t().card.zone(timeOf(startsAt, timeZone), timeZone)}`;
}

/** Sunday 22 November at 09:10, by the clock of a place, for a guest who reads `language`. */
export function momentThere(instant: string, timeZone: string, language: string): string {
  const at = new Date(instant);
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return format({ ...DAY, ...yearOf(at), ...time, ...zone(timeZone) }, language).format(at);
}

/** The same of a day's key, 'YYYY-MM-DD', which has no zone. */
export function dayNamed(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  return format({ ...DAY, ...yearOf(at), timeZone: 'UTC' }).format(at);
}

/** 22 Nov */
export function shortDay(instant: string): string {
  return format({ day: 'numeric', month: 'short' }).format(new Date(instant));
}

/** The time alone today, with the day before it otherwise. */
export function momentOf(instant: string): string {
  const at = new Date(instant);
  if (at.toDateString() === new Date().toDateString()) return timeOf(instant);
  const day = format({ day: 'numeric', month: 'short', ...yearOf(at) }).format(at);
  return `${day}, ${timeOf(instant)}`;
}

/** 40 sec, 12 min, 3 hr, 2 days: one unit, the largest that fits. */
export function spanOf(seconds: number): string {
  const [count, unit] =
    seconds < 60
      ? [seconds, 'second']
      : seconds < 3_600
        ? [seconds / 60, 'minute']
        : seconds < 86_400
          ? [seconds / 3_600, 'hour']
          : [seconds / 86_400, 'day'];
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.round(count),
  );
}

export function bytesOf(bytes: number): string {
  const [count, unit] =
    bytes < 1e6
      ? [bytes / 1e3, 'kilobyte']
      : bytes < 1e9
        ? [bytes / 1e6, 'megabyte']
        : [bytes / 1e9, 'gigabyte'];
  return new Intl.NumberFormat(locale(), { style: 'unit', unit, maximumFractionDigits: 1 }).format(count);
}

function zone(timeZone: string | undefined): { timeZone?: string } {
  return timeZone ? { timeZone } : {};
}

function yearOf(at: Date): { year?: 'numeric' } {
  return at.getFullYear() === new Date().getFullYear() ? {} : { year: 'numeric' };
}

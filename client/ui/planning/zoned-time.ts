/** A clock on a wall: no zone, no summer time. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

/**
 * When the clocks of a zone show that, in milliseconds; the first of the two where they show it twice. Undefined where
 * they never do: clocks are put forward over it, or the calendar has no such day.
 */
export function whenClocksShow(wall: WallTime, timeZone: string): number | undefined {
  const { year, month, day, hour, minute } = wall;
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  // A zone is at most 14 hours off; before and after it stand all offsets that it can have on that day.
  const offsets = [asUtc - DAY, asUtc + DAY].map((at) => shownBy(timeZone, at) - at);
  const candidates = [...new Set(offsets)].map((offset) => asUtc - offset).sort((a, b) => a - b);
  const found = candidates.find((at) => shownBy(timeZone, at) === asUtc);
  return found !== undefined && isInCalendar(wall) ? found : undefined;
}

export function isZone(timeZone: string): boolean {
  try {
    return formatOf(timeZone) !== undefined;
  } catch {
    return false;
  }
}

/** What is written of it in a table: 2026-05-01 09:00. */
export function wallClockOf(instant: string, timeZone: string): string {
  const zone = isZone(timeZone) ? timeZone : 'UTC';
  return new Date(shownBy(zone, Date.parse(instant))).toISOString().slice(0, 16).replace('T', ' ');
}

/** When the same clocks show the same time of day a week later; where they do not, seven times 24 hours later. */
export function weekAfter(instant: string, timeZone: string): Date {
  const zone = isZone(timeZone) ? timeZone : 'UTC';
  const at = new Date(shownBy(zone, Date.parse(instant)) + WEEK);
  const wall = {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
  };
  return new Date(whenClocksShow(wall, zone) ?? Date.parse(instant) + WEEK);
}

const DAY = 86_400_000;
const WEEK = 7 * DAY;

function isInCalendar({ year, month, day, hour, minute }: WallTime): boolean {
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour;
}

/** What the clocks of a zone show at a moment, as if it were UTC. */
function shownBy(timeZone: string, at: number): number {
  const parts = formatOf(timeZone).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const made = new Intl.DateTimeFormat('en-US', {
    ...numeric,
    timeZone,
    hourCycle: 'h23',
    calendar: 'gregory',
  });
  formats.set(timeZone, made);
  return made;
}

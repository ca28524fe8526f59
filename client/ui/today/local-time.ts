import type { Instant } from '../../../shared/log/ids.ts';

/** The last year that four digits have. */
const LAST_INSTANT = Date.UTC(9999, 11, 31, 23, 59);

/** What a `datetime-local` field reads: the clock on the wall here. */
export function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** What was typed there; undefined for what is no time, and after the last one that an event can name. */
export function instantTyped(text: string): Instant | undefined {
  const at = Date.parse(text);
  return at <= LAST_INSTANT ? (new Date(at).toISOString() as Instant) : undefined;
}

import type { Term } from '../../shared/booking/reservation.ts';
import type { Instant } from '../../shared/log/ids.ts';

/** When the server ends it; null while the server has not recorded it, since the time runs from there (P8). */
export function endOf({ since, minutes }: Term): Instant | null {
  return since && later(since, minutes);
}

export function later(instant: Instant, minutes: number): Instant {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString() as Instant;
}

import type { Drawn, Seats } from '../../shared/booking/events.ts';
import { countOf } from '../../shared/booking/seats.ts';
import type { AllotmentId, Instant } from '../../shared/log/ids.ts';

/** What this device may book from without asking anybody. */
export type Drawable = {
  readonly id: AllotmentId;
  readonly left: Seats;
  /** A booking from it has to be sent by then. */
  readonly until: Instant;
  /** And has to be made by then (A6). */
  readonly drawUntil: Instant;
};

/** From which allotment a party can be booked as a whole; `drawn`: what of it the booking has already. */
export function allotmentFor(
  own: readonly Drawable[],
  seats: Seats,
  now: string,
  drawn?: Drawn | null,
): Drawable | undefined {
  return own.find(
    ({ id, left, drawUntil }) =>
      now < drawUntil &&
      Object.keys(seats).every((seatType) => {
        const had = drawn?.allotmentId === id ? countOf(drawn.seats, seatType) : 0;
        return countOf(seats, seatType) <= countOf(left, seatType) + had;
      }),
  );
}

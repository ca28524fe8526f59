import type { AllotmentId, DeviceId, ReservationId } from '../log/ids.ts';
import type { Seats } from './events.ts';
import type { Term } from './reservation.ts';
import { countOf, mapSeats, NO_SEATS } from './seats.ts';

/** Seats that one device took along: nobody else gets them while it is live, whatever any clock shows (A1, A2). */
export type Allotment = {
  readonly id: AllotmentId;
  readonly deviceId: DeviceId;
  readonly seats: Seats;
  readonly term: Term;
  readonly status: 'live' | 'returned' | 'expired';
  /** By reservation, what it drew; of one that is not live, nothing. */
  readonly draws: Readonly<Record<ReservationId, Seats>>;
};

/** What is left in an allotment, not counting what `except` drew; nothing in one that is not live. */
export function unusedOf(allotment: Allotment, except?: ReservationId): Seats {
  if (allotment.status !== 'live') return NO_SEATS;
  return mapSeats(
    [allotment.seats],
    (seatType) => countOf(allotment.seats, seatType) - drawn(allotment, seatType, except),
  );
}

/** A seat type of which more was drawn than there is. */
export function overdrawn(allotment: Allotment): string | undefined {
  return Object.values(allotment.draws)
    .flatMap((seats) => Object.keys(seats))
    .find((seatType) => drawn(allotment, seatType) > countOf(allotment.seats, seatType));
}

function drawn({ draws }: Allotment, seatType: string, except?: ReservationId): number {
  return Object.entries(draws).reduce(
    (sum, [id, seats]) => (id === except ? sum : sum + countOf(seats, seatType)),
    0,
  );
}

import type {
  ActorId,
  DeviceId,
  EventId,
  Instant,
  ReservationId,
  SessionId,
  StreamVersion,
} from '../log/ids.ts';
import type { Drawn, Guest, PlacedBookingEvent, Seats } from './events.ts';
import { countOf, isEmpty, NO_SEATS } from './seats.ts';

/** One party, as its session's stream tells it. */
export type Reservation = {
  readonly id: ReservationId;
  readonly status: 'active' | 'moved' | 'declined' | 'cancelled' | 'expired';
  readonly confirmed: boolean;
  readonly wanted: Seats;
  readonly granted: Seats;
  /** Which of the granted seats came from a live allotment: those stand whatever happens (A3). */
  readonly drawn: Drawn | null;
  /** `place`: the version of the event with which it began to wait. */
  readonly waiting: { readonly place: StreamVersion; readonly priority: number } | null;
  /** Seats that are kept for it until the guest has answered; the place in the waitlist is kept as well. */
  readonly offer: Offer | null;
  /** Ended by the server when the time is over, unless it is confirmed (B6). */
  readonly hold: Term | null;
  /** What it held before a promotion swapped it for what it wanted; leaving the waitlist late goes back to this. */
  readonly swappedFrom: Seats | null;
  readonly movedTo: SessionId | null;
  readonly arrival:
    | { readonly kind: 'checked-in'; readonly guests: number }
    | { readonly kind: 'no-show' }
    | null;
  readonly guest: Guest | null;
  readonly booked: { readonly at: Instant; readonly actorId: ActorId; readonly deviceId: DeviceId };
};

/**
 * A time that runs from `since`: the server's clock when it recorded the event `by`. Null while that is pending, and on
 * a server, which has its deadlines apart (P8); no rule reads it.
 */
export type Term = { readonly by: EventId; readonly minutes: number; readonly since: Instant | null };
export type Offer = Term & { readonly seats: Seats };

export function termOf({ id, recordedAt }: PlacedBookingEvent, minutes: number): Term {
  return { by: id, minutes, since: recordedAt ?? null };
}

export type Outcome =
  | 'confirmed'
  | 'reserved'
  | 'waitlisted'
  | 'wanting-more'
  | 'offered'
  | 'unfilled'
  | 'moved'
  | 'declined'
  | 'cancelled'
  | 'expired';

/** The one current outcome of a reservation (invariant 2). */
export function outcomeOf(reservation: Reservation): Outcome {
  if (reservation.status !== 'active') return reservation.status;
  if (reservation.offer) return 'offered';
  if (reservation.waiting) return isEmpty(reservation.granted) ? 'waitlisted' : 'wanting-more';
  if (isEmpty(reservation.granted)) return 'unfilled';
  return reservation.confirmed ? 'confirmed' : 'reserved';
}

/** It waits for seats, and none are offered to it. */
export function isQueued({ waiting, offer }: Reservation): boolean {
  return waiting !== null && offer === null;
}

/** What the reservation still lacks of a seat type. */
export function lacking(reservation: Reservation, seatType: string): number {
  return countOf(reservation.wanted, seatType) - countOf(reservation.granted, seatType);
}

/** Seats of a type that it keeps from the others; what it drew, its allotment keeps already (B1). */
export function weightOf(reservation: Reservation | undefined, seatType: string): number {
  const { granted = NO_SEATS, offer, drawn } = reservation ?? {};
  const kept = Math.max(countOf(granted, seatType), countOf(offer?.seats ?? NO_SEATS, seatType));
  return kept - countOf(drawn?.seats ?? NO_SEATS, seatType);
}

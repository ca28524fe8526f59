import { type SessionId, sessionOf } from '../log/ids.ts';
import type { Book } from './book.ts';
import { type BookingEvent, DERIVED_ONLY, type EventInStream, type Seats } from './events.ts';
import { countOf, exceeds, mapSeats, sameSeats } from './seats.ts';
import { type Reservation, remaining, type Session } from './session.ts';

/** Which version of the rules `decide` and `derive` follow; sent with each push, and a reason to rebase (C1). */
export const RULES = 1;
/** Most promotions that one commit derives; the next commit on the stream goes on (P7). */
export const MOST_PROMOTIONS = 500;

/**
 * Seats that a reservation may have when it asks for `wanted`, given that `remaining` counts what it has now as
 * taken: what it held, and what nobody holds (B2).
 */
export function obtainable(session: Session, wanted: Seats, held: Seats, current: Seats): Seats {
  return mapSeats([wanted], (seatType) => {
    const free = remaining(session, seatType) + countOf(current, seatType) - countOf(held, seatType);
    return Math.min(countOf(wanted, seatType), countOf(held, seatType) + Math.max(free, 0));
  });
}

/** All that the reservation still lacks is free. */
export function fits(session: Session, { wanted, granted }: Reservation): boolean {
  return Object.keys(wanted).every((seatType) => {
    const lacking = countOf(wanted, seatType) - countOf(granted, seatType);
    return lacking <= 0 || lacking <= remaining(session, seatType);
  });
}

/** A fact that no rule can make good, with the reason (last row of the compensation table, P6). */
export type Groundless =
  | { readonly code: 'session-unknown' | 'session-exists'; readonly sessionId: SessionId }
  | { readonly code: 'reservation-unknown'; readonly sessionId: SessionId; readonly reservationId: string }
  | { readonly code: 'split-unasked' | 'granted-above-wanted' | 'derived-as-fact'; readonly eventId: string };

/** `before` is the book that the commit meets, `after` the same with all its facts folded in. */
export function groundless(before: Book, after: Book, fact: EventInStream): Groundless | undefined {
  const sessionId = sessionOf(fact.streamId);
  const { event } = fact;
  if (DERIVED_ONLY.has(event.type) || event.meta.compensates)
    return { code: 'derived-as-fact', eventId: event.id };
  if (event.type === 'SessionScheduled') {
    return before.session(sessionId) && { code: 'session-exists', sessionId };
  }
  const session = after.session(sessionId);
  if (!session || session.status === 'unscheduled') return { code: 'session-unknown', sessionId };
  if (event.type === 'SeatsReserved') return selfContradicting(event);
  return 'reservationId' in event.data && !session.reservations.has(event.data.reservationId)
    ? { code: 'reservation-unknown', sessionId, reservationId: event.data.reservationId }
    : undefined;
}

function selfContradicting(event: Extract<BookingEvent, { type: 'SeatsReserved' }>): Groundless | undefined {
  const { wanted, granted, shortfall } = event.data;
  if (exceeds(granted, wanted)) return { code: 'granted-above-wanted', eventId: event.id };
  if (shortfall !== 'partial' && !sameSeats(granted, wanted))
    return { code: 'split-unasked', eventId: event.id };
  return undefined;
}

/**
 * The seat type, if any, of which the commit left less than B8 allows: `remaining after ≥ min(0, remaining
 * before)`, capacity that was taken away on purpose apart.
 */
export function oversold(
  before: Session | undefined,
  after: Session,
  facts: readonly BookingEvent[],
): string | undefined {
  const cut = new Set(facts.flatMap((fact) => lowersCapacity(fact)));
  for (const seatType of new Set([...after.seatTypes.keys(), ...after.taken.keys()])) {
    const least = Math.min(0, before ? remaining(before, seatType) : 0);
    if (!cut.has(seatType) && remaining(after, seatType) < least) return seatType;
  }
  return undefined;
}

function lowersCapacity(fact: BookingEvent): string[] {
  return fact.type === 'SeatsRemoved' || fact.type === 'AllowanceSet' ? [fact.data.seatType] : [];
}

/** What the wire format has room for and this version does not do yet: the server answers `unsupported`. */
export function laterFeature(event: BookingEvent): string | undefined {
  if (event.type === 'SeatsReserved') {
    return (['fromAllotment', 'holdMinutes', 'movedFrom'] as const).find(
      (name) => event.data[name] !== undefined,
    );
  }
  const policy =
    event.type === 'SessionScheduled' || event.type === 'SessionPolicySet' ? event.data.policy : undefined;
  return policy?.promotion === 'offer' ? 'offers' : undefined;
}

import { type SessionId, sessionOf } from '../log/ids.ts';
import type { Book } from './book.ts';
import { type BookingEvent, DERIVED_ONLY, type EventInStream } from './events.ts';
import { exceeds, sameSeats } from './seats.ts';
import { capacityOf, remaining, type Session } from './session.ts';

/** Which version of the rules `decide` and `derive` follow; sent with each push, and a reason to rebase (C1). */
export const RULES = 1;
/** Most promotions that one commit derives; the next commit on the stream goes on (P7). */
export const MOST_PROMOTIONS = 500;

/** A fact that no rule can make good, with the reason (last row of the compensation table, P6). */
export type Groundless =
  | { readonly code: 'session-unknown' | 'session-exists'; readonly sessionId: SessionId }
  | { readonly code: 'reservation-unknown'; readonly sessionId: SessionId; readonly reservationId: string }
  | {
      readonly code:
        | 'split-unasked'
        | 'granted-above-wanted'
        | 'derived-as-fact'
        | 'session-ends-before-it-starts';
      readonly eventId: string;
    };

/** `before` is the book that the commit meets, `after` the same with all its facts folded in. */
export function groundless(before: Book, after: Book, fact: EventInStream): Groundless | undefined {
  const sessionId = sessionOf(fact.streamId);
  const { event } = fact;
  if (DERIVED_ONLY.has(event.type) || event.meta.compensates)
    return { code: 'derived-as-fact', eventId: event.id };
  if (event.type === 'SessionScheduled') {
    return before.session(sessionId) ? { code: 'session-exists', sessionId } : endsBeforeStart(event);
  }
  const session = after.session(sessionId);
  if (session?.unreadable) return undefined; // what it cannot read, it cannot call groundless (L7)
  if (!session || session.status === 'unscheduled') return { code: 'session-unknown', sessionId };
  if (event.type === 'SessionRescheduled') return endsBeforeStart(event);
  if (event.type === 'SeatsReserved') return selfContradicting(event);
  return 'reservationId' in event.data && !session.reservations.has(event.data.reservationId)
    ? { code: 'reservation-unknown', sessionId, reservationId: event.data.reservationId }
    : undefined;
}

/** Instants have one form, so their order is that of their texts. */
function endsBeforeStart(
  event: Extract<BookingEvent, { type: 'SessionScheduled' | 'SessionRescheduled' }>,
): Groundless | undefined {
  const { startsAt, endsAt } = event.data;
  return endsAt <= startsAt ? { code: 'session-ends-before-it-starts', eventId: event.id } : undefined;
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
 * before)`, where "before" already does without the capacity that the commit took away on purpose.
 */
export function oversold(before: Session | undefined, after: Session): string | undefined {
  return [...after.seatTypes.keys(), ...after.taken.keys()].find((seatType) => {
    const cut = before ? Math.max(0, capacityOf(before, seatType) - capacityOf(after, seatType)) : 0;
    const left = before ? remaining(before, seatType) : 0;
    return remaining(after, seatType) < Math.min(0, left - cut);
  });
}

/** What the wire format has room for and this version does not do yet: the server answers `unsupported`. */
export function laterFeature(event: BookingEvent): string | undefined {
  if (event.type === 'SeatsReserved') {
    return (['fromAllotment', 'holdMinutes', 'movedFrom'] as const).find(
      (name) => event.data[name] !== undefined,
    );
  }
  if (event.type === 'ReservationWaitlisted' && event.data.drawn) return 'drawn';
  const policy =
    event.type === 'SessionScheduled' || event.type === 'SessionPolicySet' ? event.data.policy : undefined;
  return policy?.promotion === 'offer' ? 'offers' : undefined;
}

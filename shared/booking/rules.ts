import { type ReservationId, type SessionId, sessionOf } from '../log/ids.ts';
import { overdrawn } from './allotment.ts';
import type { Book } from './book.ts';
import { type BookingEvent, DERIVED_ONLY, type EventInStream, SYSTEM_ONLY } from './events.ts';
import { exceeds, sameSeats } from './seats.ts';
import { capacityOf, remaining, type Session } from './session.ts';

/** Which version of the rules `decide` and `derive` follow; sent with each push, and a reason to rebase (C1). */
export const RULES = 2;
/** Most promotions and offers that one commit derives; the next commit on the stream goes on (P7). */
export const MOST_PROMOTIONS = 500;

/** A fact that no rule can make good, with the reason (last row of the compensation table, P6). */
export type Groundless =
  | { readonly code: 'session-unknown' | 'session-exists'; readonly sessionId: SessionId }
  | { readonly code: 'reservation-unknown'; readonly sessionId: SessionId; readonly reservationId: string }
  | {
      readonly code:
        | 'allotment-unknown'
        | 'allotment-exists'
        | 'allotment-of-another'
        | 'move-incomplete'
        | 'split-unasked'
        | 'granted-above-wanted'
        | 'derived-as-fact'
        | 'session-ends-before-it-starts';
      readonly eventId: string;
    };

/** `before` is the book that the commit meets, `after` the same with all its facts folded in; `facts` are all of them. */
export function groundless(
  before: Book,
  after: Book,
  fact: EventInStream,
  facts: readonly EventInStream[],
): Groundless | undefined {
  const sessionId = sessionOf(fact.streamId);
  const { event } = fact;
  if (isNobodysFact(event)) return { code: 'derived-as-fact', eventId: event.id };
  if (event.type === 'SessionScheduled') {
    return before.session(sessionId) ? { code: 'session-exists', sessionId } : endsBeforeStart(event);
  }
  const session = after.session(sessionId);
  if (session?.unreadable) return undefined; // what it cannot read, it cannot call groundless (L7)
  if (!session || session.status === 'unscheduled') return { code: 'session-unknown', sessionId };
  if (event.type === 'SessionRescheduled') return endsBeforeStart(event);
  const code = allotmentProblem(before.session(sessionId), session, event) ?? moveProblem(fact, facts);
  if (code) return { code, eventId: event.id };
  if (event.type === 'SeatsReserved') return selfContradicting(event);
  return 'reservationId' in event.data && !session.reservations.has(event.data.reservationId)
    ? { code: 'reservation-unknown', sessionId, reservationId: event.data.reservationId }
    : undefined;
}

function isNobodysFact({ type, meta }: BookingEvent): boolean {
  if (DERIVED_ONLY.has(type) || meta.compensates) return true;
  return SYSTEM_ONLY.has(type) && meta.actorId !== 'system';
}

function allotmentProblem(
  before: Session | undefined,
  after: Session,
  { type, data, meta }: BookingEvent,
): 'allotment-unknown' | 'allotment-exists' | 'allotment-of-another' | undefined {
  if (type === 'SeatsAllotted')
    return before?.allotments.has(data.allotmentId) ? 'allotment-exists' : undefined;
  const id = type === 'SeatsReserved' ? data.fromAllotment : 'allotmentId' in data && data.allotmentId;
  const allotment = id ? after.allotments.get(id) : undefined;
  if (id && !allotment) return 'allotment-unknown';
  return allotment && type === 'SeatsReserved' && allotment.deviceId !== meta.deviceId
    ? 'allotment-of-another'
    : undefined;
}

/** A move leaves one session and arrives in another, in one commit. */
function moveProblem(fact: EventInStream, facts: readonly EventInStream[]): 'move-incomplete' | undefined {
  const end = endOfMove(fact);
  if (!end) return undefined;
  const others = facts.map(endOfMove).filter((other) => other && isOtherEnd(end, other));
  return others.length === 1 && end.from !== end.to ? undefined : 'move-incomplete';
}

type EndOfMove = { leaves: boolean; reservationId: ReservationId; from: SessionId; to: SessionId };

function endOfMove({ streamId, event }: EventInStream): EndOfMove | undefined {
  const here = sessionOf(streamId);
  if (event.type === 'ReservationMovedOut') {
    const { reservationId, to } = event.data;
    return { leaves: true, reservationId, from: here, to };
  }
  if (event.type !== 'SeatsReserved' || event.data.movedFrom === undefined) return undefined;
  const { reservationId, movedFrom } = event.data;
  return { leaves: false, reservationId, from: movedFrom, to: here };
}

function isOtherEnd(a: EndOfMove, b: EndOfMove): boolean {
  return a.leaves !== b.leaves && a.reservationId === b.reservationId && a.from === b.from && a.to === b.to;
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
 * The seat type, if any, of which the commit left less than B8 allows, or drew more than an allotment has: `remaining after ≥ min(0, remaining
 * before)`, where "before" already does without the capacity that the commit took away on purpose.
 */
export function oversold(before: Session | undefined, after: Session): string | undefined {
  for (const allotment of after.allotments.values()) {
    const seatType = overdrawn(allotment);
    if (seatType !== undefined) return seatType;
  }
  return [...after.seatTypes.keys(), ...after.taken.keys()].find((seatType) => {
    const cut = before ? Math.max(0, capacityOf(before, seatType) - capacityOf(after, seatType)) : 0;
    const left = before ? remaining(before, seatType) : 0;
    return remaining(after, seatType) < Math.min(0, left - cut);
  });
}

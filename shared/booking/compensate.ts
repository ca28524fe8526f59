import { type EventId, type ReservationId, type SessionId, type StreamId, sessionOf } from '../log/ids.ts';
import { obtainable, undrawn } from './availability.ts';
import type { Book } from './book.ts';
import type { DerivedBody } from './derived.ts';
import type { Drawn, EventInStream, EventOf } from './events.ts';
import type { Reservation } from './reservation.ts';
import { isEmpty, NO_SEATS, sameSeats } from './seats.ts';
import { remaining, type Session } from './session.ts';

/** What makes up for facts of one commit: on which stream, what it says, and for which facts. */
export type Compensation = {
  readonly streamId: StreamId;
  readonly body: DerivedBody;
  readonly compensates: readonly EventId[];
};

/**
 * What the facts promise, in their order: to each reservation seats, where the last fact that asks for some counts;
 * and to a device an allotment.
 */
export type Promised =
  | { readonly kind: 'seats'; readonly streamId: StreamId; readonly facts: readonly AskingFact[] }
  | { readonly kind: 'allotment'; readonly streamId: StreamId; readonly fact: EventOf<'SeatsAllotted'> };

type AskingFact = EventOf<'SeatsReserved'> | EventOf<'ReservationWaitlisted'>;

export function promisedBy(facts: readonly EventInStream[]): Promised[] {
  const promised = new Map<string, Promised>();
  for (const { streamId, event } of facts) {
    if (event.type === 'SeatsAllotted')
      promised.set(`${streamId} ${event.data.allotmentId}`, { kind: 'allotment', streamId, fact: event });
    if (event.type !== 'SeatsReserved' && event.type !== 'ReservationWaitlisted') continue;
    const key = `${streamId} ${event.data.reservationId}`;
    const earlier = promised.get(key);
    const before = earlier?.kind === 'seats' ? earlier.facts : [];
    promised.set(key, { kind: 'seats', streamId, facts: [...before, event] });
  }
  return [...promised.values()];
}

/**
 * The compensations of what cannot be kept; none where it can. `before` is the book without the commit, `scratch`
 * the same with all its facts and the compensations so far. Of a move both ends are made good: the decline there,
 * then the move back here.
 */
export function compensate(
  before: Book,
  scratch: Book,
  promised: Promised,
  facts: readonly EventInStream[],
): Compensation[] {
  const { streamId } = promised;
  const session = scratch.session(sessionOf(streamId));
  if (!session) return [];
  if (promised.kind === 'allotment') {
    const { allotmentId } = promised.fact.data;
    if (canAllot(session, promised.fact)) return [];
    const body: DerivedBody = { type: 'AllotmentReturned', data: { allotmentId } };
    return [{ streamId, body, compensates: [promised.fact.id] }];
  }
  const last = promised.facts.at(-1) as AskingFact;
  const was = activeIn(before, sessionOf(streamId), last.data.reservationId);
  const body = makeGood(session, was, last, before);
  if (!body) return [];
  const here = { streamId, body, compensates: promised.facts.map(({ id }) => id) };
  return [here, ...moveBack(before, scratch, last, facts)];
}

/** The seats are there to be taken along. */
function canAllot(session: Session, { data }: EventOf<'SeatsAllotted'>): boolean {
  if (session.status !== 'open') return false;
  return Object.keys(data.seats).every((seatType) => remaining(session, seatType) >= 0);
}

/** The compensation table: what makes up for the fact, or undefined when its promise can be kept. */
function makeGood(
  session: Session,
  was: Reservation | 'ended' | undefined,
  fact: AskingFact,
  before: Book,
): DerivedBody | undefined {
  const { reservationId, granted } = fact.data;
  const movedFrom = fact.type === 'SeatsReserved' ? fact.data.movedFrom : undefined;
  if (was === 'ended' && movedFrom === undefined) return declined(reservationId, 'reservation-ended');
  const held = was === 'ended' ? undefined : was;
  const now = session.reservations.get(reservationId);
  if (now?.status !== 'active') return undefined; // ended by this very commit
  if (movedFrom !== undefined && !holdsSeats(before, movedFrom, reservationId))
    return notHere(held, reservationId, 'nothing-to-move');
  if (session.status === 'cancelled') return declined(reservationId, 'session-cancelled');
  if (session.status === 'closed')
    return isAllDrawn(now, held) ? undefined : notHere(held, reservationId, 'session-closed');
  const kept = held?.granted ?? NO_SEATS;
  // Who waits keeps what it holds: its fact asks for nothing now, so what it holds by now is right (B3).
  const stands = fact.type === 'ReservationWaitlisted' ? kept : obtainable(session, granted, held, now);
  return sameSeats(stands, granted) ? undefined : shortOfSeats(session, held, fact, now);
}

function shortOfSeats(
  session: Session,
  was: Reservation | undefined,
  fact: AskingFact,
  now: Reservation,
): DerivedBody {
  const { reservationId, wanted } = fact.data;
  const shortfall = fact.type === 'SeatsReserved' ? fact.data.shortfall : 'waitlist';
  switch (shortfall) {
    case 'waitlist': {
      const data = { reservationId, wanted, granted: was?.granted ?? NO_SEATS, ...drawnOf(was) };
      return { type: 'ReservationWaitlisted', data };
    }
    case 'partial': {
      const granted = obtainable(session, wanted, was, now);
      return { type: 'ReservationReduced', data: { reservationId, granted, ...drawnOf(now) } };
    }
    case 'refuse':
      return notHere(was, reservationId, 'full');
  }
}

/** A draw from a live allotment stands, whatever else is closed (A2). */
function isAllDrawn(now: Reservation, was: Reservation | undefined): boolean {
  return (
    now.drawn !== null &&
    Object.keys(now.granted).every((seatType) => undrawn(now, seatType) <= undrawn(was, seatType))
  );
}

/** Who moved what it asks for stays where it was. */
function moveBack(
  before: Book,
  scratch: Book,
  fact: AskingFact,
  facts: readonly EventInStream[],
): Compensation[] {
  if (fact.type !== 'SeatsReserved' || fact.data.movedFrom === undefined) return [];
  const { movedFrom, reservationId } = fact.data;
  const left = facts.find(
    ({ streamId, event }) =>
      sessionOf(streamId) === movedFrom &&
      event.type === 'ReservationMovedOut' &&
      event.data.reservationId === reservationId,
  );
  const isGone = scratch.session(movedFrom)?.reservations.get(reservationId)?.status === 'moved';
  if (!left || !isGone || !holdsSeats(before, movedFrom, reservationId)) return [];
  const body: DerivedBody = { type: 'ReservationMoveReverted', data: { reservationId } };
  return [{ streamId: left.streamId, body, compensates: [left.event.id] }];
}

function activeIn(book: Book, session: SessionId, id: ReservationId): Reservation | 'ended' | undefined {
  const reservation = book.session(session)?.reservations.get(id);
  return reservation && reservation.status !== 'active' ? 'ended' : reservation;
}

function holdsSeats(book: Book, session: SessionId, id: ReservationId): boolean {
  const reservation = book.session(session)?.reservations.get(id);
  return reservation?.status === 'active' && !isEmpty(reservation.granted);
}

/** Codes, not sentences: each reader says it in its own language. */
export type DeclineReason =
  | 'full'
  | 'session-closed'
  | 'session-cancelled'
  | 'reservation-ended'
  | 'nothing-to-move';

/** A change goes back to what there was; what is new is declined. */
function notHere(was: Reservation | undefined, id: ReservationId, reason: DeclineReason): DerivedBody {
  if (!was) return declined(id, reason);
  const { granted, wanted } = was;
  return { type: 'ReservationRestored', data: { reservationId: id, granted, wanted, ...drawnOf(was) } };
}

function declined(reservationId: ReservationId, reason: DeclineReason): DerivedBody {
  return { type: 'ReservationDeclined', data: { reservationId, reason } };
}

function drawnOf(reservation: Reservation | undefined): { readonly drawn?: Drawn } {
  return reservation?.drawn ? { drawn: reservation.drawn } : {};
}

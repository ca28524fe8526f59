import {
  type CommitId,
  type EventId,
  type ReservationId,
  type SessionId,
  type StreamId,
  sessionOf,
  streamVersion,
} from '../log/ids.ts';
import { fits, obtainable, someoneFits } from './availability.ts';
import { type Book, type FoldingBook, layerOver } from './book.ts';
import type { BookingEvent, DataOf, EventInStream, EventOf, EventType, Seats } from './events.ts';
import { SCHEMA_VERSION } from './events.ts';
import { MOST_PROMOTIONS } from './rules.ts';
import { NO_SEATS, sameSeats } from './seats.ts';
import type { Reservation, Session } from './session.ts';

/**
 * What follows from a commit's facts: first the compensations of promises that cannot be kept, then promotions of
 * those who wait.
 *
 *   facts ──fold──▶ scratch book ──▶ per reservation: does it fit?  no ─▶ one compensation ─┐
 *                        ▲                                                                  │ fold
 *                        └──────────── per stream: who waits and fits? ─▶ promotion ◀───────┘
 *
 * - From facts and state alone; client and server get the same events in the same order.
 * - At most one compensation per reservation, naming every fact that it makes up for (C2, C3).
 * - Afterwards every seat type has `remaining ≥ min(0, remaining before)` (B8), since a compensation gives back
 *   what was short and a promotion takes only what is free.
 *
 * The events come without ids: those depend on the commit (`commit.ts`).
 */
export function derive(book: Book, facts: readonly EventInStream[]): EventInStream<DerivedEvent>[] {
  const scratch = layerOver(book);
  for (const fact of facts) foldInto(scratch, fact.streamId, fact.event);
  const derived: EventInStream<DerivedEvent>[] = [];
  const add = (streamId: StreamId, event: DerivedEvent): void => {
    foldInto(scratch, streamId, event);
    derived.push({ streamId, event });
  };
  for (const asked of askedOf(facts)) {
    const event = compensation(book, scratch, asked, facts);
    if (event) add(asked.streamId, event);
  }
  const most = derived.length + MOST_PROMOTIONS;
  for (const streamId of new Set(facts.map((fact) => fact.streamId))) {
    while (derived.length < most) {
      const event = promotion(scratch, streamId, facts);
      if (!event) break;
      add(streamId, event);
    }
  }
  return derived;
}

type DerivedType =
  | 'ReservationPromoted'
  | 'ReservationWaitlisted'
  | 'ReservationReduced'
  | 'ReservationRestored'
  | 'ReservationDeclined';
type WithoutId<T extends EventType> = Omit<EventOf<T>, 'id'>;
export type DerivedEvent = { [T in DerivedType]: WithoutId<T> }[DerivedType];

/** A commit's own facts are folded under an id of their own, so that "before the commit" starts here. */
const THIS_COMMIT = 'this commit' as CommitId;

function foldInto(scratch: FoldingBook, streamId: StreamId, event: BookingEvent | DerivedEvent): void {
  const version = streamVersion((scratch.session(sessionOf(streamId))?.version ?? 0) + 1);
  scratch.fold({ id: '' as EventId, ...event, streamId, version, commitId: THIS_COMMIT });
}

type AskingFact = EventOf<'SeatsReserved'> | EventOf<'ReservationWaitlisted'>;
/** The facts of one commit that promise seats to one reservation; the last of them counts. */
type Asked = { streamId: StreamId; reservationId: ReservationId; facts: AskingFact[]; last: AskingFact };

function askedOf(facts: readonly EventInStream[]): Asked[] {
  const asked = new Map<string, Asked>();
  for (const { streamId, event } of facts) {
    if (event.type !== 'SeatsReserved' && event.type !== 'ReservationWaitlisted') continue;
    const { reservationId } = event.data;
    const earlier = asked.get(`${streamId} ${reservationId}`)?.facts ?? [];
    asked.set(`${streamId} ${reservationId}`, {
      streamId,
      reservationId,
      facts: [...earlier, event],
      last: event,
    });
  }
  return [...asked.values()];
}

function compensation(
  book: Book,
  scratch: Book,
  asked: Asked,
  facts: readonly EventInStream[],
): DerivedEvent | undefined {
  const sessionId: SessionId = sessionOf(asked.streamId);
  const after = scratch.session(sessionId);
  const was = book.session(sessionId)?.reservations.get(asked.reservationId);
  const body = after && makeGood(after, was, asked.last);
  if (!body) return undefined;
  const meta = { ...metaOf(facts, asked.last.id), compensates: asked.facts.map((fact) => fact.id) };
  return { ...body, schemaVersion: SCHEMA_VERSION, meta };
}

type Body = { [T in DerivedType]: { readonly type: T; readonly data: DataOf<T> } }[DerivedType];

/** The compensation table: what makes up for the fact, or undefined when its promise can be kept. */
function makeGood(session: Session, was: Reservation | undefined, fact: AskingFact): Body | undefined {
  const { reservationId, granted } = fact.data;
  if (was && was.status !== 'active') return declined(reservationId, 'reservation-ended');
  if (session.reservations.get(reservationId)?.status !== 'active') return undefined; // ended by this very commit
  if (session.status === 'cancelled') return declined(reservationId, 'session-cancelled');
  if (session.status === 'closed') return was ? restored(was) : declined(reservationId, 'session-closed');
  const held = was?.granted ?? NO_SEATS;
  // Who waits keeps what it holds: its fact asks for nothing now, so what it holds by now is right (B3).
  const stands = fact.type === 'ReservationWaitlisted' ? held : obtainable(session, granted, held, granted);
  return sameSeats(stands, granted) ? undefined : shortOfSeats(session, was, fact, held);
}

function shortOfSeats(session: Session, was: Reservation | undefined, fact: AskingFact, held: Seats): Body {
  const { reservationId, wanted, granted } = fact.data;
  const shortfall = fact.type === 'SeatsReserved' ? fact.data.shortfall : 'waitlist';
  switch (shortfall) {
    case 'waitlist':
      return { type: 'ReservationWaitlisted', data: { reservationId, wanted, granted: held } };
    case 'partial':
      return {
        type: 'ReservationReduced',
        data: { reservationId, granted: obtainable(session, wanted, held, granted) },
      };
    case 'refuse':
      return was ? restored(was) : declined(reservationId, 'full');
  }
}

function restored({ id, granted, wanted }: Reservation): Body {
  return { type: 'ReservationRestored', data: { reservationId: id, granted, wanted } };
}

/** Codes, not sentences: each reader says it in its own language. */
export type DeclineReason = 'full' | 'session-closed' | 'session-cancelled' | 'reservation-ended';

function declined(reservationId: ReservationId, reason: DeclineReason): Body {
  return { type: 'ReservationDeclined', data: { reservationId, reason } };
}

/** The first in the waitlist whose whole party fits; one that is too large does not hold up those behind it. */
function promotion(
  scratch: Book,
  streamId: StreamId,
  facts: readonly EventInStream[],
): DerivedEvent | undefined {
  const session = scratch.session(sessionOf(streamId));
  if (session?.status !== 'open' || session.policy.promotion !== 'at-once') return undefined;
  if (!someoneFits(session)) return undefined;
  for (const id of session.waitlist) {
    const waiting = session.reservations.get(id);
    if (!waiting || !fits(session, waiting)) continue;
    const data = { reservationId: id, granted: waiting.wanted };
    return {
      type: 'ReservationPromoted',
      schemaVersion: SCHEMA_VERSION,
      data,
      meta: metaOf(facts, facts.at(-1)?.event.id),
    };
  }
  return undefined;
}

function metaOf(facts: readonly EventInStream[], causationId: EventId | undefined): BookingEvent['meta'] {
  const first = facts[0];
  if (!first) throw new Error('a commit has at least one fact');
  const { occurredAt, actorId, deviceId, correlationId } = first.event.meta;
  return { occurredAt, actorId, deviceId, causationId: causationId ?? null, correlationId };
}

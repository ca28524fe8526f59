import { type CommitId, type EventId, type StreamId, sessionOf, streamVersion } from '../log/ids.ts';
import { fits, someoneFits } from './availability.ts';
import { type Book, type FoldingBook, layerOver } from './book.ts';
import { compensate, promisedBy } from './compensate.ts';
import type { DerivedBody, DerivedEvent } from './derived.ts';
import { type BookingEvent, type EventInStream, type Policy, SCHEMA_VERSION } from './events.ts';
import type { Reservation } from './reservation.ts';
import { MOST_PROMOTIONS } from './rules.ts';

/**
 * What follows from a commit's facts: first the compensations of promises that cannot be kept, then promotions of
 * those who wait, or offers to them.
 *
 *   facts ──fold──▶ scratch book ──▶ per reservation: does it fit?  no ─▶ one compensation ─┐
 *                        ▲                                                                  │ fold
 *                        └──────────── per stream: who waits and fits? ─▶ promotion, or offer ◀┘
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
  for (const promised of promisedBy(facts)) {
    for (const { streamId, body, compensates } of compensate(book, scratch, promised, facts)) {
      const meta = { ...metaOf(facts, compensates.at(-1)), compensates: [...compensates] };
      add(streamId, { ...body, schemaVersion: SCHEMA_VERSION, meta });
    }
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

/** A commit's own facts are folded under an id of their own, so that "before the commit" starts here. */
const THIS_COMMIT = 'this commit' as CommitId;

function foldInto(scratch: FoldingBook, streamId: StreamId, event: BookingEvent | DerivedEvent): void {
  const version = streamVersion((scratch.session(sessionOf(streamId))?.version ?? 0) + 1);
  scratch.fold({ id: '' as EventId, ...event, streamId, version, commitId: THIS_COMMIT });
}

/** The first in the waitlist whose whole party fits; one that is too large does not hold up those behind it. */
function promotion(
  scratch: Book,
  streamId: StreamId,
  facts: readonly EventInStream[],
): DerivedEvent | undefined {
  const session = scratch.session(sessionOf(streamId));
  if (session?.status !== 'open' || !someoneFits(session)) return undefined;
  for (const id of session.waitlist) {
    const waiting = session.reservations.get(id);
    if (!waiting || !fits(session, waiting)) continue;
    // Of a move's facts that of this stream: those of the other may come after it in the log.
    const cause = facts.findLast((fact) => fact.streamId === streamId);
    const meta = metaOf(facts, cause?.event.id);
    return { ...promoting(waiting, session.policy), schemaVersion: SCHEMA_VERSION, meta };
  }
  return undefined;
}

/** By the session's policy the seats are given at once, or kept until the guest has answered. */
function promoting({ id, wanted }: Reservation, { promotion, offerMinutes }: Policy): DerivedBody {
  const data = { reservationId: id, granted: wanted };
  return promotion === 'at-once'
    ? { type: 'ReservationPromoted', data }
    : { type: 'SeatsOffered', data: { ...data, minutes: offerMinutes } };
}

function metaOf(facts: readonly EventInStream[], causationId: EventId | undefined): BookingEvent['meta'] {
  const first = facts[0];
  if (!first) throw new Error('a commit has at least one fact');
  const { occurredAt, actorId, deviceId, correlationId } = first.event.meta;
  return { occurredAt, actorId, deviceId, causationId: causationId ?? null, correlationId };
}

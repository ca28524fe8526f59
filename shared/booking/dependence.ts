import { type Commit, factsOf } from '../log/commit.ts';
import { type AllotmentId, type ReservationId, type StreamId, sessionOf } from '../log/ids.ts';
import type { AnyEvent } from '../log/recorded-event.ts';
import type { Book } from './book.ts';

// What a commit creates and what it speaks of: sessions by their stream's id, reservations and allotments by their own
// (C5).

const CREATES = new Set(['SeatsReserved', 'ReservationWaitlisted', 'SeatsAllotted']);

/** Sessions, reservations and allotments that are not in the book and would be after this commit. */
export function creationsOf(commit: Pick<Commit, 'writes'>, book: Book): string[] {
  const created = factsOf(commit).flatMap(({ streamId, event }) => {
    if (event.type === 'SessionScheduled') return exists(book, streamId) ? [] : [streamId];
    const { reservationId, allotmentId } = thingsIn(event);
    const id = reservationId ?? allotmentId;
    return id && CREATES.has(event.type) && !exists(book, streamId, id) ? [id] : [];
  });
  return [...new Set(created)];
}

/** What the commit speaks of, neither finds in the book nor schedules itself. */
export function missingFor(commit: Pick<Commit, 'writes'>, book: Book): string[] {
  const facts = factsOf(commit);
  // What moves is there where it leaves: that others would bring it here as well is no ground to stand on.
  const arrives = (streamId: StreamId, id: string): boolean =>
    facts.some(
      (one) =>
        one.streamId === streamId && one.event.data.movedFrom && thingsIn(one.event).reservationId === id,
    );
  return facts.flatMap(({ streamId, event }) => {
    const session = event.type === 'SessionScheduled' || exists(book, streamId) ? [] : [streamId];
    const things = Object.values(thingsIn(event)).filter(
      (id) => !exists(book, streamId, id) && !arrives(streamId, id),
    );
    return [...session, ...things];
  });
}

function exists(book: Book, streamId: StreamId, thing?: string): boolean {
  const session = book.session(sessionOf(streamId));
  if (!session || session.status === 'unscheduled') return false;
  return (
    thing === undefined ||
    session.reservations.has(thing as ReservationId) ||
    session.allotments.has(thing as AllotmentId)
  );
}

function thingsIn({
  data,
}: AnyEvent): Partial<Record<'reservationId' | 'allotmentId' | 'fromAllotment', string>> {
  const { reservationId, allotmentId, fromAllotment } = data;
  return Object.fromEntries(
    Object.entries({ reservationId, allotmentId, fromAllotment }).filter(([, id]) => typeof id === 'string'),
  );
}

import { type Commit, factsOf } from '../log/commit.ts';
import { type ReservationId, type StreamId, sessionOf } from '../log/ids.ts';
import type { Book } from './book.ts';

// What a commit creates and what it speaks of: sessions by their stream's id, reservations by their own (C5).

const CREATES_RESERVATION = new Set(['SeatsReserved', 'ReservationWaitlisted']);

/** Sessions and reservations that are not in the book and would be after this commit. */
export function creationsOf(commit: Pick<Commit, 'writes'>, book: Book): string[] {
  const created = factsOf(commit).flatMap(({ streamId, event }) => {
    if (event.type === 'SessionScheduled') return exists(book, streamId) ? [] : [streamId];
    const id = reservationOf(event.data);
    return id && CREATES_RESERVATION.has(event.type) && !exists(book, streamId, id) ? [id] : [];
  });
  return [...new Set(created)];
}

/** What the commit speaks of, neither finds in the book nor schedules itself. */
export function missingFor(commit: Pick<Commit, 'writes'>, book: Book): string[] {
  return factsOf(commit).flatMap(({ streamId, event }) => {
    const id = reservationOf(event.data);
    const session = event.type === 'SessionScheduled' || exists(book, streamId) ? [] : [streamId];
    return id && !exists(book, streamId, id) ? [...session, id] : session;
  });
}

function exists(book: Book, streamId: StreamId, reservation?: string): boolean {
  const session = book.session(sessionOf(streamId));
  if (!session || session.status === 'unscheduled') return false;
  return reservation === undefined || session.reservations.has(reservation as ReservationId);
}

function reservationOf(data: Readonly<Record<string, unknown>>): string | undefined {
  return typeof data.reservationId === 'string' ? data.reservationId : undefined;
}

import { createBook, type FoldingBook } from '../../shared/booking/book.ts';
import { DERIVED_ONLY } from '../../shared/booking/events.ts';
import type { Reservation } from '../../shared/booking/reservation.ts';
import type { Session } from '../../shared/booking/session.ts';
import { remaining } from '../../shared/booking/session.ts';
import type { Commit } from '../../shared/log/commit.ts';
import {
  type CommitId,
  type DeviceId,
  type Instant,
  type Position,
  type SessionId,
  type StreamId,
  sessionOf,
  streamVersion,
} from '../../shared/log/ids.ts';
import type { AnyEvent, PlacedEvent, SubmittedBy } from '../../shared/log/recorded-event.ts';
import { reservationOf } from './own-work.ts';
import type { HistorySource, Quarantined } from './source.ts';

/**
 * One event, with what it met and what it left. A reservation is replaced and never changed, so the moment keeps
 * the two of them as they were; only the session itself, which the fold changes in place, is read at the time.
 *
 *   recorded, in order of position ─▶ own overlay, in device order ─▶ quarantine: not folded, it never counted
 */
export type Moment = {
  readonly event: AnyEvent;
  readonly commitId: CommitId;
  readonly sessionId: SessionId;
  readonly state: 'recorded' | 'accepted' | 'pending' | 'quarantined';
  readonly derived: boolean;
  /** Its place in the log, where it is recorded. */
  readonly position: Position | null;
  readonly recordedAt: Instant | null;
  readonly submittedBy: SubmittedBy | null;
  readonly before: At;
  readonly after: At;
  readonly rejection: Quarantined | null;
};

type At = {
  readonly reservation: Reservation | null;
  readonly place: number | null;
  readonly left: readonly (readonly [seatType: string, seats: number])[];
};

/** `isWanted`: of which events a moment is kept; the others are only folded. */
export function momentsOf(
  source: HistorySource,
  isWanted: (event: PlacedEvent, by: DeviceId) => boolean,
): Moments {
  const book = createBook();
  const moments: Moment[] = [];
  const all: PlacedEvent[] = [];
  const counting: PlacedEvent[] = [];
  const fold = (event: PlacedEvent, by: DeviceId, how: How): void => {
    all.push(event);
    if (!isWanted(event, by)) return book.fold(event);
    counting.push(event);
    moments.push({ ...folded(book, event), ...how, rejection: null });
  };
  for (const event of source.recorded) {
    const { recordedAt, submittedBy, position } = event;
    const derived = event.meta.compensates !== undefined || DERIVED_ONLY.has(event.type);
    fold(event, submittedBy.deviceId, { state: 'recorded', derived, position, recordedAt, submittedBy });
  }
  for (const { commit, state, recordedAt = null } of source.overlay) {
    for (const { streamId, event, derived } of eventsOf(commit)) {
      const placed = { ...event, streamId, commitId: commit.id, version: nextVersion(book, streamId) };
      fold(placed, source.who.deviceId, { state, derived, position: null, recordedAt, submittedBy: null });
    }
  }
  for (const rejection of source.quarantine) {
    for (const { streamId, event } of eventsOf(rejection.commit).filter((one) => !one.derived)) {
      const placed = {
        ...event,
        streamId,
        commitId: rejection.commit.id,
        version: nextVersion(book, streamId),
      };
      if (isWanted(placed, source.who.deviceId)) moments.push(rejected(book, streamId, event, rejection));
    }
  }
  return { moments, book, all, counting };
}

type How = Pick<Moment, 'state' | 'derived' | 'position' | 'recordedAt' | 'submittedBy'>;

type Moments = {
  readonly moments: Moment[];
  readonly book: FoldingBook;
  /** Everything that was folded, in that order. */
  readonly all: readonly PlacedEvent[];
  /** Of the moments those that were folded: as many of the first, for what was rejected comes last. */
  readonly counting: readonly PlacedEvent[];
};

function eventsOf(commit: Commit): { streamId: StreamId; event: AnyEvent; derived: boolean }[] {
  return commit.writes.flatMap(({ streamId, facts, derived }) => [
    ...facts.map((event) => ({ streamId, event, derived: false })),
    ...derived.map((event) => ({ streamId, event, derived: true })),
  ]);
}

function nextVersion(book: FoldingBook, streamId: StreamId): PlacedEvent['version'] {
  return streamVersion((book.session(sessionOf(streamId))?.version ?? 0) + 1);
}

function folded(
  book: FoldingBook,
  event: PlacedEvent,
): Pick<Moment, 'event' | 'commitId' | 'sessionId' | 'before' | 'after'> {
  const sessionId = sessionOf(event.streamId);
  const was = book.session(sessionId);
  const types = affectedTypes(was, event);
  const before = at(was, event, types);
  book.fold(event);
  const after = at(book.session(sessionId), event, types);
  return { event, commitId: event.commitId, sessionId, before, after };
}

function at(session: Session | undefined, event: AnyEvent, types: readonly string[]): At {
  const id = reservationOf(event);
  const reservation = (id && session?.reservations.get(id)) ?? null;
  return {
    reservation,
    place: session && reservation?.waiting ? session.waitlist.indexOf(reservation.id) + 1 : null,
    left: session ? types.map((type) => [type, remaining(session, type)] as const) : [],
  };
}

/** The seat types that the event can change: those that it names, and those that its reservation holds. */
function affectedTypes(session: Session | undefined, event: AnyEvent): string[] {
  const id = reservationOf(event);
  const { seatType, wanted, granted } = event.data;
  const held = (id && session?.reservations.get(id)?.granted) ?? {};
  const named = [held, wanted, granted].flatMap((seats) =>
    seats && typeof seats === 'object' ? Object.keys(seats) : [],
  );
  return [...new Set(typeof seatType === 'string' ? [seatType, ...named] : named)];
}

function rejected(book: FoldingBook, streamId: StreamId, event: AnyEvent, rejection: Quarantined): Moment {
  const sessionId = sessionOf(streamId);
  const now = at(book.session(sessionId), event, []);
  const { id: commitId } = rejection.commit;
  return {
    ...{ event, commitId, sessionId, rejection, before: now, after: now },
    ...{ state: 'quarantined', derived: false, position: null, recordedAt: null, submittedBy: null },
  };
}

import { createBook, type FoldingBook } from '../../shared/booking/book.ts';
import { DERIVED_ONLY } from '../../shared/booking/events.ts';
import type { Reservation } from '../../shared/booking/reservation.ts';
import type { Session } from '../../shared/booking/session.ts';
import { remaining } from '../../shared/booking/session.ts';
import type { Commit } from '../../shared/log/commit.ts';
import {
  type CommitId,
  type DeviceId,
  type EventId,
  type Instant,
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
  const compensatedBy = new Map<EventId, EventId[]>();
  const note = ({ id, meta }: AnyEvent): void => {
    for (const fact of meta.compensates ?? [])
      compensatedBy.set(fact, [...(compensatedBy.get(fact) ?? []), id]);
  };
  for (const event of source.recorded) {
    note(event);
    const { recordedAt, submittedBy, commitId } = event;
    if (!isWanted(event, submittedBy.deviceId)) {
      book.fold(event);
      continue;
    }
    const derived = event.meta.compensates !== undefined || DERIVED_ONLY.has(event.type);
    moments.push({
      ...folded(book, event),
      commitId,
      state: 'recorded',
      derived,
      recordedAt,
      submittedBy,
      rejection: null,
    });
  }
  for (const { commit, state, recordedAt } of source.overlay) {
    for (const { streamId, event, derived } of eventsOf(commit)) {
      const placed = { ...event, streamId, commitId: commit.id, version: nextVersion(book, streamId) };
      note(event);
      if (!isWanted(placed, source.who.deviceId)) {
        book.fold(placed);
        continue;
      }
      const at = recordedAt ?? null;
      moments.push({
        ...folded(book, placed),
        commitId: commit.id,
        state,
        derived,
        recordedAt: at,
        submittedBy: null,
        rejection: null,
      });
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
  return { moments, book, compensatedBy };
}

type Moments = {
  readonly moments: Moment[];
  readonly book: FoldingBook;
  /** Fact → what makes up for it. */
  readonly compensatedBy: ReadonlyMap<EventId, readonly EventId[]>;
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
): Pick<Moment, 'event' | 'sessionId' | 'before' | 'after'> {
  const sessionId = sessionOf(event.streamId);
  const was = book.session(sessionId);
  const types = affectedTypes(was, event);
  const before = at(was, event, types);
  book.fold(event);
  const after = at(book.session(sessionId), event, types);
  return { event, sessionId, before, after };
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
    ...{ state: 'quarantined', derived: false, recordedAt: null, submittedBy: null },
  };
}

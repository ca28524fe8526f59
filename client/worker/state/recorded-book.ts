import type { FoldingBook } from '../../../shared/booking/book.ts';
import { evolve } from '../../../shared/booking/evolve.ts';
import type { Session } from '../../../shared/booking/session.ts';
import { type SessionId, sessionOf } from '../../../shared/log/ids.ts';
import type { PlacedEvent } from '../../../shared/log/recorded-event.ts';

/**
 * The fold of the recorded log, of which the older sessions may still have to be read from the snapshot: events on
 * those wait until they are there, so that today's board does not.
 */
export type RecordedBook = FoldingBook & {
  readonly complete: boolean;
  /** Sessions of the snapshot; the events that waited for them are folded. `last`: there are no others. */
  load(sessions: Iterable<Session>, last: boolean): void;
  /** Days ('YYYY-MM-DD', UTC) whose sessions changed since this was last asked. */
  takeChangedDays(): Set<string>;
};

export function createRecordedBook(complete = true): RecordedBook {
  const sessions = new Map<SessionId, Session>();
  const waiting = new Map<SessionId, PlacedEvent[]>();
  // By session, since a day would have to be cut out of its beginning at every event.
  let changed = new Set<Session>();
  let daysLeft = new Set<string>();
  let whole = complete;

  function fold(event: PlacedEvent): void {
    const id = sessionOf(event.streamId);
    const session = sessions.get(id);
    if (!session && event.version > 1 && !whole) {
      waiting.set(id, [...(waiting.get(id) ?? []), event]);
      return;
    }
    if (event.version > (session?.version ?? 0) + 1) {
      throw new Error(
        `${event.streamId} has version ${session?.version ?? 0}, and ${event.version} comes next`,
      );
    }
    const startedAt = session?.startsAt;
    const next = evolve(session, event);
    if (!session) sessions.set(id, next);
    else if (startedAt !== undefined && startedAt !== next.startsAt)
      daysLeft.add(dayOf({ startsAt: startedAt }));
    changed.add(next);
  }

  return {
    sessions,
    session: (id) => sessions.get(id),
    fold,
    get complete() {
      return whole;
    },
    load(more, last) {
      for (const session of more) {
        if (!sessions.has(session.id)) sessions.set(session.id, session);
      }
      whole = last;
      for (const [id, events] of waiting) {
        if (!whole && !sessions.has(id)) continue;
        waiting.delete(id);
        for (const event of events) fold(event);
      }
    },
    takeChangedDays() {
      const days = new Set([...daysLeft, ...[...changed].map(dayOf)]);
      changed = new Set();
      daysLeft = new Set();
      return days;
    },
  };
}

/** The day that a session's shard is kept under; '' for one that was never scheduled. */
export function dayOf({ startsAt }: Pick<Session, 'startsAt'>): string {
  return startsAt.slice(0, 10);
}

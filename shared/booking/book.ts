import { type SessionId, sessionOf } from '../log/ids.ts';
import type { PlacedEvent } from '../log/recorded-event.ts';
import { evolve } from './evolve.ts';
import { layerSession, type Session } from './session.ts';

/** All sessions of a workspace, to read. `settled`: as the log alone has them, where pending work lies on top. */
export type Book = {
  session(id: SessionId): Session | undefined;
  settled?(id: SessionId): Session | undefined;
};

/** A book that events can be folded into. */
export type FoldingBook = Book & {
  fold(event: PlacedEvent): void;
  readonly sessions: ReadonlyMap<SessionId, Session>;
};

/** A book that owns its sessions. */
export function createBook(sessions: Map<SessionId, Session> = new Map()): FoldingBook {
  return {
    sessions,
    session: (id) => sessions.get(id),
    fold(event) {
      const id = sessionOf(event.streamId);
      sessions.set(id, evolve(sessions.get(id), event));
    },
  };
}

/** A layer for work that the log does not have yet: what lies below is what is settled. */
export function layerPending(log: Book, take?: (below: Session) => Session): FoldingBook {
  return { ...layerOver(log, take), settled: (id) => log.session(id) };
}

/**
 * A book on top of another, which it never changes: the first event that is folded into a session takes it over.
 * `sessions` holds only those.
 *
 * What lies below must stay as it is for as long as the book is in use; where it does not, `take` is `copySession`.
 */
export function layerOver(base: Book, take: (below: Session) => Session = layerSession): FoldingBook {
  const sessions = new Map<SessionId, Session>();
  return {
    sessions,
    ...(base.settled && { settled: base.settled }),
    session: (id) => sessions.get(id) ?? base.session(id),
    fold(event) {
      const id = sessionOf(event.streamId);
      const below = sessions.has(id) ? undefined : base.session(id);
      sessions.set(id, evolve(below ? take(below) : sessions.get(id), event));
    },
  };
}

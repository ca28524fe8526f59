import { type SessionId, sessionOf } from '../log/ids.ts';
import type { PlacedEvent } from '../log/recorded-event.ts';
import { evolve } from './evolve.ts';
import { copySession, type Session } from './session.ts';

/** All sessions of a workspace, to read. */
export type Book = { session(id: SessionId): Session | undefined };

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

/** A book on top of another, which it never changes: a session is copied when the first event is folded into it.
 * `sessions` holds only those. */
export function layerOver(base: Book): FoldingBook {
  const sessions = new Map<SessionId, Session>();
  const session = (id: SessionId): Session | undefined => sessions.get(id) ?? base.session(id);
  return {
    sessions,
    session,
    fold(event) {
      const id = sessionOf(event.streamId);
      let own = sessions.get(id);
      if (!own) {
        const below = base.session(id);
        own = below && copySession(below);
      }
      sessions.set(id, evolve(own, event));
    },
  };
}

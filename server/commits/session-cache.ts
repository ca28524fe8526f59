import { createBook } from '../../shared/booking/book.ts';
import { layerSession, type Session, settleSession } from '../../shared/booking/session.ts';
import {
  type SessionId,
  type StreamId,
  sessionOf,
  streamVersion,
  type WorkspaceId,
} from '../../shared/log/ids.ts';
import { replay } from '../../shared/log/replay.ts';
import type { LogTransaction } from '../log/event-log.ts';

/** Folded sessions that are kept in memory, the least recently used leaving first. */
const SESSIONS_KEPT = 1_000;

/**
 * Sessions as the log had them after some committed transaction. A cache may be behind (another process appended),
 * never ahead: what follows its version is read from the log each time, and nothing is put in before its commit.
 */
export type SessionCache = {
  /**
   * The streams' sessions as the transaction sees them, to be changed; nothing for a stream without events. They are
   * layers over what is kept: one transaction at a time has a session of a workspace.
   */
  load(
    transaction: LogTransaction,
    workspace: WorkspaceId,
    streams: readonly StreamId[],
  ): Promise<Map<SessionId, Session>>;
  /** What the transaction made of the sessions that it loaded, after its commit. */
  put(workspace: WorkspaceId, sessions: Iterable<Session>): void;
};

export function createSessionCache(limit = SESSIONS_KEPT): SessionCache {
  const kept = new Map<string, Session>();
  const keyOf = (workspace: WorkspaceId, session: SessionId): string => `${workspace} ${session}`;

  return {
    async load(transaction, workspace, streams) {
      const sessions = new Map<SessionId, Session>();
      const places = streams.map((streamId) => {
        const id = sessionOf(streamId);
        const cached = kept.get(keyOf(workspace, id));
        if (cached) sessions.set(id, layerSession(cached));
        return { streamId, after: cached?.version ?? streamVersion(0) };
      });
      replay(await transaction.streams(places), createBook(sessions));
      return sessions;
    },
    put(workspace, sessions) {
      for (const session of sessions) {
        const key = keyOf(workspace, session.id);
        kept.delete(key);
        kept.set(key, settleSession(session));
      }
      for (const key of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(key);
      }
    },
  };
}

import { layerOver } from '../../shared/booking/book.ts';
import type { Session } from '../../shared/booking/session.ts';
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
  /** The streams' sessions as the transaction sees them; nothing for a stream without events. */
  load(
    transaction: LogTransaction,
    workspace: WorkspaceId,
    streams: readonly StreamId[],
  ): Promise<Map<SessionId, Session>>;
  put(workspace: WorkspaceId, sessions: Iterable<Session>): void;
};

export function createSessionCache(limit = SESSIONS_KEPT): SessionCache {
  const kept = new Map<string, Session>();
  const keyOf = (workspace: WorkspaceId, session: SessionId): string => `${workspace} ${session}`;

  return {
    async load(transaction, workspace, streams) {
      const cached = (id: SessionId): Session | undefined => kept.get(keyOf(workspace, id));
      const places = streams.map((streamId) => {
        return { streamId, after: cached(sessionOf(streamId))?.version ?? streamVersion(0) };
      });
      const book = replay(await transaction.streams(places), layerOver({ session: cached }));
      const found = streams.flatMap((streamId) => book.session(sessionOf(streamId)) ?? []);
      return new Map(found.map((session) => [session.id, session]));
    },
    put(workspace, sessions) {
      for (const session of sessions) {
        const key = keyOf(workspace, session.id);
        kept.delete(key);
        kept.set(key, session);
      }
      for (const key of kept.keys()) {
        if (kept.size <= limit) break;
        kept.delete(key);
      }
    },
  };
}

import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { DeviceId, Epoch, Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { OtherNodes } from '../live/other-nodes.ts';
import { type Connection, connectionSettings } from './postgres-connection.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/**
 *   another node ── NOTIFY, after its commit ──▶ look at once ─┐
 *                            every half second ──▶ look ───────┴─▶ the feeds of this node
 *
 * Looking is what counts. NOTIFY makes it sooner and may get lost; it is not sent within the transaction, for that
 * would have all commits of the database wait for each other.
 */
const LOOK_EVERY_MS = 500;
/** Also when hints come faster. */
const LOOK_AT_MOST_EVERY_MS = 40;
const CHANNEL = 'daybook';

export function createPostgresNodes(url: string, { persist }: PostgresDatabase): OtherNodes {
  let line: HintLine | undefined;
  return {
    watch(live) {
      const stopping = new AbortController();
      let hinted = new AbortController();
      const hints = openHintLine(url, (workspace) => {
        for (const listener of live.listeners()) if (listener.workspace === workspace) hinted.abort();
      });
      line = hints;

      const watching = (async () => {
        while (!stopping.signal.aborted) {
          hinted = new AbortController();
          await hints.connect();
          // What fails now is tried again so soon that nobody has to know.
          await persist((connection) => look(connection, live)).catch(() => {});
          await pause(LOOK_AT_MOST_EVERY_MS, stopping.signal);
          const either = AbortSignal.any([stopping.signal, hinted.signal]);
          await pause(LOOK_EVERY_MS - LOOK_AT_MOST_EVERY_MS, either);
        }
      })();
      return {
        async stop() {
          stopping.abort();
          await watching;
          await hints.close();
        },
      };
    },
    tell: (workspace) => line?.send(workspace),
  };
}

const HEADS = `
  SELECT id, head, (SELECT epoch FROM epochs WHERE workspace = id ORDER BY number DESC LIMIT 1) AS epoch
  FROM workspaces WHERE id = ANY($1::text[])`;
const CUT_OFF = `
  SELECT id FROM devices JOIN unnest($1::text[], $2::text[]) AS listening (workspace, id) USING (workspace, id)
  WHERE revoked_at IS NOT NULL OR NOT EXISTS (
    SELECT FROM members WHERE members.workspace = devices.workspace AND user_id = actor_id)`;

async function look({ query }: Connection, live: LiveHub): Promise<void> {
  const listeners = [...live.listeners()];
  if (listeners.length === 0) return;
  const workspaces = listeners.map(({ workspace }) => workspace);
  type Head = { id: WorkspaceId; head: Position; epoch: Epoch };
  for (const { id, ...hint } of await query<Head>(HEADS, [[...new Set(workspaces)]])) live.publish(id, hint);
  const devices = listeners.map(({ device }) => device);
  for (const { id } of await query<{ id: DeviceId }>(CUT_OFF, [workspaces, devices])) live.end(id);
}

type HintLine = {
  /** Where it is not connected; without success nothing is hinted until the next time. */
  connect(): Promise<void>;
  send(workspace: WorkspaceId): void;
  close(): Promise<void>;
};

/** A connection of its own, since one of the pool is everybody's. */
function openHintLine(url: string, onHint: (workspace: WorkspaceId) => void): HintLine {
  let client: pg.Client | undefined;
  /** Of which the others were not told yet; undefined while nobody is being told. */
  let unsent: Set<WorkspaceId> | undefined;

  async function sendAll(on: pg.Client, first: WorkspaceId): Promise<void> {
    unsent = new Set([first]);
    for (const workspace of unsent) {
      unsent.delete(workspace);
      await on.query('SELECT pg_notify($1, $2)', [CHANNEL, workspace]);
    }
  }

  return {
    async connect() {
      if (client) return;
      const made = new pg.Client(connectionSettings(url));
      const drop = (): void => {
        if (client === made) client = undefined;
      };
      made.on('error', drop).on('end', drop);
      made.on('notification', ({ processId, payload }) => {
        const own = (made as { processID?: number }).processID;
        if (processId !== own && payload) onHint(payload as WorkspaceId);
      });
      try {
        await made.connect();
        client = made;
        await made.query(`LISTEN ${CHANNEL}`);
      } catch {
        drop();
        await made.end().catch(() => {});
      }
    },
    send(workspace) {
      if (unsent) unsent.add(workspace);
      else if (client)
        void sendAll(client, workspace)
          .catch(() => {})
          .finally(() => {
            unsent = undefined;
          });
    },
    async close() {
      await client?.end().catch(() => {});
    },
  };
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => {});
}

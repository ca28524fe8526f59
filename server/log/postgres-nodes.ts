import pg from 'pg';
import type { DeviceId, Epoch, Position, WorkspaceId } from '../../shared/log/ids.ts';
import {
  createOtherNodes,
  type HintLine,
  type Listening,
  type Looked,
  type OtherNodes,
} from '../live/other-nodes.ts';
import { type Connection, connectionSettings } from './postgres-connection.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/**
 * Hints are NOTIFY on one channel. It is not sent within the transaction, for that would have all commits of the
 * database wait for each other.
 */
const CHANNEL = 'daybook';

export function createPostgresNodes(url: string, { persist }: PostgresDatabase): OtherNodes {
  return createOtherNodes({
    look: (listening) => persist((connection) => look(connection, listening)),
    openHintLine: (onHint) => openHintLine(url, onHint),
  });
}

const HEADS = `
  SELECT id AS workspace, head,
    (SELECT epoch FROM epochs WHERE workspace = id ORDER BY number DESC LIMIT 1) AS epoch
  FROM workspaces WHERE id = ANY($1::text[])`;
const CUT_OFF = `
  SELECT id FROM devices JOIN unnest($1::text[], $2::text[]) AS listening (workspace, id) USING (workspace, id)
  WHERE revoked_at IS NOT NULL OR NOT EXISTS (
    SELECT FROM members WHERE members.workspace = devices.workspace AND user_id = actor_id)`;

async function look({ query }: Connection, listening: readonly Listening[]): Promise<Looked> {
  const workspaces = listening.map(({ workspace }) => workspace);
  const devices = listening.map(({ device }) => device);
  type Head = { workspace: WorkspaceId; head: Position; epoch: Epoch };
  const logEnds = await query<Head>(HEADS, [[...new Set(workspaces)]]);
  const cutOff = await query<{ id: DeviceId }>(CUT_OFF, [workspaces, devices]);
  return { logEnds, cutOff: cutOff.map(({ id }) => id) };
}

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

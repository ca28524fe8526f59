import type { Position, WorkspaceId } from '../../shared/log/ids.ts';
import { type DeadlineRow, OVERDUE_COLUMNS, readDeadline } from './deadline-row.ts';
import type { EventLog, Extent, LogTransaction, Segment } from './event-log.ts';
import { type Connection, transaction } from './postgres-connection.ts';
import { type Continuity, createContinuity } from './postgres-continuity.ts';
import { Overtaken, openCounter, TAKE_ROW } from './postgres-counter.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { failureOf } from './postgres-failure.ts';
import { countWaiting, readQuarantine } from './postgres-quarantine.ts';
import { createTransaction } from './postgres-transaction.ts';
import { readWorkspace, readWorkspaces, withoutRevision } from './postgres-workspaces.ts';
import { type EventFrame, recordedJson } from './recorded-json.ts';

export function createPostgresEventLog({ persist }: PostgresDatabase): EventLog {
  const inLine = createLines<WorkspaceId>();
  const continuity = createContinuity();
  return {
    openWorkspace: ({ id, name, epoch, at }) =>
      persist((connection) =>
        transaction(connection, async () => {
          const made = await connection.query(
            'INSERT INTO workspaces (id, name) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id',
            [id, name],
          );
          if (made.length === 0) return;
          await connection.query('INSERT INTO epochs VALUES ($1, 1, $2, 0, $3)', [id, epoch, at]);
        }),
      ),

    workspace: (id) =>
      persist(async (connection) =>
        withoutRevision(await continuity.hold(id, () => readWorkspace(connection, id))),
      ),

    async workspaces() {
      continuity.mustHold();
      return persist(readWorkspaces);
    },

    chooseUsualSession: (id, usual) =>
      persist(async ({ query }) => {
        await query('UPDATE workspaces SET usual_session = $2 WHERE id = $1', [id, JSON.stringify(usual)]);
      }),

    startEpoch: (id, epoch, at) =>
      persist((connection) =>
        transaction(connection, async () => {
          const [row] = await connection.query<{ head: Position }>(TAKE_ROW, [id, 0, 1]);
          if (!row) throw new Error('there is no such workspace');
          await connection.query(
            `INSERT INTO epochs SELECT $1, max(number) + 1, $2, $3, $4 FROM epochs WHERE workspace = $1
             ON CONFLICT (workspace, epoch) DO NOTHING`,
            [id, epoch, row.head, at],
          );
        }),
      ),

    transact: (id, work) => inLine(id, () => transact({ persist, continuity }, id, work)),

    events: (id, range) => persist((connection) => readEvents(connection, id, range)),

    commitAt: (id, position) =>
      persist(async ({ query }) => {
        const [row] = await query<Extent>(
          `SELECT first_position AS first, last_position AS last FROM commits
           WHERE workspace = $1 AND first_position <= $2 ORDER BY first_position DESC LIMIT 1`,
          [id, position],
        );
        return row && row.last >= position ? row : undefined;
      }),

    segments: (id) =>
      persist(({ query }) =>
        query<Segment>('SELECT first, last, hash FROM segments WHERE workspace = $1 ORDER BY first', [id]),
      ),

    segmentBody: (id, { first, hash }) =>
      persist(async ({ query }) => {
        const [row] = await query<{ body: Uint8Array }>(
          'SELECT body FROM segments WHERE workspace = $1 AND first = $2 AND hash = $3',
          [id, first, hash],
        );
        return row?.body;
      }),

    addSegment: (id, { first, last, hash }, body) =>
      persist(async ({ query }) => {
        await query('INSERT INTO segments VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING', [
          id,
          first,
          last,
          hash,
          body,
        ]);
      }),

    quarantine: (id) => persist((connection) => readQuarantine(connection, id)),

    quarantineCount: (id) => persist((connection) => countWaiting(connection, id)),

    overdue: (at, limit) =>
      persist(async ({ query }) => (await query<DeadlineRow>(OVERDUE, [at, limit])).map(readDeadline)),
  };
}

const OVERDUE = `SELECT ${OVERDUE_COLUMNS} FROM deadlines WHERE due_at <= $1 ORDER BY due_at LIMIT $2`;

/**
 * First beside those of other nodes; who was overtaken by one of them goes again, and then before them. A key that is
 * taken even so was not taken by somebody faster.
 */
async function transact<T>(
  { persist, continuity }: Pick<PostgresDatabase, 'persist'> & { readonly continuity: Continuity },
  id: WorkspaceId,
  work: (transaction: LogTransaction) => Promise<T>,
): Promise<T> {
  const attempt = (isAlone: boolean): Promise<T> =>
    persist(async (connection) => {
      const counter = await openCounter(connection, id, { isAlone, continuity });
      const open = createTransaction(connection, id, counter);
      const result = await work(open);
      await open.finish();
      await connection.run('COMMIT');
      continuity.note(counter.workspace());
      return result;
    });
  try {
    return await attempt(false);
  } catch (error) {
    if (!(error instanceof Overtaken) && failureOf(error) !== 'taken') throw error;
  }
  return attempt(true);
}

const EVENTS = `
  SELECT event, stream, version, position, commit_id, recorded_at, actor_id, device_id
  FROM events JOIN commits ON commits.workspace = events.workspace AND commits.id = commit_id
  WHERE events.workspace = $1 AND position > $2 AND position <= $3 ORDER BY position`;

async function readEvents(
  { query }: Connection,
  id: WorkspaceId,
  { after, upTo }: { readonly after: Position; readonly upTo: Position },
): Promise<string[]> {
  const rows = await query<EventFrame & { event: string }>(EVENTS, [id, after, upTo]);
  return rows.map((row) => recordedJson(id, row.event, row));
}

/** One after the other for each key; those of different keys side by side. */
function createLines<Key>(): <T>(key: Key, work: () => Promise<T>) => Promise<T> {
  const last = new Map<Key, Promise<unknown>>();
  return async (key, work) => {
    const done = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = done.catch(() => {});
    last.set(key, settled);
    await settled;
    if (last.get(key) === settled) last.delete(key);
    return done;
  };
}

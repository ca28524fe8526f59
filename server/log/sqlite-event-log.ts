import type { Position, WorkspaceId } from '../../shared/log/ids.ts';
import { type DeadlineRow, OVERDUE_COLUMNS, readDeadline } from './deadline-row.ts';
import type { EventLog, Extent, Segment } from './event-log.ts';
import { type EventFrame, recordedJson } from './recorded-json.ts';
import type { Connection, SqliteDatabase } from './sqlite-database.ts';
import { countWaiting, readQuarantine } from './sqlite-quarantine.ts';
import { createTransaction } from './sqlite-transaction.ts';
import { readWorkspace } from './sqlite-workspaces.ts';

export function createSqliteEventLog({ read, write }: SqliteDatabase): EventLog {
  return {
    openWorkspace: ({ id, name, epoch, at }) =>
      write(({ prepare }) => {
        const made = prepare('INSERT INTO workspaces (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
          id,
          name,
        );
        if (made.changes) prepare('INSERT INTO epochs VALUES (?, 1, ?, 0, ?)').run(id, epoch, at);
      }),

    workspace: async (id) => read((reader) => readWorkspace(reader, id)),

    workspaces: async () =>
      read((reader) => {
        const rows = reader.prepare('SELECT id FROM workspaces ORDER BY id').all() as { id: WorkspaceId }[];
        return rows.flatMap(({ id }) => readWorkspace(reader, id) ?? []);
      }),

    chooseUsualSession: (id, usual) =>
      write(({ prepare }) => {
        prepare('UPDATE workspaces SET usual_session = ? WHERE id = ?').run(JSON.stringify(usual), id);
      }),

    startEpoch: (id, epoch, at) =>
      write(({ prepare }) => {
        const started = prepare(
          `INSERT INTO epochs
           SELECT id, (SELECT max(number) + 1 FROM epochs WHERE workspace = id), ?, head, ?
           FROM workspaces WHERE id = ?`,
        ).run(epoch, at, id);
        if (started.changes !== 1) throw new Error('there is no such workspace');
      }),

    transact: (id, work) => write((writer) => work(createTransaction(writer, id))),

    events: async (id, { after, upTo }) => read((reader) => readEvents(reader, id, { after, upTo })),

    commitAt: async (id, position) =>
      read(({ prepare }) => {
        const row = prepare(
          `SELECT first_position AS first, last_position AS last FROM commits
           WHERE workspace = ? AND first_position <= ? ORDER BY first_position DESC LIMIT 1`,
        ).get(id, position) as Extent | undefined;
        return row && row.last >= position ? { first: row.first, last: row.last } : undefined;
      }),

    segments: async (id) =>
      read(({ prepare }) => {
        const rows = prepare('SELECT first, last, hash FROM segments WHERE workspace = ? ORDER BY first').all(
          id,
        ) as Segment[];
        return rows.map(({ first, last, hash }) => ({ first, last, hash }));
      }),

    segmentBody: async (id, { first, hash }) =>
      read(({ prepare }) => {
        const row = prepare('SELECT body FROM segments WHERE workspace = ? AND first = ? AND hash = ?').get(
          id,
          first,
          hash,
        ) as { body: Uint8Array } | undefined;
        return row?.body;
      }),

    addSegment: (id, { first, last, hash }, body) =>
      write(({ prepare }) => {
        prepare('INSERT INTO segments VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(
          id,
          first,
          last,
          hash,
          body,
        );
      }),

    quarantine: async (id) => read((reader) => readQuarantine(reader, id)),
    quarantineCount: async (id) => read((reader) => countWaiting(reader, id)),

    overdue: async (at, limit) =>
      read(({ prepare }) => (prepare(OVERDUE).all(at, limit) as DeadlineRow[]).map(readDeadline)),
  };
}

const OVERDUE = `SELECT ${OVERDUE_COLUMNS} FROM deadlines WHERE due_at <= ? ORDER BY due_at LIMIT ?`;

function readEvents(
  { prepare }: Connection,
  id: WorkspaceId,
  { after, upTo }: { after: Position; upTo: Position },
): string[] {
  const rows = prepare(
    `SELECT event, stream, version, position, commit_id, recorded_at, actor_id, device_id
     FROM events JOIN commits ON commits.workspace = events.workspace AND commits.id = commit_id
     WHERE events.workspace = ? AND position > ? AND position <= ? ORDER BY position`,
  ).all(id, after, upTo) as (EventFrame & { event: string })[];
  return rows.map((row) => recordedJson(id, row.event, row));
}

import type { ActorId, CommitId, EventId, WorkspaceId } from '../../shared/log/ids.ts';
import type { PlacedEvent, RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';
import { deadlineRows } from './deadline-row.ts';
import { type DeviceRow, devicesById } from './device-row.ts';
import type { LogTransaction, NewCommit, RecordedCommit, StreamPlace, StreamRange } from './event-log.ts';
import { commitRow, receiptFor } from './receipt.ts';
import { type EventFrame, placedJson, recordedJson } from './recorded-json.ts';
import type { Connection } from './sqlite-database.ts';
import { keep, keptBy, keptCommits, keptCreations, settle } from './sqlite-quarantine.ts';
import { readWorkspace } from './sqlite-workspaces.ts';

/** What an append transaction may do; it lives inside `SqliteDatabase.write`. */
export function createTransaction(writer: Connection, workspace: WorkspaceId): LogTransaction {
  const { prepare } = writer;
  return {
    async workspace() {
      const found = readWorkspace(writer, workspace);
      if (!found) throw new Error(`there is no workspace ${workspace}`);
      return found;
    },
    recordedCommits: async (ids) => recordedCommits(writer, workspace, ids),
    async recordedEventIds(ids) {
      const rows = prepare(
        'SELECT id FROM events WHERE workspace = ? AND id IN (SELECT value FROM json_each(?))',
      ).all(workspace, JSON.stringify(ids)) as { id: EventId }[];
      return new Set(rows.map(({ id }) => id));
    },
    streams: async (after) => after.flatMap((place) => streamAfter(writer, workspace, place)),
    stream: async (range) => streamRange(writer, workspace, range),
    async devices(ids) {
      const rows = prepare(
        `SELECT id, actor_id, revoked_at FROM devices
         WHERE workspace = ? AND id IN (SELECT value FROM json_each(?))`,
      ).all(workspace, JSON.stringify(ids)) as DeviceRow[];
      return devicesById(rows);
    },
    async roles(users) {
      const rows = prepare(
        `SELECT user_id, role FROM members
         WHERE workspace = ? AND user_id IN (SELECT value FROM json_each(?))`,
      ).all(workspace, JSON.stringify(users)) as { user_id: ActorId; role: Role }[];
      return new Map(rows.map(({ user_id, role }) => [user_id, role]));
    },
    keptCommits: async (ids) => keptCommits(writer, workspace, ids),
    keptCreations: async (things) => keptCreations(writer, workspace, things),
    keptBy: async (person) => keptBy(writer, workspace, person),
    append: async (commits) => append(writer, workspace, commits),
    keep: async (commit) => keep(writer, workspace, commit),
    settle: async (id, settlement) => settle(writer, workspace, { id, ...settlement }),
    async countAccepted(device, commits, at) {
      prepare(
        `UPDATE devices SET commits_accepted = commits_accepted + ?, last_contact_at = ?
         WHERE workspace = ? AND id = ?`,
      ).run(commits, at, workspace, device);
    },
    async dropDeadlines(startedBy) {
      const drop = prepare('DELETE FROM deadlines WHERE workspace = ? AND started_by = ?');
      for (const id of startedBy) drop.run(workspace, id);
    },
  };
}

function recordedCommits(
  { prepare }: Connection,
  workspace: WorkspaceId,
  ids: readonly CommitId[],
): Map<CommitId, RecordedCommit> {
  const rows = prepare(
    `SELECT id, facts_hash, receipt FROM commits
     WHERE workspace = ? AND id IN (SELECT value FROM json_each(?))`,
  ).all(workspace, JSON.stringify(ids)) as { id: CommitId; facts_hash: string; receipt: string }[];
  return new Map(
    rows.map(({ id, facts_hash, receipt }) => [id, { factsHash: facts_hash, receipt: JSON.parse(receipt) }]),
  );
}

function streamAfter(
  { prepare }: Connection,
  workspace: WorkspaceId,
  { streamId, after }: StreamPlace,
): PlacedEvent[] {
  const rows = prepare(
    `SELECT event, version, commit_id FROM events
     WHERE workspace = ? AND stream = ? AND version > ? ORDER BY version`,
  ).all(workspace, streamId, after) as { event: string; version: number; commit_id: string }[];
  return rows.map((row) => JSON.parse(placedJson(row.event, { ...row, stream: streamId })));
}

function streamRange(
  { prepare }: Connection,
  workspace: WorkspaceId,
  { streamId, after, upTo, limit }: StreamRange,
): RecordedEvent[] {
  const rows = prepare(
    `SELECT event, stream, version, position, commit_id, recorded_at, actor_id, device_id
     FROM events JOIN commits ON commits.workspace = events.workspace AND commits.id = commit_id
     WHERE events.workspace = ? AND stream = ? AND version > ? AND version <= ? ORDER BY version LIMIT ?`,
  ).all(workspace, streamId, after, upTo, limit) as (EventFrame & { event: string })[];
  return rows.map((row) => JSON.parse(recordedJson(workspace, row.event, row)));
}

function append(
  { prepare }: Connection,
  workspace: WorkspaceId,
  commits: readonly NewCommit[],
): ReceiptOf<'accepted'>[] {
  if (commits.length === 0) return [];
  const { head } = prepare('SELECT head FROM workspaces WHERE id = ?').get(workspace) as { head: number };
  const addCommit = prepare('INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addEvent = prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  let next = head + 1;
  const receipts = commits.map((added) => {
    const { commit, events } = added;
    const receipt = receiptFor(next, added);
    addCommit.run(workspace, ...commitRow(added, receipt));
    for (const { id, type, streamId, version, json } of events) {
      addEvent.run(workspace, next++, streamId, version, id, type, commit.id, json);
    }
    return receipt;
  });
  const addDeadline = prepare('INSERT INTO deadlines VALUES (?, ?, ?, ?, ?, ?)');
  for (const row of deadlineRows(commits)) addDeadline.run(workspace, ...row);
  prepare('UPDATE workspaces SET head = ? WHERE id = ?').run(next - 1, workspace);
  return receipts;
}

import type { ActorId, CommitId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Quarantine } from '../../shared/sync/quarantine.ts';
import type { CommitToKeep, KeptCommit, Settlement } from './event-log.ts';
import type { Connection } from './postgres-connection.ts';
import type { Counter } from './postgres-counter.ts';
import { type KeptRow, keptByCommit, listed, type QuarantineRow, readRow } from './quarantine-row.ts';

// Rejected commits, apart from the log (C5). What was set aside stays, so that nobody brings it in any more.
const NOT_ACCEPTED = "settled IS DISTINCT FROM 'accepted'";
const KEPT = `SELECT commit_id, facts_hash, problem, settled FROM quarantine
  WHERE workspace = $1 AND commit_id = ANY($2::text[]) AND ${NOT_ACCEPTED}`;
const CREATIONS = `SELECT thing, commit_id FROM quarantine_creations JOIN quarantine USING (workspace, commit_id)
  WHERE workspace = $1 AND thing = ANY($2::text[]) AND ${NOT_ACCEPTED}`;
const LISTED = listed('$1');
const KEEP = `
  INSERT INTO quarantine
    (workspace, number, commit_id, kept_at, actor_id, device_id, facts_hash, problem, kept)
  SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM quarantine WHERE workspace = $1
  ON CONFLICT (workspace, commit_id) DO NOTHING RETURNING number`;
const CREATE =
  'INSERT INTO quarantine_creations SELECT $1, thing, $2 FROM unnest($3::text[]) AS thing ON CONFLICT DO NOTHING';
const SETTLE = `UPDATE quarantine SET settled = $3, settled_at = $4, settled_by = $5, settled_reason = $6
  WHERE workspace = $1 AND commit_id = $2 AND settled IS NULL`;

type Within = { readonly workspace: WorkspaceId; readonly counter: Counter };

export async function keep(
  connection: Connection,
  { workspace, counter }: Within,
  { commit, factsHash, submittedBy, keptAt, problem, creates }: CommitToKeep,
): Promise<void> {
  await counter.take({ revises: true });
  const { actorId, deviceId } = submittedBy;
  const texts = [JSON.stringify(problem), JSON.stringify(commit)];
  const values = [workspace, commit.id, keptAt, actorId, deviceId, factsHash, ...texts];
  const added = await connection.query(KEEP, values);
  if (added.length > 0) await connection.query(CREATE, [workspace, commit.id, creates]);
}

export async function settle(
  connection: Connection,
  { workspace, counter }: Within,
  { id, kind, at, by, reason }: Settlement & { readonly id: CommitId },
): Promise<void> {
  await counter.take({ revises: true });
  await connection.query(SETTLE, [workspace, id, kind, at, JSON.stringify(by), reason]);
}

export async function keptCommits(
  connection: Connection,
  workspace: WorkspaceId,
  ids: readonly CommitId[],
): Promise<Map<CommitId, KeptCommit>> {
  if (ids.length === 0) return new Map();
  return keptByCommit(await connection.query<KeptRow>(KEPT, [workspace, ids]));
}

export async function keptCreations(
  connection: Connection,
  workspace: WorkspaceId,
  things: readonly string[],
): Promise<Map<string, CommitId>> {
  if (things.length === 0) return new Map();
  type Row = { thing: string; commit_id: CommitId };
  const rows = await connection.query<Row>(CREATIONS, [workspace, things]);
  return new Map(rows.map(({ thing, commit_id }) => [thing, commit_id]));
}

export async function keptBy(
  connection: Connection,
  workspace: WorkspaceId,
  person: ActorId,
): Promise<number> {
  const [row] = await connection.query<{ count: number }>(
    'SELECT count(*) AS count FROM quarantine WHERE workspace = $1 AND actor_id = $2 AND settled IS NULL',
    [workspace, person],
  );
  return row?.count ?? 0;
}

export async function readQuarantine(connection: Connection, workspace: WorkspaceId): Promise<Quarantine> {
  const rows = await connection.query<QuarantineRow>(LISTED, [workspace]);
  return rows.map(readRow);
}

export async function countWaiting({ query }: Connection, workspace: WorkspaceId): Promise<number> {
  const [row] = await query<{ waiting: number }>(
    'SELECT count(*) AS waiting FROM quarantine WHERE workspace = $1 AND settled IS NULL',
    [workspace],
  );
  return row?.waiting ?? 0;
}

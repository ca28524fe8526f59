import type { ActorId, CommitId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Quarantine } from '../../shared/sync/quarantine.ts';
import type { CommitToKeep, KeptCommit, Settlement } from './event-log.ts';
import { type KeptRow, keptByCommit, listed, type QuarantineRow, readRow } from './quarantine-row.ts';
import type { Connection } from './sqlite-database.ts';

// Rejected commits, apart from the log (C5). What was set aside stays, so that nobody brings it in any more.
const NOT_ACCEPTED = "settled IS NOT 'accepted'";
// Built once: the text is the key under which a statement is kept prepared.
const KEPT = `SELECT commit_id, facts_hash, problem, settled FROM quarantine
  WHERE workspace = ? AND ${NOT_ACCEPTED} AND commit_id IN (SELECT value FROM json_each(?))`;
const CREATIONS = `SELECT thing, commit_id FROM quarantine_creations JOIN quarantine USING (workspace, commit_id)
  WHERE workspace = ? AND ${NOT_ACCEPTED} AND thing IN (SELECT value FROM json_each(?))`;
const LISTED = listed('?1');

export function keep({ prepare }: Connection, workspace: WorkspaceId, kept: CommitToKeep): void {
  const { commit, factsHash, submittedBy, keptAt, problem, creates } = kept;
  const added = prepare(
    `INSERT INTO quarantine (workspace, commit_id, kept_at, actor_id, device_id, facts_hash, problem, kept)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  ).run(
    workspace,
    commit.id,
    keptAt,
    submittedBy.actorId,
    submittedBy.deviceId,
    factsHash,
    JSON.stringify(problem),
    JSON.stringify(commit),
  );
  if (!added.changes) return;
  const create = prepare('INSERT INTO quarantine_creations VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  for (const thing of creates) create.run(workspace, thing, commit.id);
}

export function settle(
  { prepare }: Connection,
  workspace: WorkspaceId,
  { id, kind, at, by, reason }: Settlement & { readonly id: CommitId },
): void {
  prepare(
    `UPDATE quarantine SET settled = ?, settled_at = ?, settled_by = ?, settled_reason = ?
     WHERE workspace = ? AND commit_id = ? AND settled IS NULL`,
  ).run(kind, at, JSON.stringify(by), reason, workspace, id);
}

export function keptCommits(
  { prepare }: Connection,
  workspace: WorkspaceId,
  ids: readonly CommitId[],
): Map<CommitId, KeptCommit> {
  return keptByCommit(prepare(KEPT).all(workspace, JSON.stringify(ids)) as KeptRow[]);
}

export function keptCreations(
  { prepare }: Connection,
  workspace: WorkspaceId,
  things: readonly string[],
): Map<string, CommitId> {
  const rows = prepare(CREATIONS).all(workspace, JSON.stringify(things)) as {
    thing: string;
    commit_id: CommitId;
  }[];
  return new Map(rows.map(({ thing, commit_id }) => [thing, commit_id]));
}

export function keptBy({ prepare }: Connection, workspace: WorkspaceId, person: ActorId): number {
  const { count } = prepare(
    'SELECT count(*) AS count FROM quarantine WHERE workspace = ? AND actor_id = ? AND settled IS NULL',
  ).get(workspace, person) as { count: number };
  return count;
}

export function readQuarantine({ prepare }: Connection, workspace: WorkspaceId): Quarantine {
  const rows = prepare(LISTED).all(workspace) as QuarantineRow[];
  return rows.map(readRow);
}

export function countWaiting({ prepare }: Connection, workspace: WorkspaceId): number {
  const asked = 'SELECT count(*) AS waiting FROM quarantine WHERE workspace = ? AND settled IS NULL';
  return (prepare(asked).get(workspace) as { waiting: number }).waiting;
}

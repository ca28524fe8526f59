import type { CommitLine, KeptLine } from '../import/log-file.ts';
import { type QuarantineRow, readRow } from './quarantine-row.ts';

// Rows that are the same in every database, as an archive gives them.

export type CommitRow = {
  readonly id: string;
  readonly first_position: number;
  readonly last_position: number;
  readonly device_sequence: number;
  readonly actor_id: string;
  readonly device_id: string;
  readonly submitted_for: string | null;
  readonly recorded_at: string;
  readonly facts_hash: string;
  readonly command: string;
};
export type EventRow = {
  readonly commit_id: string;
  readonly stream: string;
  readonly version: number;
  readonly event: string;
};

/** `events`: those of all these commits, by position. */
export function commitLines(commits: readonly CommitRow[], events: readonly EventRow[]): CommitLine[] {
  const byCommit = Map.groupBy(events, ({ commit_id }) => commit_id);
  return commits.map(
    (row) =>
      ({
        kind: 'commit',
        id: row.id,
        firstPosition: row.first_position,
        deviceSequence: row.device_sequence,
        command: JSON.parse(row.command),
        submittedBy: { actorId: row.actor_id, deviceId: row.device_id },
        ...(row.submitted_for && { submittedFor: JSON.parse(row.submitted_for) }),
        recordedAt: row.recorded_at,
        factsHash: row.facts_hash,
        events: (byCommit.get(row.id) ?? []).map(({ stream, version, event }) => ({
          streamId: stream,
          version,
          event: JSON.parse(event),
        })),
      }) as CommitLine,
  );
}

export type KeptRow = QuarantineRow & { readonly facts_hash: string };
export type CreationRow = { readonly commit_id: string; readonly thing: string };

export function keptLines(rows: readonly KeptRow[], creations: readonly CreationRow[]): KeptLine[] {
  const byCommit = Map.groupBy(creations, ({ commit_id }) => commit_id);
  return rows.map((row) => {
    const { commitId, ...kept } = readRow(row);
    const creates = (byCommit.get(commitId) ?? []).map(({ thing }) => thing).sort();
    return { kind: 'kept', ...kept, factsHash: row.facts_hash, creates };
  });
}

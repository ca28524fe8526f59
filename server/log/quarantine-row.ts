import type { ActorId, CommitId, DeviceId, Instant } from '../../shared/log/ids.ts';
import type { Quarantine } from '../../shared/sync/quarantine.ts';
import type { KeptCommit } from './event-log.ts';

/** A row of `quarantine`, which is the same in every database. */
export type QuarantineRow = {
  commit_id: CommitId;
  kept_at: Instant;
  actor_id: ActorId;
  device_id: DeviceId;
  problem: string;
  kept: string;
  settled: string | null;
  settled_at: Instant;
  settled_by: string;
  settled_reason: string;
};

export type KeptRow = Pick<QuarantineRow, 'commit_id' | 'problem' | 'settled'> & { facts_hash: string };

export function keptByCommit(rows: readonly KeptRow[]): Map<CommitId, KeptCommit> {
  return new Map(
    rows.map(({ commit_id, facts_hash, problem, settled }) => [
      commit_id,
      { factsHash: facts_hash, problem: JSON.parse(problem), setAside: settled === 'set-aside' },
    ]),
  );
}

/** Most that one answer holds of what waits, and of what was set aside (P7). */
const LISTED_BYTES = { waiting: 4_000_000, setAside: 1_000_000 };

/** What planners are shown, oldest first: as much as there is room for, of what has waited longest and was settled last. */
export function listed(workspace: string): string {
  const within = (which: string, first: string, bytes: number): string => `
    SELECT * FROM (
      SELECT quarantine.*, sum(octet_length(kept)) OVER (ORDER BY ${first}) AS bytes FROM quarantine
      WHERE workspace = ${workspace} AND ${which}
    ) AS counted WHERE bytes <= ${bytes}`;
  return `
    ${within('settled IS NULL', 'number', LISTED_BYTES.waiting)}
    UNION ALL
    ${within("settled = 'set-aside'", 'settled_at DESC, number DESC', LISTED_BYTES.setAside)}
    ORDER BY number`;
}

/** As planners are shown it. */
export function readRow(row: QuarantineRow): Quarantine[number] {
  return {
    commitId: row.commit_id,
    keptAt: row.kept_at,
    submittedBy: { actorId: row.actor_id, deviceId: row.device_id },
    problem: JSON.parse(row.problem),
    commit: JSON.parse(row.kept),
    setAside:
      row.settled === null
        ? null
        : { at: row.settled_at, by: JSON.parse(row.settled_by), reason: row.settled_reason },
  };
}

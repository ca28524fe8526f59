import { type Commit, factsOf } from '../../../shared/log/commit.ts';
import type { CommitId } from '../../../shared/log/ids.ts';

type Creating = { readonly commit: Commit; readonly creates: readonly string[] };

/**
 * Which of `later` refer, directly or through one another, to a session or reservation that `rejected` created:
 * they cannot stand without it (C5).
 */
export function dependentsOf(rejected: Creating, later: readonly Creating[]): Set<CommitId> {
  const missing = new Set(rejected.creates);
  const dependent = new Set<CommitId>();
  for (const { commit, creates } of later) {
    if (commit.id === rejected.commit.id || !mentions(commit, missing)) continue;
    dependent.add(commit.id);
    for (const created of creates) missing.add(created);
  }
  return dependent;
}

function mentions(commit: Commit, missing: ReadonlySet<string>): boolean {
  return factsOf(commit).some(
    ({ streamId, event }) => missing.has(streamId) || missing.has(String(event.data.reservationId)),
  );
}

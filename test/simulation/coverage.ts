/** How often each kind of fault happened, and each point at which something crashed. */
export type Coverage = Map<string, number>;

export function count(coverage: Coverage, what: string): void {
  coverage.set(what, (coverage.get(what) ?? 0) + 1);
}

export function addTo(coverage: Coverage, more: Iterable<readonly [string, number]>): void {
  for (const [what, times] of more) coverage.set(what, (coverage.get(what) ?? 0) + times);
}

/** Power went out before the disk had written what it had been given. */
export const DROPPED = 'unsynced writes dropped';
/** A leader froze, and another tab took the lead meanwhile. */
export const ROBBED = 'frozen leader robbed';
/** One of two nodes, and the other went on. */
export const DIED_ALONE = 'a node died alone';
/** What one node had accepted, the other one was sent again. */
export const ACCEPTED_BY_BOTH = 'accepted before, by the other node';
/** A transaction began once more, because the other node had been faster. */
export const OVERTAKEN_BY_OTHER = 'overtaken by the other node';

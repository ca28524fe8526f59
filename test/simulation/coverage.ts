/** How often each kind of fault happened, and each point at which something crashed. */
export type Coverage = Map<string, number>;

export function count(coverage: Coverage, what: string): void {
  coverage.set(what, (coverage.get(what) ?? 0) + 1);
}

export function addTo(coverage: Coverage, more: Iterable<readonly [string, number]>): void {
  for (const [what, times] of more) coverage.set(what, (coverage.get(what) ?? 0) + times);
}

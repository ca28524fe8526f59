import * as v from 'valibot';
import { type Commit, factsOf } from '../../../shared/log/commit.ts';
import { CommitId } from '../../../shared/log/ids.ts';
import type { Problem } from '../../../shared/sync/problem.ts';

type Pending = {
  readonly commit: Commit;
  readonly creates: readonly string[];
  readonly state: 'pending' | 'accepted';
};
/** `because`: the rejected commit that it builds on. */
type Why = { readonly problem: Problem; readonly because?: CommitId };

/**
 * The rejected commits, and those of the overlay that refer, directly or through one another, to a session,
 * reservation or allotment that one of them created: they cannot stand without it (C5). One pass, in device order.
 */
export function strandedBy(
  rejected: ReadonlyMap<CommitId, { readonly problem: Problem }>,
  overlay: Iterable<Pending>,
): Map<CommitId, Why> {
  const stranded = new Map<CommitId, Why>();
  const missing = new Map<string, Why & { readonly because: CommitId }>();
  for (const { commit, creates, state } of overlay) {
    const own = rejected.get(commit.id);
    const builtOn = state === 'pending' ? lacking(commit, missing) : undefined;
    const why = own ? rejectedItself(own.problem) : builtOn;
    if (!why) continue;
    stranded.set(commit.id, why);
    for (const created of creates)
      missing.set(created, { problem: why.problem, because: why.because ?? commit.id });
  }
  return stranded;
}

/** The server may know of a commit that it builds on, of another device even. */
function rejectedItself(problem: Problem): Why {
  const because = v.safeParse(CommitId, problem.commitId);
  return because.success ? { problem, because: because.output } : { problem };
}

function lacking<W>(commit: Commit, missing: ReadonlyMap<string, W>): W | undefined {
  for (const { streamId, event } of factsOf(commit)) {
    const { reservationId, allotmentId, fromAllotment } = event.data;
    const things = [streamId, reservationId, allotmentId, fromAllotment];
    const thing = things.find((one) => missing.has(String(one)));
    if (thing !== undefined) return missing.get(String(thing));
  }
  return undefined;
}

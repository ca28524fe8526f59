import { type Commit, factsOf } from '../../shared/log/commit.ts';
import type { Problem } from '../../shared/sync/problem.ts';
import { codeOf } from '../../shared/sync/problem-code.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import type { Knowledge } from './outcome.ts';
import type { Sender } from './push.ts';

// Whose work a commit is, and who brings it:
//
//   pushed        the author is who sends
//   handed in     the author is whom `submittedFor` names, a device of this workspace and its person (C7)
//   released      the author stays whom the facts name, as it was when they were kept (C5)

/** What is wrong with whom the commit names as its author. */
export function forgedBy(sender: Sender, commit: Commit, known: Knowledge): Problem | undefined {
  const metas = factsOf(commit).map(({ event }) => event.meta);
  // What the server itself causes, nobody sends, hands over or releases (P8, R3).
  if (metas.some(({ actorId }) => actorId === 'system')) return problem('actor', 403);
  if (known.isRelease) return wasForged(commit, known) ? problem('only-set-aside', 409) : undefined;
  const claimed = commit.submittedFor ?? sender;
  const isOne = metas.every((meta) => isSame(meta, claimed));
  return isOne && (isSame(claimed, sender) || mayHaveBeen(claimed, known))
    ? undefined
    : problem('actor', 403);
}

/** It is kept for that alone; whoever it names has not said it. */
function wasForged({ id }: Commit, known: Knowledge): boolean {
  const kept = known.kept(id);
  return kept !== undefined && codeOf(kept.problem) === 'actor';
}

/** It is handed in for a device that was revoked, or for somebody who is no member any more. */
export function isOfSomebodyCutOff(sender: Sender, { submittedFor }: Commit, known: Knowledge): boolean {
  if (known.isRelease || !submittedFor || isSame(submittedFor, sender)) return false;
  const role = known.authorsRole(submittedFor.actorId);
  return role === undefined || (known.device(submittedFor.deviceId)?.isRevoked ?? false);
}

/**
 * A restored server may have forgotten a device whose commits the others still hold: they offer them again (R3). Whom it
 * does not know as a member either it takes for somebody who is cut off: a planner says that they were one.
 */
function mayHaveBeen(claimed: Sender, known: Knowledge): boolean {
  const device = known.device(claimed.deviceId);
  return device ? device.actorId === claimed.actorId : known.isRestored;
}

function isSame(one: Sender, other: Sender): boolean {
  return one.actorId === other.actorId && one.deviceId === other.deviceId;
}

import { type Book, type FoldingBook, layerPending } from '../../../shared/booking/book.ts';
import type { EventInStream } from '../../../shared/booking/events.ts';
import { copySession } from '../../../shared/booking/session.ts';
import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import { type Commit, commitOnto, factsOf, placedEvents } from '../../../shared/log/commit.ts';
import { type CommitId, sessionOf, streamVersion } from '../../../shared/log/ids.ts';
import type { OverlayCommit } from '../../view/source.ts';

/**
 * Own work on top of the log as it is now.
 *
 *   log up to the cursor ──┐
 *                          ├─▶ commit 1: same facts, new versions, new derived events ─▶ fold ─▶ commit 2 …
 *   overlay, device order ─┘
 *
 * Unlike a merge that only puts events in an order, this decides again: `derive` looks at each commit's facts on the
 * state that they now meet, and compensates what can no longer be kept (C1, C2).
 *
 * - Facts keep their bytes and their order.
 * - A pure function: every tab computes the same, so nothing but the facts has to be stored for it.
 * - What the server has accepted keeps the derived events that were sent with it.
 */
export function rebase(base: Book, overlay: Iterable<OverlayCommit>): Rebase {
  const book = layerPending(base, copySession); // people look at it while the log goes on below
  const commits = new Map<CommitId, Commit>();
  for (const { commit, state } of overlay) {
    const now = state === 'accepted' ? placedOnto(book, commit) : decidedOnto(book, commit);
    for (const event of placedEvents(now)) book.fold(event);
    commits.set(commit.id, now);
  }
  return { book, commits };
}

export type Rebase = {
  /** The log and own work: what people see and what commands are decided against (L1). */
  readonly book: FoldingBook;
  readonly commits: Map<CommitId, Commit>;
};

/** The derived events changed: something to tell the journal, and the person. */
export function derivedDiffers(before: Commit, after: Commit): boolean {
  const derived = (commit: Commit): string => canonicalJson(commit.writes.map((write) => write.derived));
  return derived(before) !== derived(after);
}

function decidedOnto(book: Book, commit: Commit): Commit {
  return commitOnto(book, commit, factsOf(commit) as EventInStream[]);
}

function placedOnto(book: Book, commit: Commit): Commit {
  const writes = commit.writes.map((write) => {
    const session = book.session(sessionOf(write.streamId));
    return {
      ...write,
      expectedVersion: session?.version ?? streamVersion(0),
      expectedEventId: session?.lastEventId ?? null,
    };
  });
  return { ...commit, writes };
}

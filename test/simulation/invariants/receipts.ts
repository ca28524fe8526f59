import type { Commit } from '../../../shared/log/commit.ts';
import type { CommitId, ReservationId, SessionId } from '../../../shared/log/ids.ts';
import { codeOf, type Problem } from '../../../shared/sync/problem.ts';
import type { Receipt } from '../../../shared/sync/protocol.ts';
import type { SavedCommits } from './saved-commits.ts';
import type { ServerLog } from './server-log.ts';
import { hold } from './violation.ts';

export type Heard = {
  readonly receipt: Receipt;
  /** The log held the commit before it was sent this time. */
  readonly isRepeated: boolean;
  /** Every way in which the commit ever came to the server. */
  readonly copies: readonly Commit[];
};

/** 6: what a receipt says is so; what is in the log is never refused to whoever sends it once more (P1, P3). */
export function checkReceipt(serverLog: ServerLog, { receipt, isRepeated, copies }: Heard): void {
  if (receipt.outcome === 'accepted') {
    serverLog.acknowledged(receipt);
    if (!isRepeated) checkExpected(serverLog, receipt.commitId, copies);
    return;
  }
  // Other facts under the same id are another matter.
  const otherFacts = receipt.outcome === 'rejected' && codeOf(receipt.problem) === 'facts-differ';
  hold(!isRepeated || otherFacts, '6 a truthful yes', () => {
    return `${receipt.commitId} is in the log, and is answered ${receipt.outcome}`;
  });
}

export type Rejections = {
  /** Commits that came to the server otherwise than they were saved. */
  readonly altered: ReadonlySet<CommitId>;
  /** All that it ever rejected. */
  readonly rejected: ReadonlySet<CommitId>;
  readonly saved: SavedCommits;
};

/**
 * 1: nobody's honest work is refused for good: a clash is a conflict, and what cannot be kept is compensated (C2). Only
 * what was altered is, and what names a session or reservation that such a commit would have brought.
 */
export function checkRejection(receipt: Receipt, { altered, rejected, saved }: Rejections): void {
  if (receipt.outcome !== 'rejected' || altered.has(receipt.commitId)) return;
  const { commitId, problem } = receipt;
  const isExplained = causesOf(problem, saved).some((id) => id !== commitId && rejected.has(id));
  hold(isExplained, '1 no loss', () => `${commitId} is rejected for good, as ${JSON.stringify(problem)}`);
}

/** The commits that would have brought what the problem says is not there. */
function causesOf(problem: Problem, saved: SavedCommits): CommitId[] {
  const { commitId, sessionId, reservationId } = problem as Missing & Problem;
  switch (codeOf(problem)) {
    case 'depends-on':
      return commitId ? [commitId] : [];
    case 'session-unknown':
      return [...saved.creatorsOf(`session:${sessionId}`)];
    case 'reservation-unknown':
      return [...saved.creatorsOf(String(reservationId))];
    default:
      return [];
  }
}

type Missing = {
  readonly commitId?: CommitId;
  readonly sessionId?: SessionId;
  readonly reservationId?: ReservationId;
};

/** The sender had seen the very events that its commit now follows: one of its copies, as a rebase left it, says so. */
function checkExpected({ events, positionsOf }: ServerLog, id: CommitId, copies: readonly Commit[]): void {
  const [first = 0] = positionsOf(id);
  const isExpected = ({ streamId, expectedEventId }: Commit['writes'][number]): boolean => {
    const before = events.findLast((event) => event.streamId === streamId && event.position < first);
    return (before?.id ?? null) === expectedEventId;
  };
  hold(
    copies.some(({ writes }) => writes.every(isExpected)),
    '6 a truthful yes',
    () => `${id} was put after an event that its sender had not seen`,
  );
}

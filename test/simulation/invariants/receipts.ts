import type { Commit } from '../../../shared/log/commit.ts';
import type { CommitId } from '../../../shared/log/ids.ts';
import { codeOf } from '../../../shared/sync/problem.ts';
import type { Receipt } from '../../../shared/sync/protocol.ts';
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

/** Whoever builds on what was altered falls with it. */
const FOLLOWS_ANOTHER: ReadonlySet<string | undefined> = new Set([
  'depends-on',
  'reservation-unknown',
  'session-unknown',
]);

/** 1: nobody's honest work is refused for good: a clash is a conflict, and what cannot be kept is compensated (C2). */
export function checkRejection(receipt: Receipt, everAltered: ReadonlySet<CommitId>): void {
  if (receipt.outcome !== 'rejected' || everAltered.has(receipt.commitId)) return;
  const code = codeOf(receipt.problem);
  const isExplained = everAltered.size > 0 && FOLLOWS_ANOTHER.has(code);
  hold(
    isExplained,
    '1 no loss',
    () => `${receipt.commitId} is rejected for good, as ${receipt.problem.type}`,
  );
}

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

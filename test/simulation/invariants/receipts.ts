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
  readonly commit: Commit | undefined;
};

/** 6: what a receipt says is so; what is in the log is never refused to whoever sends it once more (P1, P3). */
export function checkReceipt(serverLog: ServerLog, { receipt, isRepeated, commit }: Heard): void {
  if (receipt.outcome === 'accepted') {
    serverLog.acknowledged(receipt);
    if (commit && !isRepeated) checkExpected(serverLog, commit);
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

/** The sender had seen the very event that its commit now follows. */
function checkExpected({ events, positionsOf }: ServerLog, { id, writes }: Commit): void {
  const [first = 0] = positionsOf(id);
  for (const { streamId, expectedEventId } of writes) {
    const before = events.findLast((event) => event.streamId === streamId && event.position < first);
    hold((before?.id ?? null) === expectedEventId, '6 a truthful yes', () => {
      return `${id} expected ${expectedEventId} and was put after ${before?.id}`;
    });
  }
}

import type { EventLog, LogTransaction } from '../../../server/log/event-log.ts';
import { LogUnavailable } from '../../../server/log/event-log.ts';
import type { WorkspaceId } from '../../../shared/log/ids.ts';
import type { ReceiptOf } from '../../../shared/sync/protocol.ts';
import { failingReads } from '../failing-reads.ts';

/** Where a request can be interrupted. */
export const SERVER_POINTS = ['before-transaction', 'before-commit', 'after-commit', 'packing'] as const;
export type ServerPoint = (typeof SERVER_POINTS)[number];

export type ServerDisk = {
  /** Every transaction fails at its commit, as on a full disk; told of each. */
  full: (() => void) | undefined;
  /** Some of what is read from it cannot be; told of each time. */
  unreadable: (() => void) | undefined;
};

export type Interruptions = {
  /** Time goes by; rejects where the node dies of it. */
  readonly pause: (point: ServerPoint) => Promise<void>;
  readonly failsToRead: () => boolean;
  readonly disk: ServerDisk;
  /** Another node was faster, as PostgreSQL says at the end: all of it is done once more. */
  readonly isOvertaken: () => boolean;
  readonly onCommitted: (recorded: Recorded) => Promise<void>;
};

/** What a transaction appended, in the order of the log. */
export type Recorded = readonly ReceiptOf<'accepted'>[];

export const FULL = 'the disk is full';

const READS = [
  'workspace',
  'recordedCommits',
  'recordedEventIds',
  'streams',
  'stream',
  'devices',
  'roles',
  'keptCommits',
  'keptCreations',
] as const;

class Overtaken extends Error {}

/** The log's own transactions, with steps in between at which other things happen, and what can go wrong with them. */
export function interruptedTransactions(log: EventLog, around: Interruptions): EventLog['transact'] {
  const { pause, failsToRead, disk, isOvertaken } = around;
  type Work<T> = (transaction: LogTransaction) => Promise<T>;

  async function attempt<T>(id: WorkspaceId, work: Work<T>, goesThrough: boolean) {
    const recorded: ReceiptOf<'accepted'>[] = [];
    const result = await log.transact(id, async (transaction) => {
      const done = await work({
        ...failingReads(transaction, READS, failsToRead),
        async append(commits) {
          const receipts = await transaction.append(commits);
          recorded.push(...receipts);
          return receipts;
        },
      });
      await pause('before-commit');
      if (!goesThrough) throw new Overtaken();
      if (!disk.full) return done;
      disk.full();
      throw new LogUnavailable(FULL);
    });
    return { result, recorded };
  }

  return async (id, work) => {
    await pause('before-transaction');
    if (isOvertaken())
      await attempt(id, work, false).catch((error) => {
        if (!(error instanceof Overtaken)) throw error;
      });
    const { result, recorded } = await attempt(id, work, true);
    await around.onCommitted(recorded);
    await pause('after-commit');
    return result;
  };
}

import type { Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHint, Receipt } from '../../shared/sync/protocol.ts';
import { endOverdue } from '../expiry/end-overdue.ts';
import { type Deadline, type EventLog, LogUnavailable } from '../log/event-log.ts';
import type { Decided } from '../metrics/metrics.ts';
import { type Clock, instantOf } from '../running/clock.ts';
import { describeError, type Logger } from '../running/logger.ts';
import type { Timer } from '../running/timer.ts';
import { gatherKnowledge } from './knowledge.ts';
import type { Push, Pushed } from './push.ts';
import { record } from './record.ts';
import { createSessionCache } from './session-cache.ts';

/** Most commits that share a transaction; one push alone may hold as many as a request. */
const COMMITS_PER_GROUP = 2_000;

/**
 * Pushes that arrive while a transaction runs share the next one: one fsync for all of them. One that is alone
 * waits for nobody.
 *
 *   push ─▶ waiting ─┐                       ┌─▶ answers, only after COMMIT (P2)
 *   push ─▶ waiting ─┼─▶ one transaction ────┤
 *   push ─▶ waiting ─┘   (commits in order)  └─▶ live hint (R2)
 */
export type GroupCommit = {
  push(push: Push): Promise<Pushed>;
  /** Ends what is overdue, in a transaction of its own between the pushes. */
  expire(workspace: WorkspaceId, deadlines: readonly Deadline[]): Promise<void>;
  /** How many pushes wait for a transaction. */
  waiting(): number;
  /** After everything that waits has been answered. */
  idle(): Promise<void>;
};

export type GroupCommitOptions = {
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Logger;
  readonly onRecorded: (workspace: WorkspaceId, hint: LiveHint) => void;
  /** After COMMIT. */
  readonly onDecided?: (decided: Decided) => void;
};

type Expiring = {
  readonly deadlines: readonly Deadline[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** What waits for its turn on one workspace. */
type Queue = { readonly pushes: Waiting[]; readonly expiring: Expiring[] };

type Waiting = {
  readonly push: Push;
  readonly resolve: (pushed: Pushed) => void;
  readonly reject: (error: unknown) => void;
};

export function createGroupCommit(options: GroupCommitOptions): GroupCommit {
  const cache = createSessionCache();
  const queues = new Map<WorkspaceId, Queue>();
  const running = new Map<WorkspaceId, Promise<void>>();

  async function drain(workspace: WorkspaceId, { pushes, expiring }: Queue): Promise<void> {
    // What has come in meanwhile comes along.
    await options.timer.afterReads();
    while (pushes.length + expiring.length > 0) {
      if (pushes.length > 0) await recordGroup(takeGroup(pushes), workspace);
      const next = expiring.shift();
      if (next) await expireTogether(next.deadlines, workspace).then(next.resolve, next.reject);
    }
    running.delete(workspace);
  }

  async function expireTogether(deadlines: readonly Deadline[], workspace: WorkspaceId): Promise<void> {
    const at = instantOf(options.clock());
    const { sessions, hint } = await options.eventLog.transact(workspace, async (transaction) => {
      const before = await transaction.workspace();
      const streams = [...new Set(deadlines.map(({ streamId }) => streamId))];
      const sessions = await cache.load(transaction, workspace, streams);
      await endOverdue(deadlines, { transaction, sessions, at });
      const { epoch, head } = await transaction.workspace();
      return { sessions, hint: head > before.head ? { epoch, head } : undefined };
    });
    cache.put(workspace, sessions.values());
    if (hint) options.onRecorded(workspace, hint);
  }

  function inTurn(workspace: WorkspaceId, enqueue: (queue: Queue) => void): void {
    const queue = queues.get(workspace) ?? { pushes: [], expiring: [] };
    queues.set(workspace, queue);
    enqueue(queue);
    if (!running.has(workspace)) running.set(workspace, drain(workspace, queue));
  }

  async function recordGroup(group: readonly Waiting[], workspace: WorkspaceId): Promise<void> {
    try {
      const pushed = await recordTogether(
        group.map((one) => one.push),
        workspace,
      );
      for (const [index, one] of group.entries()) one.resolve(pushed[index] as Pushed);
    } catch (error) {
      const alone = group.length === 1 || error instanceof LogUnavailable;
      if (!alone) {
        // One of them is the cause: the others do not suffer for it.
        options.log({ level: 'error', event: 'group-failed', pushes: group.length, ...describeError(error) });
        for (const one of group) await recordGroup([one], workspace);
      } else for (const one of group) one.reject(error);
    }
  }

  async function recordTogether(pushes: readonly Push[], workspace: WorkspaceId): Promise<Pushed[]> {
    const { pushed, sessions, hint, decided } = await options.eventLog.transact(
      workspace,
      async (transaction) => {
        const before = await transaction.workspace();
        const current = pushes.filter((push) => push.epoch === before.epoch);
        const recordedAt = instantOf(options.clock());
        const knowledge = await gatherKnowledge(transaction, cache, { workspace, pushes: current });
        const receipts = await record(current, { transaction, knowledge, recordedAt, log: options.log });
        const { epoch, head, epochs } = await transaction.workspace();
        const pushed = pushes.map((push): Pushed => {
          const own = receipts[current.indexOf(push)];
          return own
            ? { kind: 'answered', epoch, head, receipts: own }
            : { kind: 'epoch-changed', epoch, head, epochs: [...epochs] };
        });
        const hint = head > before.head ? { epoch, head } : undefined;
        const decided = decidedOf(receipts.flat(), { head: before.head, quarantined: knowledge.keptCount() });
        return { pushed, hint, decided, sessions: knowledge.sessions };
      },
    );
    cache.put(workspace, sessions.values());
    options.onDecided?.(decided);
    if (hint) options.onRecorded(workspace, hint);
    return pushed;
  }

  return {
    push(push) {
      return new Promise<Pushed>((resolve, reject) => {
        inTurn(push.workspaceId, ({ pushes }) => pushes.push({ push, resolve, reject }));
      });
    },
    expire(workspace, deadlines) {
      return new Promise<void>((resolve, reject) => {
        inTurn(workspace, ({ expiring }) => expiring.push({ deadlines, resolve, reject }));
      });
    },
    waiting: () => [...queues.values()].reduce((sum, { pushes }) => sum + pushes.length, 0),
    async idle() {
      while (running.size > 0) await Promise.all(running.values());
    },
  };
}

/** `head`: what is accepted below it had been accepted before. */
function decidedOf(
  receipts: readonly Receipt[],
  { head, quarantined }: { readonly head: Position; readonly quarantined: number },
): Decided {
  const isRepeated = (receipt: Receipt): boolean =>
    receipt.outcome === 'accepted' && receipt.lastPosition <= head;
  return { receipts, repeated: receipts.filter(isRepeated).length, quarantined };
}

function takeGroup(queue: Waiting[]): Waiting[] {
  let commits = 0;
  const end = queue.findIndex(({ push }, index) => {
    commits += push.commits.length;
    return index > 0 && commits > COMMITS_PER_GROUP;
  });
  return queue.splice(0, end === -1 ? queue.length : end);
}

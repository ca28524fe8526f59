import type { EventId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Deadline, EventLog } from '../log/event-log.ts';
import { type Clock, instantOf } from '../running/clock.ts';
import { describeError, type Logger } from '../running/logger.ts';
import type { Timer } from '../running/timer.ts';

/** How late an expiry can be, in milliseconds. */
const LOOK_EVERY_MS = 5_000;
const AT_ONCE = 500;

export type ClockworkOptions = {
  readonly eventLog: Pick<EventLog, 'overdue'>;
  readonly clock: Clock;
  readonly timer: Pick<Timer, 'every'>;
  readonly log: Logger;
  expire(workspace: WorkspaceId, deadlines: readonly Deadline[]): Promise<void>;
};

/**
 * Ends what is overdue by the server's clock. Each node does it; what one has done, the others find done (P8). What
 * fails now, or waits for a newer version, is looked at again the next time, and keeps nothing else waiting.
 */
export function createClockwork(options: ClockworkOptions): { stop(): Promise<void> } {
  const { eventLog, clock, timer, log, expire } = options;
  let looking: Promise<void> | undefined;
  let tried: ReadonlySet<EventId> = new Set();
  /** How many the last look had tried before, in vain. */
  let left = 0;

  async function look(): Promise<void> {
    const overdue = await eventLog.overdue(instantOf(clock()), AT_ONCE + left);
    left = overdue.filter(({ startedBy }) => tried.has(startedBy)).length;
    tried = new Set(overdue.map(({ startedBy }) => startedBy));
    for (const [workspace, deadlines] of Map.groupBy(overdue, (one) => one.workspaceId))
      await expire(workspace, deadlines).catch(failed);
  }

  function failed(error: unknown): void {
    log({ level: 'error', event: 'expiry-failed', ...describeError(error) });
  }

  const callOff = timer.every(LOOK_EVERY_MS, () => {
    looking ??= look()
      .catch(failed)
      .finally(() => {
        looking = undefined;
      });
  });
  return {
    async stop() {
      callOff();
      await looking;
    },
  };
}

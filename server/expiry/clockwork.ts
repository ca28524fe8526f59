import type { WorkspaceId } from '../../shared/log/ids.ts';
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
 * fails now is looked at again the next time.
 */
export function createClockwork(options: ClockworkOptions): { stop(): Promise<void> } {
  const { eventLog, clock, timer, log, expire } = options;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    try {
      const overdue = await eventLog.overdue(instantOf(clock()), AT_ONCE);
      for (const [workspace, deadlines] of Map.groupBy(overdue, (one) => one.workspaceId))
        await expire(workspace, deadlines);
    } catch (error) {
      log({ level: 'error', event: 'expiry-failed', ...describeError(error) });
    }
  }

  const callOff = timer.every(LOOK_EVERY_MS, () => {
    looking ??= look().finally(() => {
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

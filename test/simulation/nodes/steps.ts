import { LogUnavailable } from '../../../server/log/event-log.ts';
import type { Place, Schedule } from '../schedule.ts';

export const GONE = 'the server is gone';

/** Time goes by for a node, so that other things happen in between; rejects where it dies before, or of it. */
export type Steps = (name: string, milliseconds: number, isFatal?: () => boolean) => Promise<void>;

export function createSteps(schedule: Schedule, at: Place, died: AbortSignal): Steps {
  return (name, milliseconds, isFatal = () => false) =>
    new Promise((resolve, reject) => {
      const gone = (): void => reject(new LogUnavailable(GONE));
      if (died.aborted) return gone();
      died.addEventListener('abort', gone);
      const run = (): void => {
        died.removeEventListener('abort', gone);
        if (isFatal()) gone();
        else resolve();
      };
      schedule.in(milliseconds, { name, at, run });
    });
}

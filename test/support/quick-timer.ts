import type { Timer } from '../../client/worker/timer.ts';

/** Time that goes by `speed` times as fast as on the wall, for one device; it knows what waits in it. */
export type QuickTimer = Timer & {
  readonly waiting: number;
  /** Nothing that waits, or comes, runs any more. */
  stop(): void;
};

export function createQuickTimer(speed = 1): QuickTimer {
  const waiting = new Set<NodeJS.Timeout>();
  let stopped = false;
  return {
    get waiting() {
      return waiting.size;
    },
    schedule(milliseconds, run) {
      if (stopped) return () => undefined;
      const timeout = setTimeout(() => {
        waiting.delete(timeout);
        run();
      }, milliseconds / speed);
      waiting.add(timeout);
      return () => {
        clearTimeout(timeout);
        waiting.delete(timeout);
      };
    },
    elapsed: () => performance.now() * speed,
    stop() {
      stopped = true;
      for (const timeout of waiting) clearTimeout(timeout);
      waiting.clear();
    },
  };
}

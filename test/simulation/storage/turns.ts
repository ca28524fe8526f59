import type { StorageStep } from './ground.ts';

export type Turns = {
  schedule(step: StorageStep, run: () => void): void;
  /** For timers: time passes as soon as nothing else is left to do. */
  readonly timer: { schedule(milliseconds: number, run: () => void): () => void };
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
};

/**
 * A world in which nothing but storage happens: steps run in the order in which they were asked for, each with the
 * microtasks that follow it. `before` looks at a step, and may change the world before it.
 */
export function createTurns(before: (step: StorageStep) => void = () => {}): Turns {
  const waiting: (() => void)[] = [];
  const timers: (() => void)[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    await microtasksDone();
    for (let next = waiting.shift() ?? timers.shift(); next; next = waiting.shift() ?? timers.shift()) {
      next();
      await microtasksDone();
    }
    isRunning = false;
  }

  function wake(): void {
    if (isRunning) return;
    isRunning = true;
    void runAll();
  }

  return {
    schedule(step, run) {
      waiting.push(() => {
        before(step);
        run();
      });
      wake();
    },
    timer: {
      schedule(_, run) {
        timers.push(run);
        wake();
        return () => void timers.splice(timers.indexOf(run) >>> 0, 1);
      },
    },
    async idle() {
      do await microtasksDone();
      while (isRunning);
    },
  };
}

function microtasksDone(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

import type { StorageStep } from './ground.ts';

export type Turns = {
  schedule(step: StorageStep, run: () => void): void;
  /** For timers: time passes as soon as nothing else is left to do. */
  readonly timer: { schedule(milliseconds: number, run: () => void): () => void };
  /** Resolves when nothing is left to do. */
  idle(): Promise<void>;
};

type Setting = {
  /** Looks at a step, and may change the world before it. */
  readonly before?: (step: StorageStep) => void;
  /** Which of so many waiting steps comes next: the one that was asked for first, where nothing else is said. */
  readonly choose?: (count: number) => number;
};

/** A world in which nothing but storage happens: one step after the other, each with the microtasks that follow it. */
export function createTurns({ before, choose = () => 0 }: Setting = {}): Turns {
  const waiting: (() => void)[] = [];
  const timers: (() => void)[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    await microtasksDone();
    for (let next = takeNext(); next; next = takeNext()) {
      next();
      await microtasksDone();
    }
    isRunning = false;
  }

  function takeNext(): (() => void) | undefined {
    return waiting.length > 0 ? waiting.splice(choose(waiting.length), 1)[0] : timers.shift();
  }

  function wake(): void {
    if (isRunning) return;
    isRunning = true;
    void runAll();
  }

  return {
    schedule(step, run) {
      waiting.push(() => {
        before?.(step);
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

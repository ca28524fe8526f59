import type { StorageStep } from './ground.ts';

type Turn = { readonly step: StorageStep; readonly run: () => void };

/**
 * A world in which nothing but storage happens: steps run in the order in which they were asked for, each with the
 * microtasks that follow it, as soon as there are any. `before` may look at a step, or change the world before it.
 */
export function takeTurns(before: (step: StorageStep, number: number) => void = () => {}) {
  const waiting: Turn[] = [];
  let isRunning = false;
  let number = 0;

  async function runAll(): Promise<void> {
    for (let turn = waiting.shift(); turn; turn = waiting.shift()) {
      number += 1;
      before(turn.step, number);
      turn.run();
      await microtasksDone();
    }
    isRunning = false;
  }

  return (step: StorageStep, run: () => void): void => {
    waiting.push({ step, run });
    if (isRunning) return;
    isRunning = true;
    void microtasksDone().then(runAll);
  };
}

function microtasksDone(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

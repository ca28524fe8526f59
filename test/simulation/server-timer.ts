import type { Timer } from '../../server/running/timer.ts';
import type { Place, Schedule } from './schedule.ts';

/** What looks every half second would be most of what happens in a world. In milliseconds. */
export const LEAST_PAUSE = 5_000;

type ServerTime = {
  readonly at: Place;
  readonly died: AbortSignal;
  /** What runs again and again does so at the same moments on every node, as they began together. */
  readonly isInStep: boolean;
};

/** The time of one life of the server: what it asked for ends with it. */
export function serverTimer(schedule: Schedule, { at, died, isInStep }: ServerTime): Timer {
  function every(milliseconds: number, run: () => void): () => void {
    let callOff = (): void => undefined;
    const pause = Math.max(milliseconds, LEAST_PAUSE);
    const wait = (): void => {
      const rest = isInStep ? pause - (schedule.now % pause) : pause;
      callOff = schedule.in(rest, { name: 'server timer', at, run: again });
    };
    const again = (): void => {
      if (died.aborted) return;
      wait();
      run();
    };
    wait();
    return () => callOff();
  }

  return {
    every,
    pause: ({ atLeast, atMost, until }) =>
      new Promise((resolve) => {
        const least = schedule.now + atLeast;
        const goOn = (): void => {
          if (!died.aborted) resolve();
        };
        const step = { name: 'server goes on', at, run: goOn };
        const callOff = schedule.in(Math.max(atMost, LEAST_PAUSE), step);
        const sooner = (): void => {
          callOff();
          schedule.in(least - schedule.now, step);
        };
        if (until.aborted) sooner();
        else until.addEventListener('abort', sooner, { once: true });
      }),
    afterReads: () =>
      new Promise((resolve) => void schedule.in(0, { name: 'after reads', at, run: () => resolve() })),
  };
}

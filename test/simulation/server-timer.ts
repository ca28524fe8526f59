import type { Timer } from '../../server/running/timer.ts';
import type { Place, Schedule } from './schedule.ts';

/** The time of one life of the server: what it asked for ends with it. */
export function serverTimer(
  schedule: Schedule,
  { at, died }: { readonly at: Place; readonly died: AbortSignal },
): Timer {
  function every(milliseconds: number, run: () => void): () => void {
    let callOff = (): void => undefined;
    const wait = (): void => {
      callOff = schedule.in(milliseconds, { name: 'server timer', at, run: again });
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
    afterReads: () =>
      new Promise((resolve) => void schedule.in(0, { name: 'after reads', at, run: () => resolve() })),
  };
}

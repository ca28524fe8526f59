/** Time as a worker has it, in milliseconds; a simulation gives its own. */
export type Timer = {
  /** Runs once, later. Returns how to call it off. */
  schedule(milliseconds: number, run: () => void): () => void;
  /** Goes on evenly, whatever becomes of the clock. */
  elapsed(): number;
};

export const BROWSER_TIMER: Timer = {
  schedule(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  elapsed: () => performance.now(),
};

export function pause({ schedule }: Pick<Timer, 'schedule'>, milliseconds: number): Promise<void> {
  return new Promise((resolve) => schedule(milliseconds, resolve));
}

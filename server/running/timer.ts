import { setTimeout } from 'node:timers/promises';

/** Time as the server has it, in milliseconds; a simulation gives its own. Nothing of it keeps a program alive. */
export type Timer = {
  /** Runs again and again. Returns how to call it off. */
  every(milliseconds: number, run: () => void): () => void;
  /** Until the signal comes, or `atMost` is over; `atLeast` goes by in any case. */
  pause(pause: Pause): Promise<void>;
  /** Requests that the operating system holds already have been read. */
  afterReads(): Promise<void>;
};

export type Pause = { readonly atLeast: number; readonly atMost: number; readonly until: AbortSignal };

export const SYSTEM_TIMER: Timer = {
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds).unref();
    return () => clearInterval(timer);
  },
  async pause({ atLeast, atMost, until }) {
    await setTimeout(atLeast, undefined, { ref: false });
    await setTimeout(atMost - atLeast, undefined, { ref: false, signal: until }).catch(() => {});
  },
  afterReads: () => new Promise((resolve) => setImmediate(resolve)),
};

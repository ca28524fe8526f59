/** Time as the server has it, in milliseconds; a simulation gives its own. */
export type Timer = {
  /** Runs again and again, and keeps no program alive. Returns how to call it off. */
  every(milliseconds: number, run: () => void): () => void;
  /** Requests that the operating system holds already have been read. */
  afterReads(): Promise<void>;
};

export const SYSTEM_TIMER: Timer = {
  every(milliseconds, run) {
    const timer = setInterval(run, milliseconds).unref();
    return () => clearInterval(timer);
  },
  afterReads: () => new Promise((resolve) => setImmediate(resolve)),
};

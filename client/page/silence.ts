/**
 * Finds out that a worker has gone for good. A browser that ends one tells nobody, and whoever waits for its answer
 * would wait for ever.
 *
 *   an answer is owed ─▶ a second later, still owed: ping ─▶ pong ─▶ a second later, still owed: ping …
 *                                                     └─▶ no word for LIMIT_SECONDS: silent ─▶ a word: not silent
 *
 * - Any word from the worker is a sign of life, not the pong alone.
 * - Only one that has spoken before can fall silent: the first word may have to wait until its program is loaded.
 * - An error that nobody caught does not end a worker: it is asked. One that never spoke has no program to go on with.
 * - Seconds are counted one by one and not by a clock: a page that slept with its worker counts one when it wakes up.
 */
export type Silence = {
  /** The worker owes an answer to this call. */
  expect(call: Promise<unknown>): void;
  /** An error that nobody caught came out of the worker, or its program could not be loaded. */
  doubt(): void;
  end(): void;
};

/**
 * Many times the longest that a worker has its hands full without a look at its messages. Between pages of events,
 * transactions and requests it looks; a snapshot of 400,000 events, written in one go, took it 0.4 s.
 */
export const LIMIT_SECONDS = 15;
const SECOND = 1_000;

export type SilenceOptions = {
  readonly ping: () => Promise<unknown>;
  /** Runs once, after so many milliseconds. */
  readonly schedule: (milliseconds: number, run: () => void) => void;
  readonly onChange: (silent: boolean) => void;
};

export function listenForSilence({ ping, schedule, onChange }: SilenceOptions): Silence {
  let owed = 0;
  let hasSpoken = false;
  let isPinged = false;
  let isCounting = false;
  let isOver = false;
  let seconds = 0;

  function hear(): void {
    if (isOver) return;
    hasSpoken = true;
    if (seconds >= LIMIT_SECONDS) onChange(false);
    seconds = 0;
  }

  function pong(): void {
    isPinged = false;
    hear();
  }

  function count(): void {
    isCounting = false;
    if (isOver || owed === 0) return;
    if (!isPinged) {
      isPinged = true;
      ping().then(pong, pong);
    } else if (hasSpoken && ++seconds === LIMIT_SECONDS) onChange(true);
    goOnCounting();
  }

  function goOnCounting(): void {
    if (isCounting) return;
    isCounting = true;
    schedule(SECOND, count);
  }

  function expect(call: Promise<unknown>): void {
    const settled = (): void => {
      owed--;
      hear();
    };
    owed++;
    call.then(settled, settled);
    goOnCounting();
  }

  return {
    expect,
    doubt() {
      if (isOver) return;
      if (hasSpoken) return expect(ping());
      seconds = LIMIT_SECONDS;
      onChange(true);
    },
    end() {
      isOver = true;
    },
  };
}

import { pause, type Timer } from '../timer.ts';

/**
 * One tab at a time talks to the server (L4). Web Locks decide which; the fence in the storage makes sure that one
 * who lost the lock, or was frozen and woke up, writes nothing any more.
 *
 *   follower ──lock granted──▶ leader ──lock stolen, or the tab closes──▶ follower
 *      └── no sign of life of the leader for SILENCE ──▶ steals the lock ──┘
 */
export type Leadership = {
  /** `lead` runs while this tab leads; its signal fires when it no longer does. */
  start(lead: (lost: AbortSignal) => Promise<void>): void;
  /** The leader shows that it is alive. */
  beat(): void;
  stop(): void;
};

/** What it stands on: the browser's own, or a simulation's. */
export type LeadershipOptions = {
  readonly locks: Pick<LockManager, 'request'>;
  readonly openChannel: (name: string) => Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>;
  readonly timer: Timer;
  readonly random: () => number;
};

/** Without a beat for this long, in milliseconds, a follower takes over; each waits a little longer by chance, so that
 * they do not all try at once. */
const SILENCE = 20_000;
const BEAT = 5_000;

export function createLeadership(name: string, options: LeadershipOptions): Leadership {
  const { locks, timer, random } = options;
  const channel = options.openChannel(`${name}/leader`);
  const stopped = new AbortController();
  let lastBeat = timer.elapsed();
  let leading = false;
  channel.onmessage = () => {
    lastBeat = timer.elapsed();
  };

  async function contend(lead: (lost: AbortSignal) => Promise<void>, steal: boolean): Promise<void> {
    const lost = new AbortController();
    const stop = (): void => lost.abort();
    stopped.signal.addEventListener('abort', stop);
    try {
      const how = steal ? { steal } : { signal: stopped.signal };
      await locks.request(name, how, async () => {
        leading = true;
        await lead(lost.signal);
      });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    } finally {
      leading = false;
      lost.abort();
      stopped.signal.removeEventListener('abort', stop);
    }
  }

  async function takeTurns(lead: (lost: AbortSignal) => Promise<void>): Promise<void> {
    while (!stopped.signal.aborted) {
      await contend(lead, false).catch(() => undefined);
      // A lead that ended by itself (fenced, or the storage failed) is sought again, though not at once.
      await pause(timer, BEAT * random());
    }
  }

  /** Only one waits in the queue per tab; a steal comes on top of it and ends the queue's leader, wherever it is. */
  function watch(lead: (lost: AbortSignal) => Promise<void>): void {
    const patience = SILENCE * (1 + random());
    let lastLook = timer.elapsed();
    const look = (): void => {
      if (stopped.signal.aborted) return;
      timer.schedule(BEAT, look);
      const now = timer.elapsed();
      // Whoever slept has heard nothing and may not conclude anything from it.
      if (now - lastLook > 2 * BEAT) lastBeat = now;
      lastLook = now;
      if (leading || now - lastBeat < patience) return;
      lastBeat = now;
      contend(lead, true).catch(() => undefined);
    };
    timer.schedule(BEAT, look);
  }

  return {
    start(lead) {
      void takeTurns(lead);
      watch(lead);
    },
    beat: () => channel.postMessage('alive'),
    stop() {
      stopped.abort();
      channel.close();
    },
  };
}

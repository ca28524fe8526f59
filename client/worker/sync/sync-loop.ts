import type { Instant } from '../../../shared/log/ids.ts';
import { backoff } from './backoff.ts';
import type { SyncContext } from './sync-context.ts';
import { type RoundResult, syncRound } from './sync-round.ts';
import type { StatusNote } from './sync-status.ts';
import type { Failure } from './transport.ts';

/** With the live feed open a round is only a safeguard; without it the device asks by itself (R2). Milliseconds. */
const ASK_WITH_FEED = 60_000;
const ASK_WITHOUT_FEED = 15_000;
/** How often to try again what only a person can change: signing in, updating. */
const ASK_IN_VAIN = 300_000;

export type LoopContext = SyncContext & {
  readonly random: () => number;
  readonly schedule: (milliseconds: number, run: () => void) => () => void;
  readonly report: (change: Partial<StatusNote>) => void;
  /** After each round that ended well: time to pack and to write a snapshot. */
  readonly tidy: () => Promise<void>;
};

/**
 * When to sync: at once when asked (a command, the network is back, a hint of the live feed, the person), else by a
 * timer; after a failure with growing pauses. One round at a time; what is asked meanwhile runs right after.
 *
 * Every state that waits has a timer: nothing hangs until somebody touches the device. Runs until `lost` fires.
 */
export function runSyncLoop(context: LoopContext, lost: AbortSignal): SyncLoop {
  let running = false;
  let again = false;
  let failures = 0;
  let feedOpen = false;
  let cancelTimer = (): void => undefined;

  const feed = context.transport.live({
    onHint({ head, epoch }) {
      const { state } = context.replica;
      if (head > state.cursor || epoch !== state.epoch) ask();
    },
    onOpen() {
      feedOpen = true;
      ask();
    },
    onSilence() {
      feedOpen = false;
    },
  });
  lost.addEventListener('abort', () => {
    cancelTimer();
    feed.stop();
  });

  function ask(): void {
    again = true;
    if (!running && !lost.aborted) void run();
  }

  async function run(): Promise<void> {
    running = true;
    while (again && !lost.aborted) {
      again = false;
      cancelTimer();
      context.report({ state: 'syncing', nextTryAt: null });
      const result = await roundOf(context);
      if (!lost.aborted) await conclude(result);
    }
    running = false;
  }

  async function conclude(result: RoundResult): Promise<void> {
    if (result.kind === 'fenced') return;
    const at = context.now();
    if (result.sent > 0) context.report({ lastSentAt: at });
    if (result.kind === 'failed') return failed(result.failure, at);
    if (result.unsent > 0) return setBack(result, at);
    failures = 0;
    context.report({ state: 'idle', head: result.head, lastSuccessAt: at, progress: null });
    wait(feedOpen ? ASK_WITH_FEED : ASK_WITHOUT_FEED);
    await context.tidy();
  }

  function failed(failure: Failure, at: Instant): void {
    failures += 1;
    const inVain =
      failure.class === 'sign-in' || failure.class === 'update-app' || failure.class === 'permanent';
    const pause = inVain ? ASK_IN_VAIN : backoff(failures, context.random());
    const least = failure.class === 'later' ? (failure.retryAfter ?? 0) : 0;
    const state = STATE_AFTER[failure.class];
    const known =
      failure.class === 'epoch-changed' || failure.class === 'too-large' ? 'later' : failure.class;
    wait(Math.max(pause, least));
    context.report({ state, failure: { at, class: known, detail: failure.detail }, progress: null });
  }

  /** The server set commits back and a rebase alone did not help: replay from nothing, in case the state is wrong (P6). */
  async function setBack({ head }: RoundResult & { kind: 'in-step' }, at: Instant): Promise<void> {
    failures += 1;
    wait(backoff(failures, context.random()));
    context.report({ state: 'idle', head, lastSuccessAt: at, progress: null });
    if (failures === 1) await context.replica.rebuild();
  }

  function wait(milliseconds: number): void {
    cancelTimer();
    cancelTimer = context.schedule(milliseconds, ask);
    context.report({
      nextTryAt: new Date(Date.parse(context.now()) + milliseconds).toISOString() as Instant,
    });
  }

  ask();
  return { ask };
}

export type SyncLoop = { ask(): void };

const STATE_AFTER = {
  offline: 'offline',
  later: 'failing',
  'sign-in': 'sign-in',
  'update-app': 'update-app',
  'epoch-changed': 'failing',
  'too-large': 'failing',
  storage: 'storage',
  permanent: 'failing',
} as const satisfies Record<Failure['class'], StatusNote['state']>;

/** A broken storage ends the round like any other failure: said, and tried again. */
async function roundOf(context: SyncContext): Promise<RoundResult> {
  try {
    return await syncRound(context);
  } catch (error) {
    return { kind: 'failed', failure: { class: 'storage', detail: String(error) }, sent: 0 };
  }
}

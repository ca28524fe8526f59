import type { Instant } from '../../../shared/log/ids.ts';
import { hasCode, type Problem } from '../../../shared/sync/problem.ts';
import { StorageProblem } from '../log/event-log.ts';
import type { DeviceState } from '../state/device-state.ts';
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
  /** A newer lead is out: this one is over, and contends anew. */
  readonly onFenced: () => void;
};

/**
 * When to sync: at once when asked (a command, the network is back, the person; a hint of the live feed, unless the
 * last round failed), else by a timer; after a failure with growing pauses. One round at a time; what is asked
 * meanwhile runs right after.
 *
 * Every state that waits has a timer: nothing hangs until somebody touches the device. Runs until `lost` fires.
 */
export function runSyncLoop(context: LoopContext, lost: AbortSignal): SyncLoop {
  let running = false;
  let again = false;
  let failures = 0;
  let lastFailure: Failure | undefined;
  let rebuilt = false;
  /** A hint came while a failure was waited out, perhaps too late for the round that ends it. */
  let missed = false;
  let feedOpen = false;
  let cancelTimer = (): void => undefined;

  const feed = context.transport.live({
    onHint({ head, epoch }) {
      feedOpen = true;
      const { state } = context.replica;
      if (head <= state.cursor && epoch === state.epoch) return;
      // A failure is waited out: else all devices would come at once to a server that turns some away.
      if (lastFailure) missed = true;
      else ask();
    },
    onOpen() {
      feedOpen = true;
      // The network is there, which helps unless the server itself has said when to come back.
      if (!isToldToWait(lastFailure)) ask();
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
    try {
      while (again && !lost.aborted) {
        again = false;
        cancelTimer();
        // A try after a failure changes nothing for the person until it has worked.
        context.report(failures === 0 ? { state: 'syncing', nextTryAt: null } : { nextTryAt: null });
        const result = await roundOf(context);
        if (lost.aborted) return;
        if (result.kind === 'fenced') return context.onFenced();
        conclude(result);
        await afterwards(result);
      }
    } finally {
      running = false;
    }
  }

  function conclude(result: Exclude<RoundResult, { kind: 'fenced' }>): void {
    const at = context.now();
    if (result.sent > 0) context.report({ lastSentAt: at });
    lastFailure = result.kind === 'failed' ? result.failure : undefined;
    if (result.kind === 'failed') return failed(result.failure, at);
    if (missed) again = true;
    missed = false;
    if (result.unsent > 0) return setBack(result, at);
    failures = 0;
    rebuilt = false;
    context.report({ state: 'idle', head: result.head, lastSuccessAt: at, progress: null });
    wait(feedOpen ? ASK_WITH_FEED : ASK_WITHOUT_FEED);
  }

  /** What is not sync itself never stops it: the timer is set already. */
  async function afterwards(result: RoundResult): Promise<void> {
    if (result.kind !== 'in-step') return;
    try {
      if (result.unsent === 0) return await context.tidy();
      // The server derives something else than this state does: replay from nothing, once (P6).
      if (rebuilt || !isDisputed(context.replica.state)) return;
      rebuilt = true;
      await context.replica.rebuild();
    } catch (error) {
      const failure = { at: context.now(), class: 'storage' as const, detail: detailOf(error) };
      context.report({ failure });
    }
  }

  function failed(failure: Failure, at: Instant): void {
    failures += 1;
    const pause = IN_VAIN.has(failure.class) ? ASK_IN_VAIN : backoff(failures, context.random());
    const least = isToldToWait(failure) ? failure.retryAfter : 0;
    const state = STATE_AFTER[failure.class];
    const known = failure.class === 'epoch-changed' ? 'later' : failure.class;
    wait(Math.max(pause, least));
    context.report({ state, failure: { at, class: known, detail: failure.detail }, progress: null });
  }

  /** Some commits did not go through, and a rebase alone did not help. They are tried again, with growing pauses. */
  function setBack({ head, tooLarge }: InStep, at: Instant): void {
    failures += 1;
    wait(backoff(failures, context.random()));
    const problem = setBackOf(context.replica.state);
    const failure = tooLarge
      ? { at, class: 'too-large' as const, detail: tooLarge.detail }
      : problem && { at, class: 'later' as const, detail: problem.detail ?? problem.title };
    const state = failure ? 'failing' : 'idle';
    context.report({ state, head, lastSuccessAt: at, progress: null, ...(failure && { failure }) });
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

type InStep = Extract<RoundResult, { kind: 'in-step' }>;

export type SyncLoop = { ask(): void };

/** Without a person the next try meets the same. */
const IN_VAIN: ReadonlySet<Failure['class']> = new Set(['sign-in', 'cut-off', 'update-app', 'permanent']);

const STATE_AFTER = {
  offline: 'offline',
  later: 'failing',
  'sign-in': 'sign-in',
  'cut-off': 'cut-off',
  'update-app': 'update-app',
  'epoch-changed': 'failing',
  'too-large': 'failing',
  storage: 'storage',
  permanent: 'failing',
} as const satisfies Record<Failure['class'], StatusNote['state']>;

function isToldToWait(failure: Failure | undefined): failure is Failure & { readonly retryAfter: number } {
  return failure?.class === 'later' && failure.retryAfter !== undefined;
}

function setBackOf({ work }: DeviceState): Problem | undefined {
  for (const { setBack: last } of work.overlay.values()) if (last?.problem) return last.problem;
  return undefined;
}

function isDisputed({ work }: DeviceState): boolean {
  return [...work.overlay.values()].some(
    ({ setBack: last }) => last?.problem && hasCode(last.problem, 'derived-differ'),
  );
}

/** A broken storage ends the round like any other failure: said, and tried again. */
async function roundOf(context: SyncContext): Promise<RoundResult> {
  try {
    return await syncRound(context);
  } catch (error) {
    return { kind: 'failed', failure: { class: 'storage', detail: detailOf(error) }, sent: 0 };
  }
}

/** The page has words for the codes of storage problems. */
function detailOf(error: unknown): string {
  return error instanceof StorageProblem ? error.code : String(error);
}

import type { Position } from '../../../shared/log/ids.ts';
import type { Replica } from '../state/replica.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { followRestore } from './restored.ts';
import type { SyncContext } from './sync-context.ts';
import type { Failure } from './transport.ts';

/** One round gives up after this many times to and fro; the loop begins another one later. */
const MOST_PASSES = 8;

export type RoundResult =
  | {
      readonly kind: 'in-step';
      readonly head: Position;
      readonly sent: number;
      readonly unsent: number;
      readonly tooLarge: Failure | undefined;
    }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly sent: number }
  | { readonly kind: 'fenced' };

/**
 * One round of sync: what to do, not when.
 *
 *   push pending ──▶ pull to the head ──▶ everything accepted? ──▶ in step
 *        ▲                                       │ no: rebased on what was pulled
 *        └───────────────────────────────────────┘
 *
 * Facts go first, because they are what must not be lost; a conflict costs one more pass. No lock is held across a
 * request: everything that is written afterwards is built on the state as it is then.
 */
export async function syncRound(context: SyncContext): Promise<RoundResult> {
  let sent = 0;
  for (let pass = 1; ; pass++) {
    const pushed = await push(context);
    if (pushed.kind === 'fenced') return pushed;
    if (pushed.kind === 'done') sent += pushed.sent;
    const pulled = pushed.kind === 'failed' ? pushed : await pull(context);
    if (pulled.kind === 'fenced') return pulled;
    if (pulled.kind === 'failed') {
      const stopped = await afterFailure(context, pulled.failure, sent);
      if (stopped || pass >= MOST_PASSES) return stopped ?? { kind: 'failed', failure: pulled.failure, sent };
      continue;
    }
    const unsent = countPending(context.replica);
    const done = pushed.kind === 'done' ? pushed : undefined;
    const stuck = pulled.brought === 0 && done?.sent === 0 && done.setBack;
    if (unsent === 0 || stuck || pass >= MOST_PASSES)
      return { kind: 'in-step', head: pulled.head, sent, unsent, tooLarge: done?.tooLarge };
  }
}

/** Undefined where the round can go on: the server's restore was followed. */
async function afterFailure(
  context: SyncContext,
  failure: Failure,
  sent: number,
): Promise<RoundResult | undefined> {
  if (failure.class !== 'epoch-changed') return { kind: 'failed', failure, sent };
  const followed = await followRestore(context, failure.change);
  return followed === 'fenced' ? { kind: 'fenced' } : undefined;
}

function countPending({ state }: Replica): number {
  return [...state.work.overlay.values()].filter((one) => one.state === 'pending').length;
}

import { layerOver } from '../../../shared/booking/book.ts';
import type { EventInStream } from '../../../shared/booking/events.ts';
import { copySession } from '../../../shared/booking/session.ts';
import { type Commit, commitOnto, factsOf } from '../../../shared/log/commit.ts';
import { sessionOf } from '../../../shared/log/ids.ts';
import { problem } from '../../../shared/sync/problem-titles.ts';
import type { Receipt, ReceiptOf } from '../../../shared/sync/protocol.ts';
import { happeningOf } from '../../view/happening.ts';
import { guestNamedIn, reservationOf } from '../../view/own-work.ts';
import type { Asked, Released } from '../api.ts';
import type { Replica } from '../state/replica.ts';
import type { Timer } from '../timer.ts';

/** How often a release is put on top of newer figures, and how long they may take to come, in milliseconds. */
const MOST_TRIES = 5;
const NEWS_WITHIN = 10_000;

export type ReleaseContext = {
  readonly replica: Replica;
  readonly timer: Timer;
  /** Has whichever tab leads ask the server for news. */
  readonly askSync: () => void;
};

/**
 * Has a kept commit recorded under one's own name: its facts as they were kept, on top of the log as it is now.
 *
 *   log as this device has it ─▶ decide what derives ─▶ send ─▶ accepted
 *              ▲                                          │ somebody was faster
 *              └──────────────── pulled ──────────────────┘
 */
export async function release(
  kept: Commit,
  { replica, timer, askSync }: ReleaseContext,
  send: (commit: Commit) => Promise<Asked<Receipt>>,
): Promise<Asked<Released>> {
  await replica.whole();
  for (let tries = 1; ; tries++) {
    const commit = onTopOf(replica, kept);
    const asked = await send(commit);
    if (asked.kind !== 'done') return asked;
    const receipt = asked.value;
    if (receipt.outcome === 'rejected') return { kind: 'refused', problem: receipt.problem };
    if (receipt.outcome === 'accepted') {
      askSync();
      return { kind: 'done', value: { came: cameOf(commit, receipt, replica) } };
    }
    if (tries === MOST_TRIES) return { kind: 'refused', problem: problem('unavailable', 503) };
    const news = nextNews(replica, timer, missedBy(receipt));
    askSync();
    await news;
  }
}

function onTopOf({ state }: Replica, kept: Commit): Commit {
  return commitOnto(layerOver(state.recorded, copySession), kept, factsOf(kept) as EventInStream[]);
}

/** What derived from it. Nothing is known of that where somebody else was faster in releasing it. */
function cameOf(commit: Commit, { streams }: ReceiptOf<'accepted'>, { state }: Replica): Released['came'] {
  const isThisOne = commit.writes.every(({ streamId, expectedVersion, facts, derived }) =>
    streams.some(
      (stream) =>
        stream.streamId === streamId && stream.version === expectedVersion + facts.length + derived.length,
    ),
  );
  if (!isThisOne) return [];
  return commit.writes.flatMap(({ streamId, derived }) => {
    const session = state.recorded.session(sessionOf(streamId));
    return derived.map((event) => {
      const id = reservationOf(event);
      const guest = id && session?.reservations.get(id)?.guest?.name;
      return { what: happeningOf(event, session), guest: guest ?? guestNamedIn(commit) };
    });
  });
}

type Missed = ReceiptOf<'conflict'>['conflicts'];

function missedBy(receipt: Receipt): Missed {
  return receipt.outcome === 'conflict' ? receipt.conflicts : [];
}

/** Settled once this device has what the conflicts speak of, or any news where they name none; or after a while. */
function nextNews(replica: Replica, timer: Timer, missed: Missed): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = replica.onChange(() => {
    const { recorded } = replica.state;
    const isThere = missed.every(
      ({ streamId, actualVersion }) => (recorded.session(sessionOf(streamId))?.version ?? 0) >= actualVersion,
    );
    if (isThere) resolve();
  });
  const giveUp = timer.schedule(NEWS_WITHIN, resolve);
  return promise.finally(() => {
    stop();
    giveUp();
  });
}

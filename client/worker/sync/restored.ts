import { type Commit, factsOf, type Write } from '../../../shared/log/commit.ts';
import { type Position, position, streamVersion } from '../../../shared/log/ids.ts';
import type { AnyEvent, RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import type { EpochChanged } from '../../../shared/sync/protocol.ts';
import type { LogHead } from '../log/event-log.ts';
import type { SyncContext } from './sync-context.ts';

/**
 * The server came back from a backup (R3).
 *
 *   ours    ── e1 ──────────────────┤ cursor
 *   server  ── e1 ──────┤── e2 ──────────▶ head
 *                       ▲
 *                    shared: the log goes on from here in a new generation;
 *                    what of ours lies behind it is offered again, before our pending work
 *
 * P3 makes each of these commits once, however many devices offer it.
 */
export async function followRestore(
  { log, replica, fence, now, enrolledEpoch }: SyncContext,
  change: EpochChanged,
): Promise<'followed' | 'fenced'> {
  const head = await log.head();
  const shared = head.epoch === null ? position(0) : sharedEnd(head, change);
  const lost: RecordedEvent[] = [];
  for await (const batch of log.events({ after: shared })) lost.push(...batch);
  const from = head.epoch ?? enrolledEpoch;
  const outcome = await replica.appendSync(fence, (state) => {
    if (state.epoch !== head.epoch) return undefined;
    const generation = head.generation + 1;
    const offered = lostCommits(lost);
    return {
      entries: [{ kind: 'epoch-changed', at: now(), from, to: change.epoch, shared, generation, offered }],
      log: { kind: 'generation', epoch: change.epoch, shared },
    };
  });
  return outcome === 'fenced' ? 'fenced' : 'followed';
}

/**
 * The smaller end of the last epoch that both chains have. Where they have none, since a device came to know the log in
 * a life that a later restore took back, they share no more than the beginning of all logs.
 */
export function sharedEnd(
  ours: Pick<LogHead, 'epochs' | 'cursor'>,
  theirs: Pick<EpochChanged, 'epochs' | 'head'>,
): Position {
  for (const [index, { epoch }] of [...ours.epochs.entries()].reverse()) {
    const there = theirs.epochs.findIndex((one) => one.epoch === epoch);
    if (there < 0) continue;
    // A later generation may have begun before an earlier one did: nothing of that one is left then.
    const ourEnd = Math.min(ours.cursor, ...ours.epochs.slice(index + 1).map(({ after }) => after));
    const theirEnd = theirs.epochs[there + 1]?.after ?? theirs.head;
    return position(Math.min(ourEnd, theirEnd));
  }
  return position(0);
}

/** The commits behind these events, as their devices would offer them; those of the server itself come again by themselves. */
function lostCommits(events: readonly RecordedEvent[]): Commit[] {
  return [...Map.groupBy(events, (event) => event.commitId).values()]
    .filter((ofCommit) => ofCommit[0]?.meta.actorId !== 'system')
    .flatMap((ofCommit) => toCommit(ofCommit) ?? []);
}

/** Undefined for one without a fact, which no server of ours records. */
function toCommit(events: readonly RecordedEvent[]): Commit | undefined {
  const writes = [...Map.groupBy(events, (event) => event.streamId)].map(
    ([streamId, onStream]): Write => ({
      streamId,
      expectedVersion: streamVersion((onStream[0]?.version ?? 1) - 1),
      expectedEventId: null,
      facts: onStream.filter(isFact).map(bare),
      derived: onStream.filter((event) => !isFact(event)).map(bare),
    }),
  );
  const first = factsOf({ writes })[0]?.event;
  if (!first || !events[0] || writes.some((write) => write.facts.length === 0)) return undefined;
  const { actorId, deviceId } = first.meta;
  return {
    id: events[0].commitId,
    deviceSequence: 0,
    command: { type: 'OfferAgain' },
    submittedFor: { actorId, deviceId },
    writes,
  };
}

/** What a person's action made has a UUIDv7; what follows from it is named by UUIDv5. */
function isFact(event: RecordedEvent): boolean {
  return uuidVersion(event.id) === 7;
}

/** The event as its device wrote it, without what its recording added. */
function bare(event: RecordedEvent): AnyEvent {
  const { workspaceId, streamId, version, position: _, commitId, recordedAt, submittedBy, ...own } = event;
  return own as AnyEvent;
}

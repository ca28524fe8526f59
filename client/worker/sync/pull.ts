import { factsOf } from '../../../shared/log/commit.ts';
import { type CommitId, type Epoch, type Position, position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import type { SegmentList } from '../../../shared/sync/protocol.ts';
import type { LogChange } from '../log/event-log.ts';
import type { EntryOf, NewEntry } from '../log/journal.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { SyncContext } from './sync-context.ts';
import type { Failure } from './transport.ts';

/** A device that is this far behind takes the server's segments first (R5); and that many go into one transaction. */
const SEGMENTS_FROM = 2_000;
const SEGMENTS_TOGETHER = 16;

export type Pulled =
  | { readonly kind: 'done'; readonly brought: number; readonly head: Position }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'fenced' };

/** Brings the device's log up to the server's head. Each page goes in with its cursor or not at all (L5). */
export async function pull(context: SyncContext): Promise<Pulled> {
  const from = context.replica.state.cursor;
  const done = (head: Position): Pulled => ({
    kind: 'done',
    head,
    brought: context.replica.state.cursor - from,
  });
  for (;;) {
    const { cursor } = context.replica.state;
    const epoch = context.replica.state.epoch ?? context.enrolledEpoch;
    const reply = await context.transport.pull(epoch, cursor);
    if (!reply.ok) return { kind: 'failed', failure: reply.failure };
    const { head, events } = reply.value;
    context.onHead(head, reply);
    if (head < cursor)
      return { kind: 'failed', failure: { class: 'later', detail: 'the server is behind this device' } };
    if (events.length === 0) return done(head);
    const stored =
      isEmpty(context.replica.state) && head >= SEGMENTS_FROM
        ? await download(context, epoch)
        : await storePage(context, epoch, events);
    if (stored !== undefined) return stored;
    if (context.replica.state.cursor >= head) return done(head);
    const { state } = context.replica;
    if (state.cursor === cursor && !bringsOthers(state)) return { kind: 'failed', failure: NO_PROGRESS };
  }
}

/** Segments are stored unread: what may hold own commits comes in pages, which settle them. */
function isEmpty({ cursor, work }: DeviceState): boolean {
  return cursor === 0 && work.overlay.size === 0 && work.quarantine.size === 0;
}

/** What another device has handed over may be in any segment: from then on pages settle it (C7). */
function bringsOthers({ work }: DeviceState): boolean {
  return [...work.overlay.values()].some(({ commit }) => commit.submittedFor !== undefined);
}

const NO_PROGRESS: Failure = { class: 'later', detail: 'the server sent nothing that follows what is here' };

/** Undefined where it is stored, or is no longer the next page: another leader was quicker. */
async function storePage(
  { replica, fence, now, onPulled, onProgress }: SyncContext,
  epoch: Epoch,
  events: readonly RecordedEvent[],
): Promise<Pulled | undefined> {
  const after = position((events[0]?.position ?? 1) - 1);
  const to = events.at(-1)?.position ?? after;
  const outcome = await replica.appendSync(fence, (state) => {
    if (state.cursor !== after) return undefined;
    const entry: NewEntry = { kind: 'pulled', at: now(), epoch, after, to, ...settledBy(state, events) };
    return { entries: [entry], events, log: { kind: 'page', epoch, events } };
  });
  onPulled(events);
  onProgress(to);
  return outcome === 'fenced' ? { kind: 'fenced' } : undefined;
}

async function download(context: SyncContext, epoch: Epoch): Promise<Pulled | undefined> {
  const list = await context.transport.segments(epoch);
  if (!list.ok) return { kind: 'failed', failure: list.failure };
  const wanted = list.value.segments;
  for (let index = 0; index < wanted.length; index += SEGMENTS_TOGETHER) {
    if (bringsOthers(context.replica.state)) return undefined;
    const outcome = await downloadSome(context, epoch, wanted.slice(index, index + SEGMENTS_TOGETHER));
    if (outcome) return outcome;
  }
  return undefined;
}

async function downloadSome(
  { transport, replica, fence, now, onProgress }: SyncContext,
  epoch: Epoch,
  wanted: SegmentList['segments'],
): Promise<Pulled | undefined> {
  const bodies = await Promise.all(wanted.map(({ first, hash }) => transport.segment(first, hash)));
  const segments: { first: Position; last: Position; body: Uint8Array }[] = [];
  for (const [index, body] of bodies.entries()) {
    const { first, last } = wanted[index] as SegmentList['segments'][number];
    if (!body.ok) return { kind: 'failed', failure: body.failure };
    segments.push({ first, last, body: body.value });
  }
  const after = position((segments[0]?.first ?? 1) - 1);
  const to = segments.at(-1)?.last ?? after;
  const log: LogChange = { kind: 'segments', epoch, segments };
  const outcome = await replica.appendSync(fence, (state) => {
    if (state.cursor !== after || bringsOthers(state)) return undefined;
    return { entries: [{ kind: 'pulled', at: now(), epoch, after, to, settled: [] }], log };
  });
  onProgress(to);
  return outcome === 'fenced' ? { kind: 'fenced' } : undefined;
}

/**
 * Own commits among the events: they leave the overlay with this page, whatever an earlier attempt had derived (C3). And
 * those, of whomever, that own ones in the quarantine wait for: these go on now (C5).
 */
function settledBy(
  { work }: DeviceState,
  events: readonly RecordedEvent[],
): Pick<EntryOf<'pulled'>, 'settled' | 'earlierAttempt'> {
  const arrived = Map.groupBy(events, (event) => event.commitId);
  const awaited = new Set([...work.quarantine.values()].map(({ because }) => because));
  const isOurs = (id: CommitId): boolean =>
    work.overlay.has(id) || work.quarantine.has(id) || awaited.has(id);
  const settled = [...arrived.keys()].filter(isOurs);
  const earlierAttempt = settled.filter((id) => differs(work, id, arrived.get(id) ?? []));
  return { settled, ...(earlierAttempt.length > 0 && { earlierAttempt }) };
}

function differs(work: DeviceState['work'], id: CommitId, events: readonly RecordedEvent[]): boolean {
  const commit = work.overlay.get(id)?.commit;
  if (!commit) return false;
  const known = new Set(factsOf(commit).map(({ event }) => event.id));
  for (const write of commit.writes) for (const event of write.derived) known.add(event.id);
  return events.some((event) => !known.has(event.id)) || events.length !== known.size;
}

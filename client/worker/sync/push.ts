import { RULES } from '../../../shared/booking/rules.ts';
import { canonicalJson } from '../../../shared/log/canonical-json.ts';
import type { Commit } from '../../../shared/log/commit.ts';
import type { StreamId } from '../../../shared/log/ids.ts';
import { LIMITS, PROTOCOL, type Receipt } from '../../../shared/sync/protocol.ts';
import type { Answer, NewEntry, Rebased } from '../log/journal.ts';
import type { DeviceState } from '../state/device-state.ts';
import type { Work } from '../state/work.ts';
import { derivedDiffers } from './rebase.ts';
import type { SyncContext } from './sync-context.ts';
import type { Failure } from './transport.ts';

/** Room for the frame around the commits of a request, in bytes. */
const FRAME_BYTES = 1_000;

export type Pushed =
  /** `setBack`: some commits need a pull and a rebase before they can be sent again. `tooLarge`: the last one that the
   * server does not take even alone. */
  | {
      readonly kind: 'done';
      readonly sent: number;
      readonly setBack: boolean;
      readonly tooLarge: Failure | undefined;
    }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'fenced' };

/**
 * Sends what is pending, in device order, in requests of bounded size. A commit that does not go through holds up only
 * later ones on its own streams; all others go on (P4).
 */
export async function push(context: SyncContext): Promise<Pushed> {
  if ((await journalRebase(context)) === 'fenced') return { kind: 'fenced' };
  const queue = pendingOf(context.replica.state);
  const fenced = new Set<StreamId>();
  let sent = 0;
  let tooLarge: Failure | undefined;
  for (let from = 0; from < queue.length; ) {
    const batch = nextBatch(queue, from, context.pace.commits);
    const sendable = batch.filter((commit) => !commit.writes.some((write) => fenced.has(write.streamId)));
    const answered =
      sendable.length > 0 ? await send(context, sendable) : { kind: 'receipts' as const, receipts: [] };
    if (answered.kind === 'failed' && isTooMuch(answered.failure)) slowDown(context, batch.length);
    if (answered.kind === 'failed' && answered.failure.class === 'too-large') {
      // One that is too large alone stays here; it holds up its own streams and nothing else.
      if (batch.length === 1) {
        for (const write of batch[0]?.writes ?? []) fenced.add(write.streamId);
        from += 1;
        tooLarge = answered.failure;
        context.pace.commits = LIMITS.commitsPerRequest;
      }
      continue;
    }
    if (answered.kind !== 'receipts') return answered;
    from += batch.length;
    sent += answered.receipts.filter((receipt) => receipt.outcome === 'accepted').length;
    for (const streamId of notAccepted(answered.receipts, sendable)) fenced.add(streamId);
    context.pace.commits = Math.min(LIMITS.commitsPerRequest, context.pace.commits * 2);
  }
  return { kind: 'done', sent, setBack: fenced.size > 0, tooLarge };
}

function isTooMuch(failure: Failure): boolean {
  return failure.class === 'too-large' || (failure.class === 'later' && failure.timedOut === true);
}

function slowDown({ pace }: SyncContext, tried: number): void {
  pace.commits = Math.max(1, Math.floor(tried / 2));
}

function pendingOf(state: DeviceState): Commit[] {
  return state
    .overlay()
    .filter((one) => one.state === 'pending')
    .map((one) => one.commit);
}

/** What the last rebase derived anew is written down before it is sent (L2). */
async function journalRebase({
  replica,
  fence,
  now,
}: SyncContext): Promise<'appended' | 'nothing' | 'fenced'> {
  return replica.appendSync(fence, (state) => {
    const commits = state.overlay().flatMap(({ commit }): Rebased[] => {
      const before = state.work.overlay.get(commit.id)?.commit;
      return before && derivedDiffers(before, commit)
        ? [{ id: commit.id, writes: commit.writes.map(rebased) }]
        : [];
    });
    return commits.length > 0 ? { entries: [{ kind: 'rebased', at: now(), commits }] } : undefined;
  });
}

function rebased({ facts: _, ...write }: Commit['writes'][number]): Rebased['writes'][number] {
  return write;
}

function nextBatch(queue: readonly Commit[], from: number, limit: number): Commit[] {
  const batch: Commit[] = [];
  let bytes = FRAME_BYTES;
  for (const commit of queue.slice(from, from + limit)) {
    bytes += new TextEncoder().encode(JSON.stringify(commit)).length + 1;
    if (bytes > LIMITS.requestBytes && batch.length > 0) break;
    batch.push(commit);
  }
  return batch;
}

type Sent =
  | { readonly kind: 'receipts'; readonly receipts: readonly Receipt[] }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'fenced' };

async function send(context: SyncContext, commits: readonly Commit[]): Promise<Sent> {
  const { replica, transport, who, fence, now } = context;
  const epoch = replica.state.epoch ?? context.enrolledEpoch;
  const reply = await transport.push({
    protocol: PROTOCOL,
    rules: RULES,
    epoch,
    deviceId: who.deviceId,
    commits,
  });
  if (!reply.ok) return { kind: 'failed', failure: reply.failure };
  const { receipts } = reply.value;
  if (canonicalJson(receipts.map((one) => one.commitId)) !== canonicalJson(commits.map((one) => one.id))) {
    return {
      kind: 'failed',
      failure: { class: 'later', detail: 'the receipts are not those of what was sent' },
    };
  }
  const all = receipts.flatMap(toAnswer);
  const written = await replica.appendSync(fence, ({ work }) => {
    const answers = all.filter((answer) => !isKnown(work, answer));
    const entry: NewEntry = { kind: 'answered', at: now(), answers };
    return answers.length > 0 ? { entries: [entry] } : undefined;
  });
  return written === 'fenced' ? { kind: 'fenced' } : { kind: 'receipts', receipts };
}

/** A commit that waits for an update is offered every minute: the journal says once why it waits. */
function isKnown({ overlay }: Work, answer: Answer): boolean {
  if (answer.outcome !== 'unsupported') return false;
  const known = overlay.get(answer.commitId)?.setBack;
  return known?.problem !== undefined && canonicalJson(known.problem) === canonicalJson(answer.problem);
}

/** A deferral is no answer yet; of a conflict's evidence the log will hold the events. */
function toAnswer(receipt: Receipt): Answer[] {
  if (receipt.outcome === 'deferred') return [];
  if (receipt.outcome !== 'conflict') return [receipt];
  const conflicts = receipt.conflicts.map(({ streamId, expectedVersion, actualVersion }) => ({
    streamId,
    expectedVersion,
    actualVersion,
  }));
  return [{ commitId: receipt.commitId, outcome: 'conflict', conflicts }];
}

/** Streams on which nothing more is sent before a pull. A rejected commit is gone from the queue: what it touched is
 * decided anew as well. */
function notAccepted(receipts: readonly Receipt[], commits: readonly Commit[]): StreamId[] {
  return receipts.flatMap((receipt, index) =>
    receipt.outcome === 'accepted' ? [] : (commits[index]?.writes.map((write) => write.streamId) ?? []),
  );
}

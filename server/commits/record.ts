import { creationsOf } from '../../shared/booking/dependence.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { CommitId, Instant } from '../../shared/log/ids.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { LIMITS, type Receipt } from '../../shared/sync/protocol.ts';
import { accept } from '../accept.ts';
import type { LogTransaction, NewCommit } from '../log/event-log.ts';
import { describeError, type Logger } from '../running/logger.ts';
import type { BatchKnowledge } from './knowledge.ts';
import { mentionsOf } from './knowledge.ts';
import { newEvents } from './new-events.ts';
import type { Knowledge, Mismatch, Outcome } from './outcome.ts';
import type { FramedCommit, Push } from './push.ts';

/** Most commits that the server keeps of one person, whatever they sent them from, until somebody settles them (P7). */
export const KEPT_PER_PERSON = 200;
/** Most bytes of one, as JSON: what the app makes is far below. */
export const KEPT_BYTES = 65_536;

type Judged = { readonly commitId: CommitId; readonly outcome: Outcome };
type Recording = {
  readonly transaction: LogTransaction;
  readonly knowledge: BatchKnowledge;
  readonly recordedAt: Instant;
  readonly log: Logger;
};

/** The receipts of several pushes that share a transaction: commits in order, each whole or not at all (P2, P4). */
export async function record(pushes: readonly Push[], recording: Recording): Promise<Receipt[][]> {
  const { transaction, knowledge } = recording;
  const appends: NewCommit[] = [];
  const judged: Judged[][] = [];
  for (const push of pushes) judged.push(await judgePush(push, recording, appends));
  const receipts = new Map((await transaction.append(appends)).map((one) => [one.commitId, one]));
  for (const [index, push] of pushes.entries()) await account(push, judged[index] ?? [], recording);
  const accepted = (id: CommitId): Receipt | undefined =>
    receipts.get(id) ?? knowledge.recorded.get(id)?.receipt;
  return Promise.all(
    judged.map((ofPush) => Promise.all(ofPush.map((one) => receiptOf(one, transaction, accepted)))),
  );
}

async function judgePush(push: Push, recording: Recording, appends: NewCommit[]): Promise<Judged[]> {
  const { knowledge, recordedAt } = recording;
  const known = knowledge.of(push);
  const judged: Judged[] = [];
  for (const framed of push.commits) {
    const verdict = acceptOrReport(framed, push, known, recording);
    const outcome = await keepRejected(verdict, push, known, recording);
    if (outcome.kind === 'accepted') {
      const { commit, factsHash } = outcome;
      const events = newEvents(outcome);
      appends.push({ commit, factsHash, events, submittedBy: push.sender, recordedAt });
      if (knowledge.isKept(commit.id)) await leaveQuarantine(commit.id, push, recording);
      knowledge.addAccepted(outcome);
    }
    if (stopsStreams(outcome)) {
      for (const stream of mentionsOf([framed]).streams)
        if (!known.fences.has(stream)) known.fences.set(stream, framed.id);
    }
    report(framed.id, push, outcome, recording.log);
    judged.push({ commitId: framed.id, outcome });
  }
  return judged;
}

/** A bug that one commit brings to light holds up that commit alone: its device keeps it and tries again later. */
function acceptOrReport(framed: FramedCommit, push: Push, known: Knowledge, { log }: Recording): Outcome {
  try {
    return accept(framed, push.sender, known);
  } catch (error) {
    log({ level: 'error', event: 'accept-failed', commitId: framed.id, ...describeError(error) });
    return { kind: 'unsupported', problem: problem('internal', 500) };
  }
}

async function keepRejected(
  outcome: Outcome,
  { sender }: Push,
  { book }: Knowledge,
  { transaction, knowledge, recordedAt }: Recording,
): Promise<Outcome> {
  if (outcome.kind !== 'rejected' || !outcome.keep) return outcome;
  const { factsHash } = outcome.keep;
  const commit = factsAlone(outcome.keep.commit);
  if (knowledge.isKept(commit.id)) return outcome;
  const because = { detail: outcome.problem.title, because: outcome.problem.type };
  if (Buffer.byteLength(JSON.stringify(commit)) > KEPT_BYTES)
    return { ...outcome, problem: problem('too-large', 413, because), keep: null };
  if ((await transaction.keptBy(sender.actorId)) >= KEPT_PER_PERSON)
    return { ...outcome, problem: problem('quarantine-full', 429, because), keep: null };
  // What another kept one brings is not this one's: each would wait for the other.
  const creates = creationsOf(commit, book).filter((thing) => knowledge.keptCreator(thing) === undefined);
  const kept = { factsHash, problem: outcome.problem, creates };
  await transaction.keep({ ...kept, commit, submittedBy: sender, keptAt: recordedAt });
  knowledge.addKept(commit.id, kept);
  return outcome;
}

/** What follows from them is computed anew by who releases it (C5); what was sent as that may be anything. */
function factsAlone(commit: Commit): Commit {
  return { ...commit, writes: commit.writes.map((write) => ({ ...write, derived: [] })) };
}

function leaveQuarantine(id: CommitId, { sender, release }: Push, recording: Recording): Promise<void> {
  const { transaction, recordedAt } = recording;
  const reason = release?.reason ?? 'sent again';
  return transaction.settle(id, { kind: 'accepted', at: recordedAt, by: sender, reason });
}

function stopsStreams(outcome: Outcome): boolean {
  if (outcome.kind === 'rejected') return outcome.fences;
  return outcome.kind === 'conflict' || outcome.kind === 'deferred' || outcome.kind === 'unsupported';
}

async function account(push: Push, judged: readonly Judged[], recording: Recording): Promise<void> {
  const accepted = judged.filter(({ outcome }) => outcome.kind === 'accepted').length;
  await recording.transaction.countAccepted(push.sender.deviceId, accepted, recording.recordedAt);
}

async function receiptOf(
  { commitId, outcome }: Judged,
  transaction: LogTransaction,
  accepted: (id: CommitId) => Receipt | undefined,
): Promise<Receipt> {
  switch (outcome.kind) {
    case 'accepted':
    case 'repeated': {
      const receipt = accepted(commitId);
      if (!receipt) throw new Error(`commit ${commitId} was recorded without a receipt`);
      return receipt;
    }
    case 'conflict': {
      const conflicts = outcome.mismatches.map((mismatch) => evidence(mismatch, transaction));
      return { commitId, outcome: 'conflict', conflicts: await Promise.all(conflicts) };
    }
    case 'deferred':
      return { commitId, outcome: 'deferred', behind: outcome.behind };
    case 'rejected':
    case 'unsupported':
      return { commitId, outcome: outcome.kind, problem: outcome.problem };
  }
}

/** What the sender missed on the stream (P5). */
async function evidence(mismatch: Mismatch, transaction: LogTransaction): Promise<Conflict> {
  const { streamId, expectedVersion, actualVersion } = mismatch;
  const limit = LIMITS.conflictEvents;
  const events = await transaction.stream({ streamId, after: expectedVersion, upTo: actualVersion, limit });
  return { ...mismatch, events, truncated: actualVersion - expectedVersion > limit };
}

type Conflict = Extract<Receipt, { outcome: 'conflict' }>['conflicts'][number];

/** Signs of a broken or forging device. */
function report(commitId: CommitId, { sender }: Push, outcome: Outcome, log: Logger): void {
  if (outcome.kind !== 'rejected') return;
  const { deviceId } = sender;
  log({ level: 'warning', event: 'commit-rejected', problem: outcome.problem.type, commitId, deviceId });
}

import * as v from 'valibot';
import { Commit } from '../../../shared/log/commit.ts';
import {
  CommitId,
  Epoch,
  EventId,
  Instant,
  LocalSequence,
  Position,
  StreamId,
  StreamVersion,
} from '../../../shared/log/ids.ts';
import { AnyEvent } from '../../../shared/log/recorded-event.ts';
import { Problem } from '../../../shared/sync/problem.ts';

const At = { sequence: LocalSequence, at: Instant };
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What the server answered to one commit, without the evidence that the log holds anyway. */
export const Answer = v.variant('outcome', [
  v.object({
    commitId: CommitId,
    outcome: v.literal('accepted'),
    firstPosition: Position,
    lastPosition: Position,
    streams: v.array(v.object({ streamId: StreamId, version: StreamVersion })),
    recordedAt: Instant,
  }),
  v.object({
    commitId: CommitId,
    outcome: v.literal('conflict'),
    conflicts: v.array(
      v.object({ streamId: StreamId, expectedVersion: StreamVersion, actualVersion: StreamVersion }),
    ),
  }),
  v.object({ commitId: CommitId, outcome: v.literal('rejected'), problem: Problem }),
  v.object({ commitId: CommitId, outcome: v.literal('unsupported'), problem: Problem }),
]);
export type Answer = v.InferOutput<typeof Answer>;

/** One commit as a rebase left it: its facts are in the entry that saved it. */
export const Rebased = v.object({
  id: CommitId,
  writes: v.array(
    v.object({
      streamId: StreamId,
      expectedVersion: StreamVersion,
      expectedEventId: v.nullable(EventId),
      derived: v.array(AnyEvent),
    }),
  ),
});
export type Rebased = v.InferOutput<typeof Rebased>;

/**
 * What happened on this device, in order (L2). Every change of the device's storage is one entry of it, also a
 * page that was pulled: so the journal's next number is what two tabs compete for, and who finds it taken reads
 * on before deciding again (L3).
 */
export const JournalEntry = v.variant('kind', [
  /** `creates`: the streams and reservations that did not exist before it; what refers to them stands or falls with it (C5). */
  v.object({ ...At, kind: v.literal('saved'), commit: Commit, creates: v.array(v.string()) }),
  v.object({ ...At, kind: v.literal('rebased'), commits: v.array(Rebased) }),
  v.object({ ...At, kind: v.literal('answered'), answers: v.array(Answer) }),
  /** Events of the log arrived; `settled` are the commits of this device among them, which leave the overlay (L5), and
   * those that some in its quarantine wait for (C5). */
  v.object({
    ...At,
    kind: v.literal('pulled'),
    epoch: Epoch,
    after: Position,
    to: Position,
    settled: v.array(CommitId),
    /** Those of `settled` that the log holds with other derived events: an earlier attempt had been accepted (C3). */
    earlierAttempt: v.optional(v.array(CommitId)),
  }),
  v.object({ ...At, kind: v.literal('set-aside'), commitId: CommitId, reason: v.string() }),
  v.object({ ...At, kind: v.literal('exported'), commitIds: v.array(CommitId) }),
  /** The server was restored (R3): the log goes on from `shared` in a new generation; `offered` are offered again. */
  v.object({
    ...At,
    kind: v.literal('epoch-changed'),
    from: Epoch,
    to: Epoch,
    shared: Position,
    generation: Count,
    offered: v.array(Commit),
  }),
]);
export type JournalEntry = v.InferOutput<typeof JournalEntry>;
export type EntryOf<K extends JournalEntry['kind']> = Extract<JournalEntry, { kind: K }>;
/** An entry before it has its number. */
export type NewEntry = { [K in JournalEntry['kind']]: Omit<EntryOf<K>, 'sequence'> }[JournalEntry['kind']];

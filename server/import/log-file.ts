import * as v from 'valibot';
import { Commit } from '../../shared/log/commit.ts';
import {
  ActorId,
  CommitId,
  DeviceId,
  Instant,
  Position,
  StreamId,
  StreamVersion,
  WorkspaceId,
} from '../../shared/log/ids.ts';
import { AnyEvent, SubmittedBy } from '../../shared/log/recorded-event.ts';
import { Problem } from '../../shared/sync/problem.ts';

/*
 * One workspace's log as a file, for another server: JSON Lines, each line canonical (RFC 8785), each ended by \n.
 *
 *   header   what it is; `sha256` is over all that follows
 *   device   who recorded what is said by a device's name and person; their tokens stay where they are
 *   commit   in the order of positions, from 1 to `head`, with its events as they were hashed
 *   kept     of the quarantine, in the order in which it was kept
 *
 * Who is a member, and the epochs, are each server's own.
 */

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

export const Header = v.strictObject({
  format: v.literal('daybook-log'),
  version: v.literal(1),
  workspace: v.strictObject({ id: WorkspaceId, name: v.pipe(v.string(), v.minLength(1)) }),
  head: Position,
  lines: Count,
  sha256: Hash,
});
export type Header = v.InferOutput<typeof Header>;

const DeviceLine = v.strictObject({
  kind: v.literal('device'),
  deviceId: DeviceId,
  actorId: ActorId,
  name: v.string(),
  enrolledAt: Instant,
});
export type DeviceLine = v.InferOutput<typeof DeviceLine>;

const CommitLine = v.strictObject({
  kind: v.literal('commit'),
  id: CommitId,
  firstPosition: Position,
  deviceSequence: Count,
  command: Commit.entries.command,
  submittedBy: SubmittedBy,
  submittedFor: v.optional(SubmittedBy),
  recordedAt: Instant,
  factsHash: Hash,
  events: v.pipe(
    v.array(v.strictObject({ streamId: StreamId, version: StreamVersion, event: AnyEvent })),
    v.minLength(1),
  ),
});
export type CommitLine = v.InferOutput<typeof CommitLine>;

const KeptLine = v.strictObject({
  kind: v.literal('kept'),
  commit: Commit,
  factsHash: Hash,
  submittedBy: SubmittedBy,
  keptAt: Instant,
  problem: Problem,
  creates: v.array(v.string()),
  setAside: v.nullable(v.strictObject({ at: Instant, by: SubmittedBy, reason: v.string() })),
});
export type KeptLine = v.InferOutput<typeof KeptLine>;

export const Line = v.variant('kind', [DeviceLine, CommitLine, KeptLine]);
export type Line = v.InferOutput<typeof Line>;

import * as v from 'valibot';
import {
  ActorId,
  CommitId,
  DeviceId,
  Epoch,
  EventId,
  Instant,
  Position,
  StreamId,
  StreamVersion,
  WorkspaceId,
} from '../log/ids.ts';
import { RecordedEvent } from '../log/recorded-event.ts';
import { Problem } from './problem.ts';

/** Raised when the wire format changes; `test/sync/protocol.test.ts` pins its shape. */
export const PROTOCOL = 1;

/** Limits of one request and one answer (P7, P5, R1). */
export const LIMITS = {
  requestBytes: 1_000_000,
  requestDepth: 32,
  commitsPerRequest: 500,
  conflictEvents: 50,
  eventsPerPage: 1_000,
  eventsPerSegment: 256,
} as const;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The frame of a push. What is wrong inside one commit is that commit's receipt, so commits are only framed here (P4). */
export const PushRequest = v.object({
  protocol: Count,
  rules: Count,
  epoch: Epoch,
  deviceId: DeviceId,
  commits: v.pipe(v.array(v.looseObject({ id: CommitId })), v.maxLength(LIMITS.commitsPerRequest)),
});
export type PushRequest = v.InferOutput<typeof PushRequest>;

const Conflict = v.object({
  streamId: StreamId,
  expectedVersion: StreamVersion,
  actualVersion: StreamVersion,
  actualEventId: v.nullable(EventId),
  events: v.array(RecordedEvent),
  truncated: v.boolean(),
});
export type Conflict = v.InferOutput<typeof Conflict>;

export const Receipt = v.variant('outcome', [
  v.object({
    commitId: CommitId,
    outcome: v.literal('accepted'),
    firstPosition: Position,
    lastPosition: Position,
    streams: v.array(v.object({ streamId: StreamId, version: StreamVersion })),
    recordedAt: Instant,
  }),
  v.object({ commitId: CommitId, outcome: v.literal('conflict'), conflicts: v.array(Conflict) }),
  v.object({ commitId: CommitId, outcome: v.literal('deferred'), behind: v.nullable(CommitId) }),
  v.object({ commitId: CommitId, outcome: v.literal('rejected'), problem: Problem }),
  v.object({ commitId: CommitId, outcome: v.literal('unsupported'), problem: Problem }),
]);
export type Receipt = v.InferOutput<typeof Receipt>;
export type ReceiptOf<O extends Receipt['outcome']> = Extract<Receipt, { outcome: O }>;

export const PushReply = v.object({ epoch: Epoch, head: Position, receipts: v.array(Receipt) });
export type PushReply = v.InferOutput<typeof PushReply>;

/** `GET …/events?epoch=&after=&limit=` (R1). A page never splits a commit, so it may hold more than `limit`. */
export const PullReply = v.object({ epoch: Epoch, head: Position, events: v.array(RecordedEvent) });
export type PullReply = v.InferOutput<typeof PullReply>;

/** `GET …/live`: the data of each server-sent event (R2). */
export const LiveHint = v.object({ epoch: Epoch, head: Position });
export type LiveHint = v.InferOutput<typeof LiveHint>;

/**
 * `GET …/segments?epoch=`: immutable runs of the log, each ending at a commit's boundary, without gaps from
 * position 1; the tail after the last one comes from `events`. A segment's body, at `…/segments/:first/:hash`, is a
 * JSON array of recorded events, one event a line, whose SHA-256 (hex) is `hash` (R5).
 */
export const SegmentList = v.object({
  epoch: Epoch,
  head: Position,
  segments: v.array(
    v.object({ first: Position, last: Position, hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)) }),
  ),
});
export type SegmentList = v.InferOutput<typeof SegmentList>;

/** The 409 of a request with another epoch: its extension members (R3). `after`: the position an epoch starts after. */
export const EpochChanged = v.object({
  epoch: Epoch,
  head: Position,
  epochs: v.array(v.object({ epoch: Epoch, after: Position })),
});
export type EpochChanged = v.InferOutput<typeof EpochChanged>;

export const Workspaces = v.array(
  v.object({ id: WorkspaceId, name: v.string(), role: v.string(), epoch: Epoch, head: Position }),
);
export type Workspaces = v.InferOutput<typeof Workspaces>;

/** Until there are accounts, a device enrols with the name of who uses it, and acts as that person. */
export const EnrolRequest = v.object({ name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80)) });
export const EnrolReply = v.object({ deviceId: DeviceId, actorId: ActorId, epoch: Epoch, name: v.string() });
export type EnrolReply = v.InferOutput<typeof EnrolReply>;

/** `GET …/devices`; `current` is the one that asks, by its cookie (L8). */
export const Devices = v.array(
  v.object({
    deviceId: DeviceId,
    actorId: ActorId,
    name: v.string(),
    enrolledAt: Instant,
    lastContactAt: v.nullable(Instant),
    commitsAccepted: Count,
    revokedAt: v.nullable(Instant),
    current: v.boolean(),
  }),
);
export type Devices = v.InferOutput<typeof Devices>;

import * as v from 'valibot';
import {
  ActorId,
  CommitId,
  DeviceId,
  EventId,
  Instant,
  Position,
  StreamId,
  StreamVersion,
  WorkspaceId,
} from './ids.ts';

/** Who, when and because of what. Commands and rules never read the device's clock in `occurredAt` (P8). */
export const EventMeta = v.strictObject({
  occurredAt: Instant,
  actorId: ActorId,
  deviceId: DeviceId,
  causationId: v.nullable(EventId),
  correlationId: EventId,
  compensates: v.optional(v.pipe(v.array(EventId), v.minLength(1), v.maxLength(50))),
  undoes: v.optional(EventId),
});
export type EventMeta = v.InferOutput<typeof EventMeta>;

/**
 * An event of which only the frame is known: its type may be newer than this program (L7). What it says is kept
 * as it came, so every object here is open to members that this version does not know.
 */
export const AnyEvent = v.looseObject({
  id: EventId,
  type: v.pipe(v.string(), v.regex(/^[A-Z][A-Za-z0-9]{0,63}$/)),
  schemaVersion: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(10_000)),
  data: v.looseObject({}),
  meta: v.looseObject(EventMeta.entries),
});
export type AnyEvent = v.InferOutput<typeof AnyEvent>;

/** An event at its place in a stream: all that a fold needs to know. `recordedAt`: as devices
 * receive it from the log, to show when a time is over. */
export type PlacedEvent<E extends AnyEvent = AnyEvent> = E & {
  readonly streamId: StreamId;
  readonly version: StreamVersion;
  readonly commitId: CommitId;
  readonly recordedAt?: Instant;
};

export const SubmittedBy = v.object({ actorId: ActorId, deviceId: DeviceId });
export type SubmittedBy = v.InferOutput<typeof SubmittedBy>;

/** An event in a workspace's log. `recordedAt` is the server's clock. */
export const RecordedEvent = v.looseObject({
  ...AnyEvent.entries,
  workspaceId: WorkspaceId,
  streamId: StreamId,
  version: StreamVersion,
  position: Position,
  commitId: CommitId,
  recordedAt: Instant,
  submittedBy: SubmittedBy,
});
export type RecordedEvent = v.InferOutput<typeof RecordedEvent>;

import * as v from 'valibot';

/** Lower-case only, so that equal ids are equal bytes. */
const Uuid = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
);

export const EventId = v.pipe(Uuid, v.brand('EventId'));
export type EventId = v.InferOutput<typeof EventId>;

export const CommitId = v.pipe(Uuid, v.brand('CommitId'));
export type CommitId = v.InferOutput<typeof CommitId>;

export const SessionId = v.pipe(Uuid, v.brand('SessionId'));
export type SessionId = v.InferOutput<typeof SessionId>;

export const ReservationId = v.pipe(Uuid, v.brand('ReservationId'));
export type ReservationId = v.InferOutput<typeof ReservationId>;

export const AllotmentId = v.pipe(Uuid, v.brand('AllotmentId'));
export type AllotmentId = v.InferOutput<typeof AllotmentId>;

export const ActorId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/), v.brand('ActorId'));
export type ActorId = v.InferOutput<typeof ActorId>;

export const DeviceId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/), v.brand('DeviceId'));
export type DeviceId = v.InferOutput<typeof DeviceId>;

export const WorkspaceId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,62}$/), v.brand('WorkspaceId'));
export type WorkspaceId = v.InferOutput<typeof WorkspaceId>;

/** The life of one workspace log; a restore from a backup starts a new one (R3). */
export const Epoch = v.pipe(
  v.string(),
  v.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  v.brand('Epoch'),
);
export type Epoch = v.InferOutput<typeof Epoch>;

/** `session:<uuid>`: one session's seat availability is one stream. */
export const StreamId = v.pipe(
  v.string(),
  v.regex(/^session:[0-9a-f]{8}-[0-9a-f]{4}-[57][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
  v.brand('StreamId'),
);
export type StreamId = v.InferOutput<typeof StreamId>;

const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Place in a workspace's log: 1, 2, 3 … without holes; 0 is before the first event. */
export const Position = v.pipe(Count, v.brand('Position'));
export type Position = v.InferOutput<typeof Position>;

/** Place in one stream: 1, 2, 3 … without holes; 0 is a stream that does not exist. */
export const StreamVersion = v.pipe(Count, v.brand('StreamVersion'));
export type StreamVersion = v.InferOutput<typeof StreamVersion>;

/** Place of an entry in one device's journal: 1, 2, 3 … without holes. */
export const LocalSequence = v.pipe(Count, v.brand('LocalSequence'));
export type LocalSequence = v.InferOutput<typeof LocalSequence>;

/** ISO 8601, UTC, milliseconds: exactly the form of `Date.prototype.toISOString`. */
export const Instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
  v.check((text) => {
    const date = new Date(text);
    return !Number.isNaN(date.getTime()) && date.toISOString() === text;
  }, 'not a moment of the calendar'),
  v.brand('Instant'),
);
export type Instant = v.InferOutput<typeof Instant>;

export const position = (count: number): Position => count as Position;
export const streamVersion = (count: number): StreamVersion => count as StreamVersion;
export const localSequence = (count: number): LocalSequence => count as LocalSequence;

export function streamOf(sessionId: SessionId): StreamId {
  return `session:${sessionId}` as StreamId;
}

export function sessionOf(streamId: StreamId): SessionId {
  return streamId.slice('session:'.length) as SessionId;
}

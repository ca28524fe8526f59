import type { Commit } from '../../shared/log/commit.ts';
import type {
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
} from '../../shared/log/ids.ts';
import type { PlacedEvent, RecordedEvent, SubmittedBy } from '../../shared/log/recorded-event.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Problem } from '../../shared/sync/problem.ts';
import type { ReceiptOf } from '../../shared/sync/protocol.ts';
import type { Quarantine } from '../../shared/sync/quarantine.ts';
import type { UsualSession } from '../../shared/sync/usual-session.ts';

/**
 * The server's storage of all workspaces. Behind this port stands a database; nothing outside of it knows which.
 *
 *   workspace ─┬─ epochs       the lives of its log, each from a position on (R3)
 *              ├─ commits      1 receipt each, for ever (P3)
 *              ├─ events       position 1 2 3 … without holes = the order of commits (R1)
 *              ├─ segments     events 1 … n packed, immutable (R5)
 *              ├─ quarantine   rejected commits, apart from the log (C5)
 *              └─ deadlines    what ends by itself, and when (P8)
 *
 * A promise that resolves has been made durable. One that rejects with `LogUnavailable` has changed nothing, or, where
 * the connection to a database was lost during COMMIT, all of it: asking again tells (P3).
 */
export type EventLog = {
  /** Makes the workspace if it is not there yet. */
  openWorkspace(workspace: NewWorkspace): Promise<void>;
  workspace(id: WorkspaceId): Promise<Workspace | undefined>;
  workspaces(): Promise<Workspace[]>;
  /** In the place of what was chosen before (W13). */
  chooseUsualSession(id: WorkspaceId, usual: UsualSession): Promise<void>;
  /** After a restore: a new epoch from the position that the log has now (R3). */
  startEpoch(id: WorkspaceId, epoch: Epoch, at: Instant): Promise<void>;
  /**
   * One transaction on one workspace, as if alone: all of `work`, or nothing of it when it throws. `work` may run again,
   * also after it was committed and nobody heard of it: so it looks first what is recorded already.
   */
  transact<T>(id: WorkspaceId, work: (transaction: LogTransaction) => Promise<T>): Promise<T>;
  /** Recorded events as JSON, in order, after `after` up to and with `upTo`. */
  events(id: WorkspaceId, range: { readonly after: Position; readonly upTo: Position }): Promise<string[]>;
  /** First and last position of the commit that holds a position. */
  commitAt(id: WorkspaceId, position: Position): Promise<Extent | undefined>;
  segments(id: WorkspaceId): Promise<Segment[]>;
  /** The body as it was stored. */
  segmentBody(id: WorkspaceId, segment: Pick<Segment, 'first' | 'hash'>): Promise<Uint8Array | undefined>;
  /** Does nothing when there is one that starts at the same position. */
  addSegment(id: WorkspaceId, segment: Segment, body: Uint8Array): Promise<void>;
  /** Within the bounds of P7: what has waited longest, and what was set aside last. */
  quarantine(id: WorkspaceId): Promise<Quarantine>;
  /** Of those in it that nobody has settled. */
  quarantineCount(id: WorkspaceId): Promise<number>;
  /** What is due in all workspaces, the longest overdue first. */
  overdue(at: Instant, limit: number): Promise<(Deadline & { readonly workspaceId: WorkspaceId })[]>;
};

export type LogTransaction = {
  workspace(): Promise<Workspace>;
  /** Those of the commits that are in the log. */
  recordedCommits(ids: readonly CommitId[]): Promise<Map<CommitId, RecordedCommit>>;
  /** Those of the events that are in the log. */
  recordedEventIds(ids: readonly EventId[]): Promise<Set<EventId>>;
  /** Events of several streams, each after the version that the caller has folded already. */
  streams(after: readonly StreamPlace[]): Promise<PlacedEvent[]>;
  /** One stream's events after a version, at most `limit`: the evidence of a conflict (P5). */
  stream(range: StreamRange): Promise<RecordedEvent[]>;
  /** Those of the devices that are enrolled. */
  devices(ids: readonly DeviceId[]): Promise<Map<DeviceId, RegisteredDevice>>;
  /** Those of the people who are members. */
  roles(users: readonly ActorId[]): Promise<Map<ActorId, Role>>;
  keptCommits(ids: readonly CommitId[]): Promise<Map<CommitId, KeptCommit>>;
  /** What of these sessions and reservations is created by a kept commit, and by which. */
  keptCreations(things: readonly string[]): Promise<Map<string, CommitId>>;
  /** How many of somebody's commits wait, of all their devices. */
  keptBy(person: ActorId): Promise<number>;

  /** Gives the commits the next positions, in this order. Their versions must be the next ones of their streams. What
   * they set a time to is remembered until it is dropped. */
  append(commits: readonly NewCommit[]): Promise<ReceiptOf<'accepted'>[]>;
  /** Does nothing for a commit that is kept already. */
  keep(commit: CommitToKeep): Promise<void>;
  settle(id: CommitId, settlement: Settlement): Promise<void>;
  countAccepted(device: DeviceId, commits: number, at: Instant): Promise<void>;
  /** The times that these events started are over, or of no use any more. */
  dropDeadlines(startedBy: readonly EventId[]): Promise<void>;
};

export type NewWorkspace = {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly epoch: Epoch;
  readonly at: Instant;
};

export type Workspace = {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly epoch: Epoch;
  readonly head: Position;
  /** As JSON, the way it is handed on; none where nobody has chosen yet (W13). */
  readonly usualSession?: string;
  /** Oldest first; the last one is `epoch`. */
  readonly epochs: readonly { readonly epoch: Epoch; readonly after: Position }[];
};

export type Extent = { readonly first: Position; readonly last: Position };
export type Segment = Extent & { readonly hash: string };
export type StreamPlace = { readonly streamId: StreamId; readonly after: StreamVersion };
export type StreamRange = StreamPlace & { readonly upTo: StreamVersion; readonly limit: number };

export type RecordedCommit = { readonly factsHash: string; readonly receipt: ReceiptOf<'accepted'> };

export type NewCommit = {
  readonly commit: Commit;
  readonly factsHash: string;
  readonly events: readonly NewEvent[];
  readonly submittedBy: SubmittedBy;
  readonly recordedAt: Instant;
};

/** When the server ends what an event began, unless it has ended by then (P8). */
export type Deadline = Pick<Begins, 'kind' | 'thing'> & {
  readonly streamId: StreamId;
  readonly startedBy: EventId;
  readonly dueAt: Instant;
};

/** `json`: the event as canonical JSON, stored once and never parsed to be served. */
export type NewEvent = {
  readonly id: EventId;
  readonly type: string;
  readonly streamId: StreamId;
  readonly version: StreamVersion;
  readonly json: string;
  readonly begins?: Begins;
};

/** A time that an event sets: of a hold or an offer to a reservation, or of an allotment. */
export type Begins = {
  readonly kind: 'hold' | 'offer' | 'allotment';
  readonly thing: string;
  readonly minutes: number;
};

export type RegisteredDevice = { readonly actorId: ActorId; readonly isRevoked: boolean };

/** `problem`: for which it is kept. */
export type KeptCommit = {
  readonly factsHash: string;
  readonly setAside: boolean;
  readonly problem: Problem;
};

export type CommitToKeep = {
  readonly commit: Commit;
  readonly factsHash: string;
  readonly submittedBy: SubmittedBy;
  readonly keptAt: Instant;
  readonly problem: Problem;
  /** Sessions (stream ids) and reservations that it would have created. */
  readonly creates: readonly string[];
};

/** How a kept commit ends: it came into the log after all, or it was set aside for good. */
export type Settlement = {
  readonly kind: 'accepted' | 'set-aside';
  readonly at: Instant;
  readonly by: SubmittedBy;
  readonly reason: string;
};

/** The database cannot do it at the moment: the disk is full, the file is locked, it cannot be reached. */
export class LogUnavailable extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.name = 'LogUnavailable';
  }
}

import type { Session } from '../../shared/booking/session.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type {
  ActorId,
  CommitId,
  DeviceId,
  Instant,
  Position,
  ReservationId,
  SessionId,
  WorkspaceId,
} from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Problem } from '../../shared/sync/problem.ts';

/** What a screen is computed from: the state of the device, to read. */
export type Source = {
  readonly who: Who;
  /** Sessions as this device sees them: the log, and on top its own work that is not in it yet. */
  session(id: SessionId): Session | undefined;
  sessions(): Iterable<Session>;
  /** The same without own pending work: what the server has recorded up to the cursor. */
  recorded(id: SessionId): Session | undefined;
  /** Own commits that the cursor has not passed yet, in device order. */
  readonly overlay: readonly OverlayCommit[];
  /** What of the overlay touches a reservation (its newest commit last). */
  overlayOn(reservationId: ReservationId): readonly OverlayCommit[];
  readonly quarantine: readonly Quarantined[];
  readonly sync: SyncStatus;
  readonly now: Instant;
};

export type Who = {
  readonly workspaceId: WorkspaceId;
  readonly actorId: ActorId;
  readonly deviceId: DeviceId;
  readonly name: string;
};

/** Names of those who were enrolled when this device last asked, by actor id. */
export type People = Readonly<Record<string, string>>;

/** `pending`: saved here, no acceptance yet. `accepted`: the server said so, its events have not come back yet. */
export type OverlayCommit = {
  readonly commit: Commit;
  readonly state: 'pending' | 'accepted';
  readonly savedAt: Instant;
  readonly recordedAt?: Instant;
  /** The last answer that was not an acceptance. */
  readonly setBack?: {
    readonly at: Instant;
    readonly outcome: 'conflict' | 'unsupported';
    readonly problem?: Problem;
  };
  /** Rebased so that its promise is compensated: derived events stand in `commit.writes[].derived`. */
};

/** A commit that the server rejected for good, or that was set aside: kept here with its reason (C5). */
export type Quarantined = {
  readonly commit: Commit;
  readonly savedAt: Instant;
  readonly at: Instant;
  readonly problem: Problem;
  /** The rejected commit that this one builds on. */
  readonly because?: CommitId;
  readonly setAside?: { readonly at: Instant; readonly reason: string };
};

/** "Saved", "sent" and "decided" are counted apart (field-app rule 1, 7). */
export type SyncStatus = {
  /** 'offline': no network, normal and calm. 'failing': reached the server and it did not work, see `failure`. */
  readonly state:
    | 'starting'
    | 'idle'
    | 'syncing'
    | 'offline'
    | 'failing'
    | 'sign-in'
    | 'cut-off'
    | 'update-app'
    | 'storage';
  /** Commits saved here that the server has not accepted yet. */
  readonly toSend: number;
  /** Accepted, and their recorded events have not come back yet. */
  readonly toDecide: number;
  readonly quarantined: number;
  readonly cursor: Position;
  readonly head: Position;
  /** What this person is in the workspace, as the server said last; null where it never did. */
  readonly role: Role | null;
  /** What new sessions begin with, as the server said it last (W13). */
  readonly usualSession: string | null;
  readonly lastSentAt: Instant | null;
  /** Last time that this device held everything that the server had. */
  readonly lastSuccessAt: Instant | null;
  readonly failure: { readonly at: Instant; readonly class: FailureClass; readonly detail: string } | null;
  readonly nextTryAt: Instant | null;
  /** The server came back from a backup: when this device found out, and how many commits it offered again (R3). */
  readonly restored: { readonly at: Instant; readonly offered: number } | null;
  /** First download, replay: how far. */
  readonly progress: {
    readonly what: 'download' | 'replay';
    readonly done: number;
    readonly of: number;
  } | null;
};

/** C6. */
export type FailureClass =
  | 'offline'
  | 'later'
  | 'sign-in'
  | 'cut-off'
  | 'update-app'
  | 'too-large'
  | 'permanent'
  | 'storage';

/** What a history is made of: recorded events in order, then own work that is not recorded. */
export type HistorySource = {
  readonly who: Who;
  readonly people: People;
  /** All recorded events of the streams in question, from the first one, in order of position. */
  readonly recorded: readonly RecordedEvent[];
  readonly overlay: readonly OverlayCommit[];
  readonly quarantine: readonly Quarantined[];
};

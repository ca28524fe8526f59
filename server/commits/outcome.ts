import type { Book } from '../../shared/booking/book.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { Commit, Write } from '../../shared/log/commit.ts';
import type {
  ActorId,
  CommitId,
  DeviceId,
  EventId,
  SessionId,
  StreamId,
  StreamVersion,
} from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Problem } from '../../shared/sync/problem.ts';
import type { KeptCommit, RegisteredDevice } from '../log/event-log.ts';
import type { ReadCommit } from './facts.ts';

/** What the server knows when it looks at a commit: the log, and what this request has brought so far. */
export type Knowledge = {
  readonly book: Book;
  recordedFacts(id: CommitId): string | undefined;
  kept(id: CommitId): KeptCommit | undefined;
  /** The kept commit that would have created a session or reservation. */
  keptCreator(thing: string): CommitId | undefined;
  isEventIdTaken(id: EventId): boolean;
  /** The commit of this request that stopped work on a stream (P4). */
  fence(streamId: StreamId): CommitId | undefined;
  /** One that is named by this push; undefined: none of the name is enrolled. */
  device(id: DeviceId): RegisteredDevice | undefined;
  /** What an author whom this push names is in the workspace now; undefined: no member, or not any more. */
  authorsRole(author: ActorId): Role | undefined;
  readonly isSenderRevoked: boolean;
  /** Undefined: not a member any more. */
  readonly senderRole: Role | undefined;
  readonly isRelease: boolean;
  /** Its log was put back from a backup once (R3). */
  readonly isRestored: boolean;
};

export type Outcome =
  | { readonly kind: 'repeated' }
  | ({ readonly kind: 'accepted' } & Accepted)
  | { readonly kind: 'conflict'; readonly mismatches: readonly Mismatch[] }
  | { readonly kind: 'deferred'; readonly behind: CommitId | null }
  /** `keep`: well-formed, so that it goes to the quarantine. `fences`: not for who sent it. */
  | {
      readonly kind: 'rejected';
      readonly problem: Problem;
      readonly keep: ReadCommit | null;
      readonly fences: boolean;
    }
  | { readonly kind: 'unsupported'; readonly problem: Problem };

export type Accepted = {
  readonly commit: Commit;
  readonly factsHash: string;
  /** Its facts as canonical JSON, in the order of `writes`. */
  readonly factTexts: readonly string[];
  /** The sessions that it touches, as they are with it: layers over those without it. */
  readonly sessions: ReadonlyMap<SessionId, Session>;
};

export type Mismatch = Pick<Write, 'streamId' | 'expectedVersion'> & {
  readonly actualVersion: StreamVersion;
  readonly actualEventId: EventId | null;
};

import type { Command } from '../../shared/booking/commands.ts';
import type { Refusal } from '../../shared/booking/decision.ts';
import type { Outcome } from '../../shared/booking/reservation.ts';
import type {
  ActorId,
  CommitId,
  DeviceId,
  Instant,
  ReservationId,
  SessionId,
  WorkspaceId,
} from '../../shared/log/ids.ts';
import type {
  Admitted,
  EnrolByCode,
  EnrolmentCodeReply,
  ManagedDevices,
  Members,
  NewMember,
  SetUp,
  SignedIn,
} from '../../shared/sync/people.ts';
import type { Problem } from '../../shared/sync/problem.ts';
import type { QuarantineCount } from '../../shared/sync/quarantine.ts';
import type { UsualSession } from '../../shared/sync/usual-session.ts';
import type { KeptRow } from '../view/quarantine.ts';
import type { Query, ViewOf } from '../view/query.ts';
import type { Who } from '../view/source.ts';
import type { Patch } from '../view/view.ts';

/** The one door between the page and the worker. The page sends commands and watches views; it never holds state. */
export type DaybookApi = {
  /** Opens the device's log. 'enrol': nobody is enrolled in this browser yet; 'sign-in': first the server asks who. */
  start(): Promise<Started>;
  enrol(name: string, workspaceId: WorkspaceId): Promise<Enrolled>;
  /** Uses a code up: its member's device is the one in use, whatever was before. */
  enrolByCode(asked: EnrolByCode): Promise<'enrolled' | Exclude<Enrolled, { kind: 'ready' }>>;
  /** Undefined where there are no accounts, or the server cannot be reached. */
  signInWays(): Promise<SignInWays | undefined>;
  signIn(email: string, password: string): Promise<SigningIn>;
  /** Once, with the token of the link that the server's first start printed. */
  setUp(first: FirstAdministrator): Promise<SigningIn>;
  /** The address of the organisation's own sign-on, for the page to go to. */
  signInElsewhere(): Promise<GoingElsewhere>;
  /** Puts this device away with everything in it, until its person signs in again. */
  signOut(): Promise<'signed-out' | 'offline'>;
  /** Puts this device away for good, so that its browser can be enrolled as another one; its log stays where it is. */
  enrolAnew(): Promise<void>;
  /** Decides, and makes the commit durable. Resolves with 'saved' only when its transaction has completed. */
  submit(draft: Draft): Promise<Submitted>;
  /** What `submit` would bring about now, without doing it: the sentence above the button. */
  preview(draft: Draft): Promise<Preview>;
  /** Calls back at once with a first whole patch, then with what changed. Resolves with an id for `unwatch`. */
  watch<Q extends Query>(query: Q, onPatch: (patch: PatchOf<Q>) => void): Promise<number>;
  unwatch(id: number): Promise<void>;
  syncNow(): Promise<void>;
  /** The page tells what only a window knows. */
  tell(what: 'visible' | 'hidden' | 'online' | 'offline'): Promise<void>;
  /** Unsent and quarantined commits as the text of a file (JSON), and how many; journalled as exported. */
  exportUnsent(): Promise<{ readonly text: string; readonly commits: number }>;
  setAside(commitId: CommitId, reason: string): Promise<void>;
  /** What a file that another device exported would bring. */
  lookAt(file: Blob): Promise<HandedOver>;
  /** Takes another device's work into this one's queue; what is here already is left alone (C7). */
  takeIn(file: Blob): Promise<TakenIn>;
  /** What is asked of the server at once, with the network, by somebody who waits for the answer. */
  desk<Q extends keyof Desk>(question: Q, ...given: Parameters<Desk[Q]>): ReturnType<Desk[Q]>;
};

/** People, devices, what the server keeps apart, and one's own account. Nothing of it is stored on the device. */
export type Desk = {
  who(): Promise<Asked<SignedIn>>;
  /** Ends all other sessions of the account. */
  changePassword(current: string, next: string): Promise<Asked<unknown>>;
  signOutEverywhere(): Promise<Asked<unknown>>;
  members(): Promise<Asked<Members>>;
  /** Somebody new, or another role for a member. */
  admit(somebody: NewMember): Promise<Asked<Admitted>>;
  /** In the place of one that was forgotten. */
  givePassword(user: ActorId, password: string): Promise<Asked<unknown>>;
  withdraw(user: ActorId): Promise<Asked<unknown>>;
  /** What the form for a new session begins with, for everybody in the workspace (W13). */
  chooseUsualSession(usual: UsualSession): Promise<Asked<unknown>>;
  devices(): Promise<Asked<ManagedDevices>>;
  revoke(device: DeviceId): Promise<Asked<unknown>>;
  makeEnrolmentCode(user: ActorId): Promise<Asked<EnrolmentCodeReply>>;
  quarantine(): Promise<Asked<readonly KeptRow[]>>;
  /** How many of them wait for a planner. */
  keptCount(): Promise<Asked<QuarantineCount>>;
  /** Recorded under one's own name. */
  release(commit: CommitId, reason: string): Promise<Asked<Released>>;
  /** For good: nobody brings it in any more. */
  keepAside(commit: CommitId, reason: string): Promise<Asked<unknown>>;
};

export type Asked<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** `came`: what derived from it on the log as it is now, a place on the waitlist, say. */
export type Released = { readonly came: KeptRow['contents'] };

/** What the worker itself answers: the page's door hands on all of it but the ping, which it needs for itself. */
export type WorkerApi = DaybookApi & {
  /** Answered as soon as the worker looks at its messages, whatever else it waits for. */
  ping(): Promise<void>;
};

/** A command without what the worker adds: time, actor, device, event ids. */
export type Draft = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'actorId' | 'deviceId' | 'eventIds'>
    : never
  : never;

export type Started =
  | { readonly kind: 'ready'; readonly who: Who }
  /** `lost`: the server knows this browser, whose storage is gone: how many commits it had received from it (L8). */
  | {
      readonly kind: 'enrol';
      readonly workspaces: readonly { readonly id: WorkspaceId; readonly name: string }[];
      readonly reachable: boolean;
      /** Who is signed in, where there are accounts. */
      readonly signedInAs?: string;
      readonly lost?: { readonly name: string; readonly commitsAccepted: number };
    }
  | { readonly kind: 'sign-in'; readonly ways: SignInWays }
  | { readonly kind: 'storage-problem'; readonly code: StorageCode; readonly detail: string };

export type Enrolled =
  | { readonly kind: 'ready'; readonly who: Who }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Beside mail and password: the organisation's own sign-on. */
export type SignInWays = { readonly oidc: boolean };

export type FirstAdministrator = SetUp;

/** `isAnother`: than whose device was open; it was put away. */
export type SigningIn =
  | { readonly kind: 'signed-in'; readonly isAnother: boolean }
  | { readonly kind: 'offline' }
  | { readonly kind: 'refused'; readonly problem: Problem };

export type GoingElsewhere =
  | { readonly kind: 'elsewhere'; readonly url: string }
  | Exclude<SigningIn, { kind: 'signed-in' }>;

export type StorageCode = 'quota' | 'lost' | 'vanished' | 'newer-version' | 'damaged' | 'failed';

/** `asOf`: when this device last held everything that the server had; null where it never did. */
export type Submitted =
  | {
      readonly kind: 'saved';
      readonly commitId: CommitId;
      readonly savedAt: Instant;
      readonly result: Result;
    }
  /** The state is already what the command asks for. */
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Not saved, and everything that was saved before is still there. */
  | { readonly kind: 'not-saved'; readonly code: StorageCode; readonly detail: string };

export type Preview =
  | { readonly kind: 'would-save'; readonly result: Result }
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** What the command makes of the reservation on this device's figures. A promise is provisional until the server has
 * decided; what is drawn from an allotment stands, if it is sent in time (A3). */
export type Result = {
  readonly reservation?: {
    readonly id: ReservationId;
    readonly sessionId: SessionId;
    readonly outcome: Outcome;
    readonly granted: number;
    readonly wanted: number;
    /** 1 is the next to be promoted. */
    readonly waitlistPlace: number | null;
  };
  /** Undefined: provisional. */
  readonly guaranteedUntil?: Instant;
  readonly asOf: Instant | null;
};

/** `garbled`: lines of a raw log that nobody can read any more; what is readable is offered all the same. */
export type HandedOver =
  | {
      readonly kind: 'readable';
      /** Whose device it was; null where the file does not say. */
      readonly from: string | null;
      readonly savedAt: Instant | null;
      readonly fresh: number;
      readonly known: number;
      readonly garbled: number;
      /** Of the fresh ones the first. */
      readonly named: readonly HandedEntry[];
    }
  | UnreadableFile;

export type HandedEntry = {
  readonly key: CommitId;
  readonly command: string;
  readonly guest: string | null;
  readonly session: string | null;
};

/** Nothing of it was taken in. */
export type UnreadableFile = {
  readonly kind: 'unreadable';
  readonly why: 'garbled' | 'not-ours' | 'newer' | 'other-workspace' | 'empty';
};

export type TakenIn =
  | { readonly kind: 'taken'; readonly taken: number; readonly known: number }
  | UnreadableFile
  | Extract<Submitted, { kind: 'not-saved' }>;

export type PatchOf<Q extends Query> =
  ViewOf<Q> extends { head: infer H; rows: readonly (infer R)[] }
    ? R extends { readonly key: string }
      ? Patch<H, R>
      : never
    : never;

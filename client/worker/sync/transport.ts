import type { CommitId, Epoch, Position } from '../../../shared/log/ids.ts';
import type { ManagedDevices, Role } from '../../../shared/sync/people.ts';
import type {
  EpochChanged,
  LiveHint,
  PullReply,
  PushReply,
  PushRequest,
  SegmentList,
} from '../../../shared/sync/protocol.ts';

/** What the sync engine needs of a server. Nothing here throws: what can go wrong is a value (C6). */
export type Transport = {
  push(
    request: Omit<PushRequest, 'commits'> & { readonly commits: readonly { readonly id: CommitId }[] },
  ): Promise<Answered<PushReply>>;
  pull(epoch: Epoch, after: Position): Promise<Answered<PullReply>>;
  segments(epoch: Epoch): Promise<Answered<SegmentList>>;
  /** The body of one segment, its hash verified. */
  segment(first: Position, hash: string): Promise<Answered<Uint8Array>>;
  /** Who is enrolled in the workspace. */
  devices(): Promise<Answered<ManagedDevices>>;
  /** Hints until `stop` is called; `onOpen` and `onSilence` tell whether the feed can be relied on (R2). */
  live(listener: LiveListener): { stop(): void };
};

export type LiveListener = {
  readonly onHint: (hint: LiveHint) => void;
  readonly onOpen: () => void;
  readonly onSilence: () => void;
};

/** `role`: as what the server takes who asks (W9); `usualSession`: as JSON (W13). Both where it said so. */
export type Answered<T> =
  | ({ readonly ok: true; readonly value: T } & Said)
  | { readonly ok: false; readonly failure: Failure };

export type Said = { readonly role?: Role; readonly usualSession?: string };

export type CutOff = 'device-revoked' | 'role-withdrawn';

/** What went wrong, by what to do about it. */
export type Failure =
  /** No network: normal, and calm. */
  | { readonly class: 'offline'; readonly detail: string }
  /** It may work later, at the earliest after `retryAfter` milliseconds. */
  | {
      readonly class: 'later';
      readonly detail: string;
      readonly retryAfter?: number;
      readonly timedOut?: true;
    }
  | { readonly class: 'sign-in'; readonly detail: string }
  /** The device was revoked, or its person is no member any more: the detail is the problem's code. */
  | { readonly class: 'cut-off'; readonly detail: CutOff }
  | { readonly class: 'update-app'; readonly detail: string }
  | { readonly class: 'epoch-changed'; readonly detail: string; readonly change: EpochChanged }
  /** Send less at a time. */
  | { readonly class: 'too-large'; readonly detail: string }
  /** The device itself could not store or read. */
  | { readonly class: 'storage'; readonly detail: string }
  /** A bug on one of both sides: trying the same again will not help. */
  | { readonly class: 'permanent'; readonly detail: string };

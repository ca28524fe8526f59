import type { ActorId, CommitId, DeviceId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import type { EpochChanged, PushReply, PushRequest } from '../../shared/sync/protocol.ts';

/** A commit as it came: nothing but its id is known to be right (P4). */
export type FramedCommit = PushRequest['commits'][number];

/** Who sends: the cookie's device and its person. */
export type Sender = { readonly actorId: ActorId; readonly deviceId: DeviceId };

/** What one request asks to have recorded. `release`: the commit leaves the quarantine, by word of the sender (C5). */
export type Push = {
  readonly workspaceId: WorkspaceId;
  readonly epoch: Epoch;
  readonly sender: Sender;
  readonly commits: readonly FramedCommit[];
  readonly release?: { readonly commitId: CommitId; readonly reason: string };
};

export type Pushed =
  | ({ readonly kind: 'answered' } & PushReply)
  | ({ readonly kind: 'epoch-changed' } & EpochChanged);

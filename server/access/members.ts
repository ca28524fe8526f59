import type { ActorId, Instant, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';

/** Who belongs to which workspace, as what. Whoever does not is shown nothing of it. */
export type Members = {
  role(workspace: WorkspaceId, user: ActorId): Promise<Role | undefined>;
  /** Everything that one person belongs to, by workspace. */
  of(user: ActorId): Promise<Member[]>;
  /** Since whom longest first. */
  list(workspace: WorkspaceId): Promise<Member[]>;
  /** Makes somebody a member, or gives a member another role. */
  grant(member: Member): Promise<void>;
  /** False when it is no member. What they send from now on is kept apart (C5). */
  withdraw(workspace: WorkspaceId, user: ActorId): Promise<boolean>;
};

export type Member = {
  readonly workspaceId: WorkspaceId;
  readonly userId: ActorId;
  readonly role: Role;
  readonly since: Instant;
};

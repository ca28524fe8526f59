import type { ActorId, Instant, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';

/** Who belongs to which workspace, as what. Whoever does not is shown nothing of it. */
export type Members = {
  role(workspace: WorkspaceId, user: ActorId): Promise<Role | undefined>;
  /** Everything that one person belongs to, by workspace. */
  of(user: ActorId): Promise<Member[]>;
  /** Since whom longest first. */
  list(workspace: WorkspaceId): Promise<Member[]>;
  /** Makes somebody a member, or gives a member another role: of the last administrator none does (W7). */
  grant(member: Member): Promise<Exclude<RoleChange, 'no-member'>>;
  /** What they send from now on is kept apart (C5). */
  withdraw(workspace: WorkspaceId, user: ActorId): Promise<RoleChange>;
  /** Makes somebody administrator where nobody is yet; false where somebody else is. */
  appointFirst(member: Omit<Member, 'role'>): Promise<boolean>;
};

/** It is judged and done in one, so that of two who ask at once the second meets what the first has done. */
export type RoleChange = 'done' | 'no-member' | 'last-administrator';

export type Member = {
  readonly workspaceId: WorkspaceId;
  readonly userId: ActorId;
  readonly role: Role;
  readonly since: Instant;
};

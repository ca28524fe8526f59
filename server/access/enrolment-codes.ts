import type { ActorId, DeviceId, Instant, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';

/** Each lets one browser in as a member (W10). What was used stays, and says by which device. */
export type EnrolmentCodes = {
  /** In the place of what the same person has made for the same member and nobody has used. */
  add(code: EnrolmentCode): Promise<void>;
  /** Undefined where there is none, it is over, or another device has it: of two at once one gets it. */
  take(taking: Taking): Promise<EnrolmentCode | undefined>;
};

export type EnrolmentCode = {
  readonly workspaceId: WorkspaceId;
  /** SHA-256: who reads the database comes in with none of them. */
  readonly codeHash: string;
  readonly userId: ActorId;
  /** That the member had when it was made. */
  readonly role: Role;
  readonly madeBy: ActorId;
  readonly expiresAt: Instant;
};

export type Taking = Pick<EnrolmentCode, 'workspaceId' | 'codeHash'> & {
  readonly deviceId: DeviceId;
  readonly at: Instant;
};

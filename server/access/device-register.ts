import type { ActorId, DeviceId, Instant, WorkspaceId } from '../../shared/log/ids.ts';

/**
 * Which devices may call, as whom. Where there are no accounts a device enrols with the name of who uses it, and the
 * two are one. Nothing is ever removed: a revoked device may still deliver what it holds (C6).
 */
export type DeviceRegister = {
  /** Nothing is done where the person has come to one of the limits in the workspace. */
  enrol(device: NewDevice, limits?: EnrolLimits): Promise<Enrolled>;
  byToken(tokenHash: string): Promise<Device | undefined>;
  byId(workspace: WorkspaceId, device: DeviceId): Promise<Device | undefined>;
  /** In the order of enrolment. */
  list(workspace: WorkspaceId): Promise<Device[]>;
  /** False when there is no such device; the first revocation counts. */
  revoke(workspace: WorkspaceId, device: DeviceId, at: Instant): Promise<boolean>;
  contacted(device: Pick<Device, 'workspaceId' | 'deviceId'>, contact: Contact): Promise<void>;
};

/** Of one person in one workspace, with the one that is to be enrolled. */
export type EnrolLimits = {
  readonly inUse: number;
  /** Of those that were enrolled after `since`, revoked or not. */
  readonly lately: number;
  readonly since: Instant;
};
export type Enrolled = 'done' | 'too-many-devices' | 'too-many-enrolments';
/** What the person has there already. */
export type HasEnrolled = Pick<EnrolLimits, 'inUse' | 'lately'>;

export function refusedBy(limits: EnrolLimits, has: HasEnrolled): Exclude<Enrolled, 'done'> | undefined {
  if (has.inUse >= limits.inUse) return 'too-many-devices';
  return has.lately >= limits.lately ? 'too-many-enrolments' : undefined;
}

export type NewDevice = {
  readonly workspaceId: WorkspaceId;
  readonly deviceId: DeviceId;
  readonly actorId: ActorId;
  readonly name: string;
  /** SHA-256 of the cookie's token: who reads the database cannot call with it. */
  readonly tokenHash: string;
  readonly enrolledAt: Instant;
  /** With which it called last: who revokes the device ends that too. Null where there are no accounts. */
  readonly sessionId: string | null;
};

export type Device = Omit<NewDevice, 'tokenHash'> & {
  readonly lastContactAt: Instant | null;
  readonly commitsAccepted: number;
  readonly revokedAt: Instant | null;
  /** Of the app that it runs, as far as it said so. */
  readonly appVersion: string | null;
};

export type Contact = Pick<Device, 'appVersion' | 'sessionId'> & { readonly at: Instant };

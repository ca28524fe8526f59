import type { ActorId, DeviceId, Instant, WorkspaceId } from '../../shared/log/ids.ts';

/**
 * Which devices may call, as whom. Where there are no accounts a device enrols with the name of who uses it, and the
 * two are one. Nothing is ever removed: a revoked device may still deliver what it holds (C6).
 */
export type DeviceRegister = {
  /** False, and nothing is done, where the person has `atMost` devices in use in the workspace. */
  enrol(device: NewDevice, atMost?: number): Promise<boolean>;
  byToken(tokenHash: string): Promise<Device | undefined>;
  /** In the order of enrolment. */
  list(workspace: WorkspaceId): Promise<Device[]>;
  /** False when there is no such device; the first revocation counts. */
  revoke(workspace: WorkspaceId, device: DeviceId, at: Instant): Promise<boolean>;
  contacted(device: Pick<Device, 'workspaceId' | 'deviceId'>, contact: Contact): Promise<void>;
};

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

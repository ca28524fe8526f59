import * as v from 'valibot';
import { ActorId, DeviceId, Epoch, Instant, WorkspaceId } from '../../../shared/log/ids.ts';

/** Who this browser is enrolled as. Its database is its own (one per user and workspace). */
export const Enrolment = v.object({
  workspaceId: WorkspaceId,
  actorId: ActorId,
  deviceId: DeviceId,
  name: v.string(),
  epoch: Epoch,
  enrolledAt: Instant,
  /** Since when it is in nobody's use any more: the server had revoked it. */
  retiredAt: v.optional(Instant),
});
export type Enrolment = v.InferOutput<typeof Enrolment>;

/** The list of enrolments in this browser, and which of them is in use. */
export type DeviceRegister = {
  current(): Promise<Enrolment | undefined>;
  enter(enrolment: Enrolment): Promise<void>;
  /** Everything in this browser that is one person's and not retired. */
  of(actorId: ActorId): Promise<Enrolment[]>;
  /** None is in use any more; all are kept. */
  leave(): Promise<void>;
  /** The one in use is left, and never comes into use again; it is kept. */
  retire(at: Instant): Promise<void>;
  /** Somebody is about to sign in: until it is known who, the one in use may be somebody else's. */
  doubt(): Promise<void>;
  /** Until somebody enters, leaves, or nobody has signed in after all. */
  isDoubted(): Promise<boolean>;
  trust(): Promise<void>;
};

export function databaseName({ workspaceId, deviceId }: Pick<Enrolment, 'workspaceId' | 'deviceId'>): string {
  return `daybook/${workspaceId}/${deviceId}`;
}

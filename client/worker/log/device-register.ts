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
});
export type Enrolment = v.InferOutput<typeof Enrolment>;

/** The list of enrolments in this browser, and which of them is in use. */
export type DeviceRegister = {
  current(): Promise<Enrolment | undefined>;
  enter(enrolment: Enrolment): Promise<void>;
  /** Everything in this browser that is one person's. */
  of(actorId: ActorId): Promise<Enrolment[]>;
  /** None is in use any more; all are kept. */
  leave(): Promise<void>;
};

export function databaseName({ workspaceId, deviceId }: Pick<Enrolment, 'workspaceId' | 'deviceId'>): string {
  return `daybook/${workspaceId}/${deviceId}`;
}

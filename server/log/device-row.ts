import type { ActorId, DeviceId, Instant } from '../../shared/log/ids.ts';
import type { RegisteredDevice } from './event-log.ts';

/** What judging a commit needs of a row of `devices`, which is the same in every database. */
export type DeviceRow = { id: DeviceId; actor_id: ActorId; revoked_at: Instant | null };

export function devicesById(rows: readonly DeviceRow[]): Map<DeviceId, RegisteredDevice> {
  return new Map(
    rows.map(({ id, actor_id, revoked_at }) => [id, { actorId: actor_id, isRevoked: revoked_at !== null }]),
  );
}

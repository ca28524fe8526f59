import { mayRecord } from '../../../shared/access/permissions.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import { NEWER } from '../newer-device.ts';
import type { Authority } from '../people/authority.ts';
import { hold } from './violation.ts';

/** 12: whoever brought a commit was let do so at the moment in which it was recorded (W3). */
export function checkAuthority(event: RecordedEvent, authority: Authority): void {
  const { submittedBy, commitId, type } = event;
  const { actorId, deviceId } = submittedBy;
  if (deviceId === NEWER.deviceId) return;
  hold(authority.ownerOf(deviceId) === actorId, '12 authority', () => {
    return `${commitId} is recorded as of ${actorId}, and ${deviceId} is ${authority.ownerOf(deviceId)}’s`;
  });
  hold(authority.isRevoked(deviceId).has(false), '12 authority', () => {
    return `${commitId} was taken from ${deviceId}, which is revoked`;
  });
  if (uuidVersion(event.id) !== 7) return;
  const roles = [...authority.roles(actorId)];
  const isPermitted = roles.some((role) => role !== undefined && mayRecord(role, type));
  hold(isPermitted, '12 authority', () => `${type} of ${commitId} was taken from ${roles.join(' or ')}`);
}

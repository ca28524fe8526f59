import { mayAsk, mayRecord } from '../../../shared/access/permissions.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import type { Asked } from '../link.ts';
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
  const mayVouch = roles.some((role) => role !== undefined && mayAsk(role, SETTLES));
  hold(mayVouch || !isCutOff(event.meta, authority), '12 authority', () => {
    return `${commitId} of ${event.meta.deviceId}, which is cut off, was taken from ${roles.join(' or ')}`;
  });
}

/** C7: what these did, a planner answers for. */
const SETTLES = 'POST quarantine/:commit';

function isCutOff({ actorId, deviceId }: RecordedEvent['meta'], authority: Authority): boolean {
  const [revoked, roles] = [authority.isRevoked(deviceId), authority.roles(actorId)];
  return (revoked.size > 0 && !revoked.has(false)) || (roles.size > 0 && [...roles].every((role) => !role));
}

/** 12: whoever was given some of the log was let see it, at one moment at least since they asked. */
export function checkReading({ path, deviceId, at }: Asked, authority: Authority): void {
  if (!OF_THE_LOG.test(path)) return;
  hold(authority.wasRevokedSince(deviceId, at).has(false), '12 authority', () => {
    return `${path} was answered to ${deviceId}, which is revoked`;
  });
  const owner = authority.ownerOf(deviceId);
  const roles = owner ? [...authority.rolesSince(owner, at)] : [];
  hold(
    roles.some((role) => role !== undefined && mayAsk(role, 'GET events')),
    '12 authority',
    () => {
      return `${path} was answered to ${owner}, who is ${roles.join(' or ') || 'nobody'}`;
    },
  );
}

const OF_THE_LOG = /\/(events|segments)\b/;

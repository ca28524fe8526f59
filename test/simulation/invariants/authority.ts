import { SYSTEM } from '../../../server/expiry/expiry-of.ts';
import { mayAllotToOthers, mayAsk, mayRecord } from '../../../shared/access/permissions.ts';
import type { DeviceId } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import type { Asked, Listener } from '../link.ts';
import { NEWER } from '../newer-device.ts';
import type { Authority } from '../people/authority.ts';
import { LOOKS_WITHIN, TELLS_WITHIN } from './live-feeds.ts';
import { hold } from './violation.ts';

/** 12: whoever brought a commit was let do so at the moment in which it was recorded (W3), and it names who made it. */
export function checkAuthority(event: RecordedEvent, authority: Authority): void {
  const { submittedBy, commitId, type, meta } = event;
  const { actorId, deviceId } = submittedBy;
  if (deviceId === NEWER.deviceId || actorId === SYSTEM.actorId) return;
  hold(authority.ownerOf(deviceId) === actorId, '12 authority', () => {
    return `${commitId} is recorded as of ${actorId}, and ${deviceId} is ${authority.ownerOf(deviceId)}’s`;
  });
  hold(authority.ownerOf(meta.deviceId) === meta.actorId, '12 authority', () => {
    return `${commitId} names ${meta.actorId}, and ${meta.deviceId} is ${authority.ownerOf(meta.deviceId)}’s`;
  });
  hold(authority.isRevoked(deviceId).has(false), '12 authority', () => {
    return `${commitId} was taken from ${deviceId}, which is revoked`;
  });
  if (uuidVersion(event.id) !== 7) return;
  const roles = [...authority.roles(actorId)];
  const isPermitted = roles.some((role) => role !== undefined && mayRecord(role, type));
  hold(isPermitted, '12 authority', () => `${type} of ${commitId} was taken from ${roles.join(' or ')}`);
  const mayHandOut = roles.some((role) => role !== undefined && mayAllotToOthers(role));
  const isForAnother = type === 'SeatsAllotted' && event.data.deviceId !== deviceId;
  hold(mayHandOut || !isForAnother, '12 authority', () => {
    return `${commitId} hands out seats to ${String(event.data.deviceId)}, and is of ${roles.join(' or ')}`;
  });
  const mayVouch = roles.some((role) => role !== undefined && mayAsk(role, SETTLES));
  hold(mayVouch || !isCutOff(meta, authority), '12 authority', () => {
    return `${commitId} of ${meta.deviceId}, which is cut off, was taken from ${roles.join(' or ')}`;
  });
}

/** C7: what these did, a planner answers for. */
const SETTLES = 'POST quarantine/:commit';

function isCutOff({ actorId, deviceId }: RecordedEvent['meta'], authority: Authority): boolean {
  const [revoked, roles] = [authority.isRevoked(deviceId), authority.roles(actorId)];
  return (revoked.size > 0 && !revoked.has(false)) || (roles.size > 0 && [...roles].every((role) => !role));
}

/** 12: whoever was served is signed in, as the person whose device it is, at one moment at least since they asked. */
export function checkSession({ path, deviceId, session, at }: Asked, authority: Authority): void {
  hold(authority.wasSignedInSince(session, at).has(true), '12 authority', () => {
    return `${path} was answered to ${deviceId}, whose session has ended`;
  });
  if (!OF_A_DEVICE.test(path)) return;
  const [user, owner] = [authority.userOf(session), authority.ownerOf(deviceId)];
  hold(user === owner, '12 authority', () => `${path} was answered to ${user} with the device of ${owner}`);
}

/** And whoever was given some of the log was let see it. */
export function checkReading({ path, deviceId, at }: Asked, authority: Authority): void {
  if (OF_THE_LOG.test(path)) checkListener({ what: path, deviceId, since: at }, authority);
}

const OF_A_DEVICE = /\/(commits|events|segments)\b/;
const OF_THE_LOG = /\/(events|segments)\b/;
/** W6: a live feed is told nothing any more soon after its device, its person or its session is out. */
export function checkHint({ deviceId, session }: Listener, hinted: Hinted, authority: Authority): void {
  const { now, nodes, isTroubled } = hinted;
  const since = now - (nodes > 1 ? LOOKS_WITHIN : TELLS_WITHIN);
  if (nodes === 1 || !isTroubled) checkListener({ what: 'a hint', deviceId, since }, authority);
  hold(authority.wasSignedInSince(session, now - LOOKS_WITHIN).has(true), '12 authority', () => {
    return `${deviceId} is told of news, and its session has ended`;
  });
}

/** Where there are several nodes, one looks now and then whom another has cut off; `isTroubled`: or tries to. */
type Hinted = { readonly now: number; readonly nodes: number; readonly isTroubled: boolean };

type Told = { readonly what: string; readonly deviceId: DeviceId; readonly since: number };

function checkListener({ what, deviceId, since }: Told, authority: Authority): void {
  hold(authority.wasRevokedSince(deviceId, since).has(false), '12 authority', () => {
    return `${what} was given to ${deviceId}, which is revoked`;
  });
  const owner = authority.ownerOf(deviceId);
  const roles = owner ? [...authority.rolesSince(owner, since)] : [];
  hold(
    roles.some((role) => role !== undefined && mayAsk(role, 'GET events')),
    '12 authority',
    () => {
      return `${what} was given to ${owner}, who is ${roles.join(' or ') || 'nobody'}`;
    },
  );
}

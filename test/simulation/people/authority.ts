import type { Device, DeviceRegister } from '../../../server/access/device-register.ts';
import type { Member, Members } from '../../../server/access/members.ts';
import type { ActorId, DeviceId } from '../../../shared/log/ids.ts';
import type { Role } from '../../../shared/sync/people.ts';
import type { NamedAccounts } from '../../support/named-accounts.ts';
import { hold } from '../invariants/violation.ts';
import { createSpans } from '../spans.ts';

/** Undefined: no member, or not any more. */
export type Standing = Role | undefined;

/**
 * Who may do what, as somebody who sees everything would know it: told of each change by the ports that the server
 * makes it through, before and after.
 */
export type Authority = {
  /** Of somebody of whom the server was ever told; nothing of anybody else. */
  roles(user: ActorId): ReadonlySet<Standing>;
  rolesSince(user: ActorId, time: number): ReadonlySet<Standing>;
  isRevoked(device: DeviceId): ReadonlySet<boolean>;
  wasRevokedSince(device: DeviceId, time: number): ReadonlySet<boolean>;
  ownerOf(device: DeviceId): ActorId | undefined;
  /** Whose session a cookie is of. */
  userOf(session: string): ActorId | undefined;
  wasSignedInSince(session: string, time: number): ReadonlySet<boolean>;
  /** The server's own ports, listened to. */
  members(port: Members): Members;
  devices(port: DeviceRegister): DeviceRegister;
  accounts(port: NamedAccounts): NamedAccounts;
  /** As the server has it after it was started anew. What was answered is there; or a backup was put back. */
  reset(members: readonly Member[], devices: readonly Device[], isRestored: boolean): void;
};

export function createAuthority(clock: () => number): Authority {
  const roles = createSpans<ActorId, Standing>(clock);
  const revoked = createSpans<DeviceId, boolean>(clock);
  const signedIn = createSpans<string, boolean>(clock);
  const owners = new Map<DeviceId, ActorId>();
  const sessions = new Map<string, ActorId>();
  const users = new Set<ActorId>();

  function take(user: ActorId, role: Standing): () => void {
    users.add(user);
    return roles.begin(user, role);
  }

  return {
    roles: roles.now,
    rolesSince: roles.since,
    isRevoked: revoked.now,
    wasRevokedSince: revoked.since,
    ownerOf: (device) => owners.get(device),
    userOf: (session) => sessions.get(session),
    wasSignedInSince: signedIn.since,
    members: (port) => ({
      ...port,
      async grant(member) {
        const done = take(member.userId, member.role);
        const change = await port.grant(member);
        done();
        return change;
      },
      async withdraw(workspace, user) {
        const done = take(user, undefined);
        const change = await port.withdraw(workspace, user);
        done();
        return change;
      },
    }),
    devices: (port) => ({
      ...port,
      async enrol(device, atMost) {
        owners.set(device.deviceId, device.actorId);
        revoked.begin(device.deviceId, false)();
        return await port.enrol(device, atMost);
      },
      async revoke(workspace, device, at) {
        const done = revoked.begin(device, true);
        const wasThere = await port.revoke(workspace, device, at);
        done();
        return wasThere;
      },
    }),
    accounts: (port) => ({
      ...port,
      begin(user) {
        const session = port.begin(user);
        sessions.set(session, user);
        signedIn.begin(session, true)();
        return session;
      },
      async endSession(id) {
        const done = signedIn.begin(`session=${id}`, false);
        await port.endSession(id);
        done();
      },
    }),
    reset(members, devices, isRestored) {
      const now = new Map(members.map(({ userId, role }) => [userId, role]));
      for (const user of new Set([...users, ...now.keys()])) {
        const role = now.get(user);
        const known = roles.now(user);
        hold(isRestored || known.size === 0 || known.has(role), '6 a truthful yes', () => {
          return `${user} is ${role ?? 'no member'} after a start, and was ${[...known].join(' or ')}`;
        });
        take(user, role)();
      }
      for (const { deviceId, actorId, revokedAt } of devices) {
        const known = revoked.now(deviceId);
        hold(isRestored || known.size === 0 || known.has(revokedAt !== null), '6 a truthful yes', () => {
          return `${deviceId} is ${revokedAt ? '' : 'not '}revoked after a start`;
        });
        owners.set(deviceId, actorId);
        revoked.begin(deviceId, revokedAt !== null)();
      }
    },
  };
}

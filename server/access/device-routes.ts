import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { mayAsk, mayRevokeOf } from '../../shared/access/permissions.ts';
import { type ActorId, DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import type { ManagedDevices, Role } from '../../shared/sync/people.ts';
import { type EnrolReply, EnrolRequest } from '../../shared/sync/protocol.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { EventLog, Workspace } from '../log/event-log.ts';
import { type Chance, type Clock, instantOf, newId } from '../running/clock.ts';
import type { Logger } from '../running/logger.ts';
import type { Callers } from './caller.ts';
import type { Device, DeviceRegister, NewDevice } from './device-register.ts';
import { enrol } from './enrol.ts';
import type { Members } from './members.ts';
import { giveToken, hashToken, newToken, type Place } from './token.ts';

export type DeviceRoutes = {
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  readonly accounts: Accounts;
  readonly callers: Callers;
  readonly live: LiveHub;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
};

const Named = v.pipe(
  EnrolRequest,
  v.check(({ name }) => !name.includes('\u0000'), 'holds a character that no log can keep'),
);

export function deviceRoutes(app: Hono, services: DeviceRoutes): void {
  const { accounts, devices, callers, live, clock, log } = services;

  route(app, '/api/workspaces/:workspace/devices', {
    POST: (c) => (accounts.isOpen ? enrolAnybody(c, services) : enrolMember(c, services)),
    async GET(c) {
      const { device, workspace } = await callers.inWorkspace(c, 'GET devices');
      const all = await devices.list(workspace.id);
      const people = await accounts.people?.described([...new Set(all.map(({ actorId }) => actorId))]);
      return c.json(
        all.map(({ workspaceId: _, sessionId: __, ...one }) => ({
          ...one,
          person: people?.get(one.actorId)?.name ?? null,
          current: one.deviceId === device.deviceId,
        })) satisfies ManagedDevices,
      );
    },
  });

  route(app, '/api/workspaces/:workspace/devices/:device', {
    async DELETE(c) {
      const { device, workspace, role } = await callers.inWorkspace(c, 'DELETE devices/:device');
      const revoked = await deviceNamed(c, workspace.id, devices);
      if (!revoked) throw requestProblem('not-found', 404);
      if (revoked.actorId !== device.actorId && !(await mayRevoke(role, revoked, services)))
        throw requestProblem('not-permitted', 403, { role });
      await devices.revoke(workspace.id, revoked.deviceId, instantOf(clock()));
      // With the session that it has, whoever found it could enrol it anew.
      if (revoked.sessionId) await accounts.endSession(revoked.sessionId);
      live.end(revoked.deviceId);
      log({
        level: 'info',
        event: 'device-revoked',
        workspaceId: workspace.id,
        deviceId: revoked.deviceId,
        by: device.actorId,
      });
      return c.body(null, 204);
    },
  });
}

/** It ends their session: so never of somebody above, as with enrolling (W10). Without accounts all are equals. */
async function mayRevoke(
  own: Role,
  { workspaceId, actorId }: Device,
  { members, accounts }: DeviceRoutes,
): Promise<boolean> {
  if (accounts.isOpen) return mayAsk(own, 'DELETE devices/:device of others');
  return mayRevokeOf(own, (await members.role(workspaceId, actorId)) ?? 'no member');
}

async function deviceNamed(
  c: Context,
  workspace: WorkspaceId,
  devices: DeviceRegister,
): Promise<Device | undefined> {
  const id = v.safeParse(DeviceId, c.req.param('device'));
  return id.success ? devices.byId(workspace, id.output) : undefined;
}

/** Where there are no accounts: a device and the person who uses it, in one. */
async function enrolAnybody(c: Context, services: DeviceRoutes): Promise<Response> {
  const { eventLog, members, clock } = services;
  const id = v.safeParse(WorkspaceId, c.req.param('workspace'));
  const workspace = id.success ? await eventLog.workspace(id.output) : undefined;
  if (!workspace) throw requestProblem('not-found', 404);
  const device = await newDevice(c, workspace.id, services);
  const { actorId: userId } = device;
  await members.grant({ workspaceId: workspace.id, userId, role: 'planner', since: instantOf(clock()) });
  return welcome(c, { workspace, device }, services);
}

async function enrolMember(c: Context, services: DeviceRoutes): Promise<Response> {
  const { person, workspace } = await services.callers.member(c, 'POST devices');
  const { userId } = person;
  const fresh = await newDevice(c, workspace.id, services);
  const device = { ...fresh, actorId: userId, sessionId: person.sessionId };
  return welcome(c, { workspace, device, place: { workspaceId: workspace.id, userId } }, services);
}

type Fresh = Omit<NewDevice, 'tokenHash' | 'enrolledAt'> & { readonly token: string };

async function newDevice(
  c: Context,
  workspaceId: WorkspaceId,
  { clock, chance }: DeviceRoutes,
): Promise<Fresh> {
  const { name } = fitting(Named, await readJson(c.req.raw));
  const token = newToken(chance);
  const deviceId = newId(clock, chance) as DeviceId;
  const actorId = newId(clock, chance) as ActorId;
  return { workspaceId, deviceId, actorId, name, token, sessionId: null };
}

type Enrolling = { readonly workspace: Workspace; readonly device: Fresh; readonly place?: Place };

async function welcome(
  c: Context,
  { workspace, device: { token, ...device }, place }: Enrolling,
  { devices, clock }: DeviceRoutes,
): Promise<Response> {
  await enrol(devices, { ...device, tokenHash: hashToken(token), enrolledAt: instantOf(clock()) });
  giveToken(c, token, place);
  const { deviceId, actorId, name } = device;
  return c.json({ deviceId, actorId, epoch: workspace.epoch, name } satisfies EnrolReply, 201);
}

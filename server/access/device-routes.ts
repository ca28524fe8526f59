import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { type ActorId, DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import { type Devices, type EnrolReply, EnrolRequest, type Workspaces } from '../../shared/sync/protocol.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { LiveHub } from '../live/live-hub.ts';
import type { EventLog } from '../log/event-log.ts';
import { type Chance, type Clock, instantOf, newId } from '../running/clock.ts';
import type { Callers } from './caller.ts';
import type { DeviceRegister } from './device-register.ts';
import { giveToken, hashToken, newToken } from './token.ts';

export type DeviceRoutes = {
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly callers: Callers;
  readonly live: LiveHub;
  readonly clock: Clock;
  readonly chance: Chance;
};

/** Everybody who is enrolled may do everything until roles come. */
const ROLE = 'planner';

const Enrolling = v.pipe(
  EnrolRequest,
  v.check(({ name }) => !name.includes('\u0000'), 'holds a character that no log can keep'),
);

export function deviceRoutes(app: Hono, services: DeviceRoutes): void {
  const { eventLog, devices, callers, live, clock } = services;

  route(app, '/api/workspaces', {
    async GET(c) {
      const device = await callers.device(c);
      const workspaces = await eventLog.workspaces();
      if (!device) {
        const enrol = { workspaces: workspaces.map(({ id, name }) => ({ id, name })) };
        throw requestProblem('sign-in', 401, { enrol });
      }
      const own = workspaces.filter(({ id }) => id === device.workspaceId);
      return c.json(
        own.map(({ id, name, epoch, head }) => ({ id, name, role: ROLE, epoch, head })) satisfies Workspaces,
      );
    },
  });

  route(app, '/api/workspaces/:workspace/devices', {
    POST: (c) => enrol(c, services),
    async GET(c) {
      const { device, workspace } = await callers.inWorkspace(c);
      const all = await devices.list(workspace.id);
      return c.json(
        all.map(({ workspaceId: _, ...one }) => ({
          ...one,
          current: one.deviceId === device.deviceId,
        })) satisfies Devices,
      );
    },
  });

  route(app, '/api/workspaces/:workspace/devices/:device', {
    async DELETE(c) {
      const { workspace } = await callers.inWorkspace(c);
      const device = v.safeParse(DeviceId, c.req.param('device'));
      const found = device.success && (await devices.revoke(workspace.id, device.output, instantOf(clock())));
      if (!found) throw requestProblem('not-found', 404);
      live.end(device.output);
      return c.body(null, 204);
    },
  });
}

/** A device and the person who uses it, in one, until there are accounts. */
async function enrol(c: Context, { eventLog, devices, clock, chance }: DeviceRoutes): Promise<Response> {
  const id = v.safeParse(WorkspaceId, c.req.param('workspace'));
  const workspace = id.success ? await eventLog.workspace(id.output) : undefined;
  if (!workspace) throw requestProblem('not-found', 404);
  const { name } = fitting(Enrolling, await readJson(c.req.raw));
  const token = newToken(chance);
  const deviceId = newId(clock, chance) as DeviceId;
  const actorId = newId(clock, chance) as ActorId;
  const enrolledAt = instantOf(clock());
  await devices.enrol({
    workspaceId: workspace.id,
    deviceId,
    actorId,
    name,
    tokenHash: hashToken(token),
    enrolledAt,
  });
  giveToken(c, token);
  return c.json({ deviceId, actorId, epoch: workspace.epoch, name } satisfies EnrolReply, 201);
}

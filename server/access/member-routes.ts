import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { ActorId, type WorkspaceId } from '../../shared/log/ids.ts';
import { type Members as MemberList, NewMember } from '../../shared/sync/people.ts';
import type { People } from '../accounts/accounts.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { LiveHub } from '../live/live-hub.ts';
import { type Clock, instantOf } from '../running/clock.ts';
import type { Callers } from './caller.ts';
import type { DeviceRegister } from './device-register.ts';
import type { Members } from './members.ts';

export type MemberRoutes = {
  readonly people: People;
  readonly members: Members;
  readonly devices: DeviceRegister;
  readonly callers: Callers;
  readonly live: LiveHub;
  readonly clock: Clock;
};

export function memberRoutes(app: Hono, services: MemberRoutes): void {
  const { people, members, callers, clock } = services;

  route(app, '/api/workspaces/:workspace/members', {
    async GET(c) {
      const { workspace, role } = await callers.inWorkspace(c, 'GET members');
      const all = await members.list(workspace.id);
      const described = await people.described(all.map(({ userId }) => userId));
      return c.json(
        all.map(({ userId, role: theirs, since }) => {
          const { name = null, mail = undefined } = described.get(userId) ?? {};
          const email = role === 'administrator' && mail !== undefined ? { email: mail } : {};
          return { userId, role: theirs, since, name, ...email };
        }) satisfies MemberList,
      );
    },
    async POST(c) {
      const { workspace } = await callers.inWorkspace(c, 'POST members');
      const { email, role, ...somebody } = fitting(NewMember, await readJson(c.req.raw));
      const userId = await people.admit({ ...somebody, mail: email });
      if (role !== 'administrator') await mustLeaveAnother(workspace.id, userId, members);
      await members.grant({ workspaceId: workspace.id, userId, role, since: instantOf(clock()) });
      return c.json({ userId }, 201);
    },
  });

  route(app, '/api/workspaces/:workspace/members/:user', {
    DELETE: (c) => withdraw(c, services),
  });
}

async function withdraw(c: Context, { members, devices, callers, live }: MemberRoutes): Promise<Response> {
  const { workspace } = await callers.inWorkspace(c, 'DELETE members/:user');
  const user = v.safeParse(ActorId, c.req.param('user'));
  if (!user.success) throw requestProblem('not-found', 404);
  await mustLeaveAnother(workspace.id, user.output, members);
  if (!(await members.withdraw(workspace.id, user.output))) throw requestProblem('not-found', 404);
  for (const { actorId, deviceId } of await devices.list(workspace.id))
    if (actorId === user.output) live.end(deviceId);
  return c.body(null, 204);
}

/** A workspace that nobody administers is nobody's to mend. */
async function mustLeaveAnother(workspace: WorkspaceId, user: ActorId, members: Members): Promise<void> {
  const administrators = (await members.list(workspace)).filter(({ role }) => role === 'administrator');
  const isLast = administrators.length === 1 && administrators[0]?.userId === user;
  if (isLast) throw requestProblem('last-administrator', 409);
}

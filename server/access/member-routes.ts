import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { ActorId } from '../../shared/log/ids.ts';
import {
  type Admitted,
  FirstPassword,
  type Members as MemberList,
  NewMember,
} from '../../shared/sync/people.ts';
import type { People } from '../accounts/accounts.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { LiveHub } from '../live/live-hub.ts';
import { type Clock, instantOf } from '../running/clock.ts';
import type { Logger } from '../running/logger.ts';
import type { Callers } from './caller.ts';
import type { Member, Members, RoleChange } from './members.ts';

export type MemberRoutes = {
  readonly people: People;
  readonly members: Members;
  readonly callers: Callers;
  readonly live: LiveHub;
  readonly clock: Clock;
  readonly log: Logger;
};

export function memberRoutes(app: Hono, services: MemberRoutes): void {
  const { people, members, callers, clock, log } = services;

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
      const { workspace, device } = await callers.inWorkspace(c, 'POST members');
      const { email, role, ...somebody } = fitting(NewMember, await readJson(c.req.raw));
      const admitted = await people.admit({ ...somebody, mail: email }, workspace.id);
      const member = { workspaceId: workspace.id, userId: admitted.userId, role, since: instantOf(clock()) };
      await giveRole(member, services);
      const { since: _, ...given } = member;
      log({ level: 'info', event: 'role-given', ...given, by: device.actorId });
      return c.json(admitted satisfies Admitted, 201);
    },
  });

  route(app, '/api/workspaces/:workspace/members/:user', {
    DELETE: (c) => withdraw(c, services),
  });

  route(app, '/api/workspaces/:workspace/members/:user/password', {
    POST: (c) => givePassword(c, services),
  });
}

/**
 * What a code began does not open another role (W10). It ends before that is given, so that nothing outlives it, should
 * this server end in between; and after it, for what was begun meanwhile.
 */
async function giveRole(member: Member, { members, people }: MemberRoutes): Promise<void> {
  const { workspaceId, userId, role } = member;
  const isNews = (await members.role(workspaceId, userId)) !== role;
  if (isNews) await people.endSessionsOfCodes(userId, workspaceId);
  mustBeDone(await members.grant(member));
  if (isNews) await people.endSessionsOfCodes(userId, workspaceId);
}

async function withdraw(c: Context, { members, callers, live, log }: MemberRoutes): Promise<Response> {
  const { workspace, device } = await callers.inWorkspace(c, 'DELETE members/:user');
  const user = userNamed(c);
  mustBeDone(await members.withdraw(workspace.id, user));
  live.endPerson(workspace.id, user);
  log({
    level: 'info',
    event: 'member-withdrawn',
    workspaceId: workspace.id,
    userId: user,
    by: device.actorId,
  });
  return c.body(null, 204);
}

/** W12. It opens this workspace alone: whoever is admitted elsewhere while this is being asked does not come in there. */
async function givePassword(c: Context, services: MemberRoutes): Promise<Response> {
  const { members, people, callers, log } = services;
  const { workspace, device, role } = await callers.inWorkspace(c, 'POST members/:user/password');
  const user = userNamed(c);
  const { password } = fitting(FirstPassword, await readJson(c.req.raw));
  const of = await members.of(user);
  const isKnown = (await people.described([user])).has(user);
  if (!isKnown || !of.some(({ workspaceId }) => workspaceId === workspace.id))
    throw requestProblem('not-found', 404);
  // Theirs they change with the one until now: an open device is not enough to take an account away.
  if (user === device.actorId) throw requestProblem('not-permitted', 403, { role });
  if (of.length > 1 && (await people.passwordGivenBy(user)) !== workspace.id)
    throw requestProblem('account-of-others', 409);
  await people.setPassword(user, password, workspace.id);
  log({
    level: 'info',
    event: 'password-given',
    workspaceId: workspace.id,
    userId: user,
    by: device.actorId,
  });
  return c.body(null, 204);
}

function userNamed(c: Context): ActorId {
  const user = v.safeParse(ActorId, c.req.param('user'));
  if (!user.success) throw requestProblem('not-found', 404);
  return user.output;
}

/** A workspace that nobody administers is nobody's to mend. */
function mustBeDone(change: RoleChange): void {
  if (change === 'last-administrator') throw requestProblem('last-administrator', 409);
  if (change === 'no-member') throw requestProblem('not-found', 404);
}

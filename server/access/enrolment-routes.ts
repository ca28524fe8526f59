import type { Context, Hono } from 'hono';
import { mayEnrol } from '../../shared/access/permissions.ts';
import type { DeviceId } from '../../shared/log/ids.ts';
import { EnrolByCode, type EnrolmentCodeReply, NewEnrolmentCode } from '../../shared/sync/people.ts';
import type { EnrolReply } from '../../shared/sync/protocol.ts';
import type { People } from '../accounts/accounts.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { EventLog } from '../log/event-log.ts';
import { type Chance, type Clock, instantOf, newId } from '../running/clock.ts';
import type { Callers } from './caller.ts';
import type { DeviceRegister } from './device-register.ts';
import { enrol } from './enrol.ts';
import type { EnrolmentCode, EnrolmentCodes } from './enrolment-codes.ts';
import type { Members } from './members.ts';
import { giveCookie, giveToken, hashToken, newToken } from './token.ts';

/** How long a code waits for whoever scans it. */
const CODE_COUNTS_MS = 10 * 60_000;

export type EnrolmentRoutes = {
  readonly codes: EnrolmentCodes;
  readonly people: People;
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  readonly callers: Callers;
  readonly clock: Clock;
  readonly chance: Chance;
};

/**
 *   a planner's device ── for whom? ──▶ code, shown as a picture ──▶ another browser ── code ──▶ device and session of
 *                                                                                                that member, once
 */
export function enrolmentRoutes(app: Hono, services: EnrolmentRoutes): void {
  const { codes, members, callers, clock, chance } = services;

  route(app, '/api/workspaces/:workspace/enrolment-codes', {
    async POST(c) {
      const { device, workspace, role: own } = await callers.inWorkspace(c, 'POST enrolment-codes');
      const { userId } = fitting(NewEnrolmentCode, await readJson(c.req.raw));
      const madeBy = device.actorId;
      const role = await members.role(workspace.id, userId);
      if (!role) throw requestProblem('not-found', 404);
      if (!mayEnrol(own, { role, isSelf: userId === madeBy }))
        throw requestProblem('not-permitted', 403, { role: own });
      const code = newToken(chance);
      const expiresAt = instantOf(clock() + CODE_COUNTS_MS);
      const codeHash = hashToken(code);
      await codes.add({ workspaceId: workspace.id, codeHash, userId, role, madeBy, expiresAt });
      return c.json({ code, expiresAt } satisfies EnrolmentCodeReply, 201);
    },
  });

  route(app, '/api/enrol', { POST: (c) => enrolByCode(c, services) });
}

/** The code goes first: whatever fails after that, it lets nobody in any more. */
async function enrolByCode(c: Context, services: EnrolmentRoutes): Promise<Response> {
  const { codes, people, eventLog, devices, clock, chance } = services;
  const { workspaceId, code, name } = fitting(EnrolByCode, await readJson(c.req.raw));
  const attempt = await people.attempt(c);
  const at = instantOf(clock());
  const deviceId = newId(clock, chance) as DeviceId;
  const taken = await codes.take({ workspaceId, codeHash: hashToken(code), deviceId, at });
  const workspace = taken && (await eventLog.workspace(workspaceId));
  if (!workspace || !(await counts(taken, services))) throw requestProblem('enrolment-code', 404);
  await attempt.succeeded();

  const { userId: actorId } = taken;
  const token = newToken(chance);
  const session = await people.beginSession(actorId, workspaceId);
  const { sessionId } = session;
  // Whoever gave the member another role meanwhile may have ended their sessions before this one was there.
  if (!(await counts(taken, services))) {
    await people.endSessionsOfCodes(actorId, workspaceId);
    throw requestProblem('enrolment-code', 404);
  }
  const tokenHash = hashToken(token);
  // Where that is refused nobody has got the session's cookie.
  await enrol(devices, { workspaceId, deviceId, actorId, name, tokenHash, enrolledAt: at, sessionId });
  giveCookie(c, session.cookie);
  giveToken(c, token, { workspaceId, userId: actorId });
  return c.json({ deviceId, actorId, epoch: workspace.epoch, name } satisfies EnrolReply, 201);
}

/** Both are still what they were when it was made. */
async function counts(
  { workspaceId, userId, role, madeBy }: EnrolmentCode,
  { members }: { readonly members: Members },
): Promise<boolean> {
  const makers = await members.role(workspaceId, madeBy);
  const isAsThen = (await members.role(workspaceId, userId)) === role;
  return makers !== undefined && isAsThen && mayEnrol(makers, { role, isSelf: userId === madeBy });
}

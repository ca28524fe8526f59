import { timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import type { ActorId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import { SetUp, type SetUpReply } from '../../shared/sync/people.ts';
import type { Members } from '../access/members.ts';
import { hashToken } from '../access/token.ts';
import type { People } from '../accounts/accounts.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import { createTurns } from '../http/turns.ts';
import type { EventLog } from '../log/event-log.ts';
import { type Chance, type Clock, instantOf, newId } from '../running/clock.ts';

/** What a server that has no administrator yet is told, and what of it goes into the link. */
export type FirstStart = { readonly token: string; readonly workspaceId: WorkspaceId };

export type SetUpRoutes = FirstStart & {
  readonly people: People;
  readonly members: Members;
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly chance: Chance;
  /** Sample sessions, where the workspace has nothing in it. */
  readonly fill: (workspace: WorkspaceId) => Promise<void>;
};

export function setUpRoutes(app: Hono, services: SetUpRoutes): void {
  const oneByOne = createTurns(1);
  route(app, '/api/set-up', {
    async POST(c) {
      const asked = fitting(SetUp, await readJson(c.req.raw));
      if (!isSame(asked.token, services.token)) throw requestProblem('not-found', 404);
      return c.json((await oneByOne(() => setUp(asked, services))) satisfies SetUpReply, 201);
    },
  });
}

/**
 * The link serves once: it ends with the first administrator, of whom there is one, however many servers are asked at
 * once. A set-up that broke off before that can be repeated. Who it is comes before anything is made: a password that
 * would open nothing is refused while the link still serves. The samples come last: nobody else writes any.
 */
async function setUp(asked: SetUp, services: SetUpRoutes): Promise<SetUpReply> {
  const { workspaceId, members, eventLog, clock, chance, fill } = services;
  if (await hasAdministrator(members, workspaceId)) throw requestProblem('not-found', 404);
  const userId = await admitted(asked, services);
  const at = instantOf(clock());
  const epoch = newId(clock, chance) as Epoch;
  await eventLog.openWorkspace({ id: workspaceId, name: asked.workspaceName, epoch, at });
  if (!(await members.appointFirst({ workspaceId, userId, since: at })))
    throw requestProblem('not-found', 404);
  if (asked.samples) await fill(workspaceId);
  return { userId, workspaceId };
}

/** Whom the password that was typed in opens the account of. One that belongs to no workspace nobody else has a say in. */
async function admitted(
  { name, email, password }: SetUp,
  { people, members, workspaceId }: SetUpRoutes,
): Promise<ActorId> {
  const { userId } = await people.admit({ name, mail: email }, workspaceId);
  if ((await members.of(userId)).length > 0) throw requestProblem('account-exists', 409);
  await people.setPassword(userId, password, null);
  return userId;
}

export async function hasAdministrator(members: Members, workspace: WorkspaceId): Promise<boolean> {
  return (await members.list(workspace)).some(({ role }) => role === 'administrator');
}

function isSame(given: string, token: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(token)));
}

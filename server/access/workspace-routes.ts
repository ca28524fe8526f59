import type { Context, Hono } from 'hono';
import type { ActorId } from '../../shared/log/ids.ts';
import type { Workspaces } from '../../shared/sync/protocol.ts';
import { UsualSession } from '../../shared/sync/usual-session.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Logger } from '../running/logger.ts';
import type { Callers } from './caller.ts';
import type { Members } from './members.ts';

export type WorkspaceRoutes = {
  readonly eventLog: EventLog;
  readonly members: Members;
  readonly accounts: Accounts;
  readonly callers: Callers;
  readonly log: Logger;
};

export function workspaceRoutes(app: Hono, services: WorkspaceRoutes): void {
  const { eventLog, members, accounts, callers, log } = services;

  route(app, '/api/workspaces', {
    async GET(c) {
      const { userId, boundTo } = accounts.isOpen
        ? { userId: await enrolled(c, services) }
        : await callers.person(c);
      const memberships = (await members.of(userId)).filter(
        ({ workspaceId }) => boundTo === undefined || workspaceId === boundTo,
      );
      const all = await Promise.all(
        memberships.map(async ({ workspaceId, role }) => {
          const found = await eventLog.workspace(workspaceId);
          return found
            ? [{ id: found.id, name: found.name, role, epoch: found.epoch, head: found.head }]
            : [];
        }),
      );
      return c.json(all.flat() satisfies Workspaces);
    },
  });

  route(app, '/api/workspaces/:workspace/usual-session', {
    async POST(c) {
      const { workspace, device } = await callers.inWorkspace(c, 'POST usual-session');
      const usual = fitting(UsualSession, await readJson(c.req.raw));
      await eventLog.chooseUsualSession(workspace.id, usual);
      log({
        level: 'info',
        event: 'usual-session-chosen',
        workspaceId: workspace.id,
        by: device.actorId,
      });
      return c.body(null, 204);
    },
  });
}

/** Who is enrolled here, where there are no accounts; to anybody else it is said where one can. */
async function enrolled(c: Context, { callers, eventLog }: WorkspaceRoutes): Promise<ActorId> {
  const device = await callers.device(c);
  if (device) return device.actorId;
  const workspaces = (await eventLog.workspaces()).map(({ id, name }) => ({ id, name }));
  throw requestProblem('sign-in', 401, { enrol: { workspaces } });
}

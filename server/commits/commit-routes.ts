import type { Hono } from 'hono';
import * as v from 'valibot';
import { LIMITS, PROTOCOL, type PushReply, PushRequest } from '../../shared/sync/protocol.ts';
import type { Callers } from '../access/caller.ts';
import { epochChanged } from '../http/epoch.ts';
import { fitting, readJson } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { GroupCommit } from './group-commit.ts';

export type CommitRoutes = { readonly callers: Callers; readonly commits: GroupCommit };

export function commitRoutes(app: Hono, { callers, commits }: CommitRoutes): void {
  route(app, '/api/workspaces/:workspace/commits', {
    async POST(c) {
      const { device, workspace } = await callers.delivering(c);
      const request = readEnvelope(await readJson(c.req.raw));
      // Somebody else's queue is not sent in this person's name; it waits for its own.
      if (request.deviceId !== device.deviceId)
        throw requestProblem('sign-in', 401, { detail: 'The commits come from another device' });
      const { actorId, deviceId } = device;
      const sender = { actorId, deviceId };
      const { epoch } = request;
      const pushed = await commits.push({
        workspaceId: workspace.id,
        epoch,
        sender,
        commits: request.commits,
      });
      if (pushed.kind === 'epoch-changed') throw epochChanged(pushed);
      const { head, receipts } = pushed;
      return c.json({ epoch: pushed.epoch, head, receipts } satisfies PushReply);
    },
  });
}

const AnyProtocol = v.object({ protocol: v.number() });
const AnyCommits = v.object({ commits: v.array(v.unknown()) });

/** What is too new, or too much, is said before its form is judged: only the newer side knows that form. */
function readEnvelope(body: unknown): PushRequest {
  const { protocol } = fitting(AnyProtocol, body);
  if (protocol !== PROTOCOL) throw requestProblem('update-app', 409, { protocol: PROTOCOL });
  if (fitting(AnyCommits, body).commits.length > LIMITS.commitsPerRequest)
    throw requestProblem('too-many', 422, { detail: `more than ${LIMITS.commitsPerRequest} commits` });
  return fitting(PushRequest, body);
}

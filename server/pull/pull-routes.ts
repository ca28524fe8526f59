import { sValidator } from '@hono/standard-validator';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { Epoch, position } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import type { Callers } from '../access/caller.ts';
import { jsonText } from '../http/compressed.ts';
import { epochChanged } from '../http/epoch.ts';
import { requestProblem } from '../http/request-problem.ts';
import { refuseOthers } from '../http/routes.ts';
import type { EventLog } from '../log/event-log.ts';

export type PullRoutes = { readonly eventLog: EventLog; readonly callers: Callers };

const WholeNumber = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}$/),
  v.transform((text) => Number(text)),
);

const Query = v.object({
  epoch: Epoch,
  after: v.optional(WholeNumber, '0'),
  limit: v.optional(v.pipe(WholeNumber, v.minValue(1)), String(LIMITS.eventsPerPage)),
});

const query = sValidator('query', Query, (result) => {
  if (!result.success) throw requestProblem('malformed', 422, { detail: 'epoch, after or limit' });
});

export function pullRoutes(app: Hono, { eventLog, callers }: PullRoutes): void {
  const path = '/api/workspaces/:workspace/events';
  app.get(path, query, async (c) => {
    const { workspace } = await callers.inWorkspace(c);
    const asked = c.req.valid('query');
    if (asked.epoch !== workspace.epoch) throw epochChanged(workspace);
    const { id, epoch, head } = workspace;
    const after = position(asked.after);
    const limit = Math.min(asked.limit, LIMITS.eventsPerPage);
    // A page never splits a commit: it goes on to the end of the one that it has begun (R1).
    const last = await eventLog.commitAt(id, position(Math.min(after + limit, head)));
    const upTo = last?.last ?? head;
    const events = after < head ? await eventLog.events(id, { after, upTo }) : [];
    const body = `{"epoch":"${epoch}","head":${head},"events":[${events.join(',')}]}`;
    return jsonText(c, body);
  });
  refuseOthers(app, path, ['GET']);
}

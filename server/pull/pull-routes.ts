import type { Hono } from 'hono';
import * as v from 'valibot';
import { Epoch, position } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import type { Callers } from '../access/caller.ts';
import { jsonText } from '../http/compressed.ts';
import { epochChanged } from '../http/epoch.ts';
import { fitting } from '../http/read-json.ts';
import { route } from '../http/routes.ts';
import { createTurns } from '../http/turns.ts';
import type { EventLog } from '../log/event-log.ts';

export type PullRoutes = { readonly eventLog: EventLog; readonly callers: Callers };

const WholeNumber = v.pipe(
  v.string(),
  v.regex(/^\d{1,15}$/),
  v.transform((text) => Number(text)),
);

export const PullQuery = v.object({
  epoch: Epoch,
  after: v.optional(WholeNumber, '0'),
  limit: v.optional(v.pipe(WholeNumber, v.minValue(1)), String(LIMITS.eventsPerPage)),
});

/**
 * Pages that are put together at the same time. One takes megabytes until it is compressed, and when a server comes
 * back all devices ask at once: 500 of them took 1,260 MB without this, and 390 MB with it.
 */
const PAGES_AT_ONCE = 8;

export function pullRoutes(app: Hono, { eventLog, callers }: PullRoutes): void {
  const inTurn = createTurns(PAGES_AT_ONCE);
  route(app, '/api/workspaces/:workspace/events', {
    GET: (c) =>
      inTurn(async () => {
        const { workspace, role } = await callers.inWorkspace(c, 'GET events');
        const asked = fitting(PullQuery, c.req.query());
        if (asked.epoch !== workspace.epoch) throw epochChanged(workspace);
        const { id, epoch, head } = workspace;
        const after = position(asked.after);
        const limit = Math.min(asked.limit, LIMITS.eventsPerPage);
        // A page never splits a commit: it goes on to the end of the one that it has begun (R1).
        const last = await eventLog.commitAt(id, position(Math.min(after + limit, head)));
        const upTo = last?.last ?? head;
        const events = after < head ? await eventLog.events(id, { after, upTo }) : [];
        c.header('daybook-role', role);
        if (workspace.usualSession) c.header('daybook-usual-session', workspace.usualSession);
        const body = `{"epoch":"${epoch}","head":${head},"events":[${events.join(',')}]}`;
        return jsonText(c, body);
      }),
  });
}

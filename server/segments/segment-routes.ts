import { gunzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import * as v from 'valibot';
import { Epoch, position } from '../../shared/log/ids.ts';
import type { SegmentList } from '../../shared/sync/protocol.ts';
import type { Callers } from '../access/caller.ts';
import { acceptsGzip } from '../http/compressed.ts';
import { epochChanged } from '../http/epoch.ts';
import { fitting } from '../http/read-json.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Packer } from './pack.ts';

export type SegmentRoutes = {
  readonly eventLog: EventLog;
  readonly callers: Callers;
  readonly packer: Packer;
};

/** Most segments that one request packs; the tail makes up for the others. */
const PACKED_PER_REQUEST = 16;
export const SegmentsQuery = v.object({ epoch: Epoch });
export const SegmentName = v.object({
  first: v.pipe(v.string(), v.regex(/^[1-9]\d{0,14}$/), v.transform(Number)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

export function segmentRoutes(app: Hono, { eventLog, callers, packer }: SegmentRoutes): void {
  route(app, '/api/workspaces/:workspace/segments', {
    async GET(c) {
      const { workspace } = await callers.inWorkspace(c, 'GET segments');
      const asked = fitting(SegmentsQuery, c.req.query());
      if (asked.epoch !== workspace.epoch) throw epochChanged(workspace);
      const { epoch, head } = workspace;
      // What cannot be packed now, on a full disk for one, comes with the tail.
      await packer.catchUp(workspace.id, head, PACKED_PER_REQUEST);
      // What was packed after `head` was read is left for the next time.
      const segments = (await eventLog.segments(workspace.id)).filter(({ last }) => last <= head);
      return c.json({ epoch, head, segments } satisfies SegmentList);
    },
  });

  route(app, '/api/workspaces/:workspace/segments/:first/:hash', {
    async GET(c) {
      const { workspace } = await callers.inWorkspace(c, 'GET segments/:first/:hash');
      const name = v.safeParse(SegmentName, c.req.param());
      const body =
        name.success &&
        (await eventLog.segmentBody(workspace.id, {
          first: position(name.output.first),
          hash: name.output.hash,
        }));
      if (!body) throw requestProblem('not-found', 404);
      c.header('content-type', 'application/json');
      c.header('vary', 'accept-encoding');
      if (!acceptsGzip(c)) return c.body(gunzipSync(body));
      c.header('content-encoding', 'gzip');
      return c.body(new Uint8Array(body));
    },
  });
}

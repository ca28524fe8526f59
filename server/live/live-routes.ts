import type { Hono } from 'hono';
import type { LiveHint } from '../../shared/sync/protocol.ts';
import type { Caller, Callers } from '../access/caller.ts';
import { route } from '../http/routes.ts';
import type { EventLog } from '../log/event-log.ts';
import type { LiveHub } from './live-hub.ts';

/** Shorter than proxies wait before they give a silent connection up. */
const HEARTBEAT_MS = 20_000;
/** How soon a browser connects again by itself. */
const RETRY_MS = 3_000;

export type LiveRoutes = {
  readonly eventLog: EventLog;
  readonly callers: Callers;
  readonly live: LiveHub;
};

export function liveRoutes(app: Hono, { eventLog, callers, live }: LiveRoutes): void {
  route(app, '/api/workspaces/:workspace/live', {
    async GET(c) {
      const caller = await callers.inWorkspace(c);
      const feed = createFeed(caller, live);
      // Read after subscribing, so that no commit falls between the two.
      const now = await eventLog.workspace(caller.workspace.id);
      if (now) feed.hint({ epoch: now.epoch, head: now.head });
      return c.body(feed.stream, 200, { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' });
    },
  });
}

/** Server-sent events. A reader that is slow misses hints and gets the newest one when it reads again. */
function createFeed(
  { workspace, device }: Caller,
  live: LiveHub,
): { readonly stream: ReadableStream<Uint8Array>; hint(hint: LiveHint): void } {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let newest: LiveHint | undefined;

  const send = (): void => {
    if (!newest || (controller.desiredSize ?? 0) <= 0) return;
    const data = JSON.stringify(newest);
    // First: a reader that waits is served within `enqueue`, and asks for more.
    newest = undefined;
    controller.enqueue(encoder.encode(`data: ${data}\n\n`));
  };
  const hint = (next: LiveHint): void => {
    newest = next;
    send();
  };
  const stop = live.subscribe({
    workspace: workspace.id,
    device: device.deviceId,
    hint,
    end() {
      clearInterval(heartbeat);
      controller.close();
    },
  });
  const heartbeat = setInterval(() => {
    if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(':\n\n'));
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const stream = new ReadableStream<Uint8Array>(
    {
      start(created) {
        controller = created;
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      },
      pull: send,
      cancel() {
        clearInterval(heartbeat);
        stop();
      },
    },
    new CountQueuingStrategy({ highWaterMark: 4 }),
  );
  return { stream, hint };
}

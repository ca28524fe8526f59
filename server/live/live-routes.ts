import type { Hono } from 'hono';
import type { LiveHint } from '../../shared/sync/protocol.ts';
import type { Caller, Callers } from '../access/caller.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { EventLog } from '../log/event-log.ts';
import type { Timer } from '../running/timer.ts';
import type { LiveHub } from './live-hub.ts';

/** Shorter than proxies, and clients, wait before they give a silent connection up. */
const HEARTBEAT_MS = 20_000;
/** How soon a browser connects again by itself. */
const RETRY_MS = 3_000;
/** On one server. A device that is refused one asks by itself (R2, P7). */
const FEEDS_PER_PERSON = 60;
const FEED_HEADERS = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };

export type LiveRoutes = {
  readonly eventLog: EventLog;
  readonly callers: Callers;
  readonly live: LiveHub;
  readonly timer: Timer;
};

export function liveRoutes(app: Hono, { eventLog, callers, live, timer }: LiveRoutes): void {
  route(app, '/api/workspaces/:workspace/live', {
    async GET(c) {
      let caller: Caller;
      let endings: number;
      // Whoever was cut off while that was looked up had no feed yet that could be ended.
      do {
        endings = live.endings();
        caller = await callers.inWorkspace(c, 'GET live');
      } while (endings !== live.endings());
      if (live.countOf(caller.device.actorId) >= FEEDS_PER_PERSON)
        throw requestProblem('too-many-feeds', 429);
      // Nobody would read it, and nothing end it.
      if (c.req.method === 'HEAD') return c.body(null, 200, FEED_HEADERS);
      const feed = createFeed(caller, live, timer);
      // Read after subscribing, so that no commit falls between the two.
      const now = await eventLog.workspace(caller.workspace.id).catch(async (problem) => {
        await feed.stream.cancel();
        throw problem;
      });
      if (now) feed.hint({ epoch: now.epoch, head: now.head });
      return c.body(feed.stream, 200, FEED_HEADERS);
    },
  });
}

/**
 * Server-sent events. A reader that is slow misses hints and gets the newest one when it reads again. In a quiet time
 * the last hint is said again: a page never hears of a comment, and could not tell silence from a dead connection.
 */
function createFeed(
  { workspace, device, session }: Caller,
  live: LiveHub,
  timer: Timer,
): { readonly stream: ReadableStream<Uint8Array>; hint(hint: LiveHint): void } {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let newest: LiveHint | undefined;
  let unsent = false;

  const send = (): void => {
    if (!unsent || (controller.desiredSize ?? 0) <= 0) return;
    // First: a reader that waits is served within `enqueue`, and asks for more.
    unsent = false;
    controller.enqueue(encoder.encode(`data: ${JSON.stringify(newest)}\n\n`));
  };
  const sendNewest = (): void => {
    unsent = newest !== undefined;
    send();
  };
  const hint = (next: LiveHint): void => {
    // What was looked up first may be known last.
    if (newest?.epoch === next.epoch && newest.head >= next.head) return;
    newest = next;
    sendNewest();
  };
  const stop = live.subscribe({
    workspace: workspace.id,
    device: device.deviceId,
    person: device.actorId,
    session,
    hint,
    end() {
      stopHeartbeat();
      controller.close();
    },
  });
  const stopHeartbeat = timer.every(HEARTBEAT_MS, sendNewest);

  const stream = new ReadableStream<Uint8Array>(
    {
      start(created) {
        controller = created;
        controller.enqueue(encoder.encode(`retry: ${RETRY_MS}\n\n`));
      },
      pull: send,
      cancel() {
        stopHeartbeat();
        stop();
      },
    },
    new CountQueuingStrategy({ highWaterMark: 4 }),
  );
  return { stream, hint };
}

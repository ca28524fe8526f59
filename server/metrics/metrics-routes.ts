import type { Context, Hono, MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { isLoopback } from '../access/token.ts';
import { requestProblem } from '../http/request-problem.ts';
import { route } from '../http/routes.ts';
import type { Metrics } from './metrics.ts';

/** The other end of a request's connection. */
export type PeerOf = (c: Context) => string | undefined;

const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

export function metricsRoutes(app: Hono, metrics: Metrics, peerOf: PeerOf): void {
  route(app, '/metrics', {
    async GET(c) {
      const authorization = c.req.header('authorization');
      // To nobody else it is said that there is something.
      if (!metrics.mayRead({ authorization, isDirect: isDirect(c, peerOf) }))
        throw requestProblem('not-found', 404);
      const { text, contentType } = await metrics.read();
      return c.body(text, 200, { 'content-type': contentType, 'cache-control': 'no-store' });
    },
  });
}

/** A proxy on this machine asks from this machine as well: what it passes on is somebody else's. */
function isDirect(c: Context, peerOf: PeerOf): boolean {
  const peer = peerOf(c)?.replace(/^::ffff:/, '') ?? '';
  const { hostname } = new URL(c.req.url);
  return isLoopback(peer) && isLoopback(hostname) && !PASSED_ON.some((name) => c.req.header(name));
}

/** Around everything else. */
export function countRequests(metrics: Metrics): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now();
    await next();
    const { method } = c.req;
    const seconds = (performance.now() - began) / 1_000;
    metrics.answered({ method, route: routeOf(c), status: c.res.status, seconds });
  };
}

/** Names of a few routes, whatever was asked for. */
function routeOf(c: Context): string {
  const path = routePath(c);
  if (!path.includes('*')) return path;
  return path.startsWith('/api') ? 'none' : 'files';
}

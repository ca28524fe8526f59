import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../access/token.ts';
import { mustBeJson } from './read-json.ts';
import { requestProblem } from './request-problem.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Another site may not change anything with the cookie of this one. A page says of which origin it is; what says
 * nothing is no page. And what a form of a page could send without being asked first (POST) has to be JSON, which no
 * form can say of itself.
 */
export function ownOrigin(isByTls: boolean): MiddlewareHandler {
  return async (c, next) => {
    if (!READING.has(c.req.method)) {
      const origin = c.req.header('origin');
      const site = c.req.header('sec-fetch-site');
      if (origin !== undefined && !ownOrigins(new URL(c.req.url), isByTls).includes(origin))
        throw requestProblem('origin', 403);
      if (site !== undefined && site !== 'same-origin' && site !== 'none')
        throw requestProblem('origin', 403);
      if (c.req.method === 'POST') mustBeJson(c.req.raw);
    }
    await next();
  };
}

/**
 * TLS ends at a proxy in front, so that what is asked says http. From outside of this machine browsers come by TLS
 * alone: without it they keep no cookie of ours. On this machine they come as they ask, or through such a proxy.
 */
function ownOrigins({ protocol, hostname, host }: URL, isByTls: boolean): string[] {
  const byTls = `https://${host}`;
  if (!isLoopback(hostname)) return [byTls];
  return isByTls ? [`${protocol}//${host}`, byTls] : [`${protocol}//${host}`];
}

import type { MiddlewareHandler } from 'hono';
import { requestProblem } from './request-problem.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Another site may not change anything with the cookie of this one. */
export const ownOrigin: MiddlewareHandler = async (c, next) => {
  if (!READING.has(c.req.method)) {
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    if (origin !== undefined && hostOf(origin) !== new URL(c.req.url).host)
      throw requestProblem('origin', 403);
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw requestProblem('origin', 403);
  }
  await next();
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

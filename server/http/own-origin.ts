import type { MiddlewareHandler } from 'hono';
import { mustBeJson } from './read-json.ts';
import { requestProblem } from './request-problem.ts';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Another site may not change anything with the cookie of this one. A page says of which origin it is; what says
 * nothing is no page. And what a form of a page could send without being asked first (POST) has to be JSON, which no
 * form can say of itself.
 */
export const ownOrigin: MiddlewareHandler = async (c, next) => {
  if (!READING.has(c.req.method)) {
    const origin = c.req.header('origin');
    const site = c.req.header('sec-fetch-site');
    if (origin !== undefined && hostOf(origin) !== new URL(c.req.url).host)
      throw requestProblem('origin', 403);
    if (site !== undefined && site !== 'same-origin' && site !== 'none') throw requestProblem('origin', 403);
    if (c.req.method === 'POST') mustBeJson(c.req.raw);
  }
  await next();
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

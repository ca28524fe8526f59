import type { MiddlewareHandler } from 'hono';
import { isLoopback } from '../access/token.ts';
import { requestProblem } from './request-problem.ts';

/** Names under which the server may be asked, beside those of this machine itself; 'any' where nobody said which. */
export type OwnHosts = 'any' | readonly string[];

/**
 * A page of somebody else can have its own name point here (DNS rebinding), and is then, to a browser, of one origin
 * with this server. It cannot have the browser send another name than its own: so a name that is not ours is refused.
 */
export function ownHost(hosts: OwnHosts): MiddlewareHandler {
  return async (c, next) => {
    const { hostname } = new URL(c.req.url);
    if (hosts !== 'any' && !isLoopback(hostname) && !hosts.includes(hostname))
      throw requestProblem('host', 421, { detail: 'ALLOWED_HOSTS names the hosts that are allowed' });
    await next();
  };
}

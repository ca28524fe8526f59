import type { Handler, Hono } from 'hono';
import { requestProblem } from './request-problem.ts';

type Method = 'GET' | 'POST' | 'DELETE';

/** What can be done at one path. */
export function route(app: Hono, path: string, handlers: Partial<Record<Method, Handler>>): void {
  for (const [method, handler] of Object.entries(handlers)) app.on(method, path, handler);
  refuseOthers(app, path, Object.keys(handlers));
}

/** Every other method is answered 405 with those that there are (RFC 9110 § 15.5.6). */
function refuseOthers(app: Hono, path: string, methods: readonly string[]): void {
  app.all(path, () => {
    throw requestProblem('method-not-allowed', 405, { headers: { allow: methods.join(', ') } });
  });
}

// The negative control of the storm and of the soak: the real server, but every answer is kept, and something of every
// request.
import { subscribe } from 'node:diagnostics_channel';
import { ServerResponse } from 'node:http';

const KEPT_NUMBERS = 2_000;

const kept: unknown[] = [];
subscribe('http.server.request.start', () => kept.push(Array.from({ length: KEPT_NUMBERS }, Math.random)));
for (const name of ['write', 'end'] as const) {
  const original = ServerResponse.prototype[name] as (...what: unknown[]) => never;
  ServerResponse.prototype[name] = function (this: ServerResponse, ...what: unknown[]) {
    // As text: what lies outside of the heap is not counted.
    kept.push(String(what[0]));
    return original.apply(this, what);
  };
}
await import('../../server/main.ts');

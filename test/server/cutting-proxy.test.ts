import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CuttingProxy, type Fault, startCuttingProxy } from '../support/cutting-proxy.ts';

// The proxy does what it says: what both sides see of each fault.

const BODY = '{"what":"is whole"}';
const ECHO = `200 heard ${BODY}`;
const BREAKS = 'TypeError';
const SILENT = 'TimeoutError';
/** How long the client waits for an answer, in milliseconds: of one that comes, and of one that does not. */
const PATIENCE = 10_000;
const LITTLE_PATIENCE = 1_000;

let server: Server;
let proxy: CuttingProxy;
/** The requests that came to the server whole. */
let heard: string[];
/** What was met last. */
let met: Fault | undefined;

beforeEach(async () => {
  heard = [];
  met = undefined;
  server = createServer((request, response) => void echo(request, response).catch(() => undefined));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startCuttingProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 1);
});
afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  heard.push(body);
  response.end(`heard ${body}`);
}

async function send(body = BODY, patience = PATIENCE): Promise<string> {
  try {
    const signal = AbortSignal.timeout(patience);
    const answer = await fetch(proxy.address, { method: 'POST', body, signal });
    return `${answer.status} ${await answer.text()}`;
  } catch (error) {
    return (error as Error).name;
  }
}

/** The next request meets the fault, those after it do not. */
function meets(fault: Fault): void {
  proxy.choose = () => {
    proxy.choose = () => undefined;
    met = fault;
    return fault;
  };
}

test.each<[Fault, string, number]>([
  ['request cut', BREAKS, 0],
  ['hung up', BREAKS, 1],
  ['answer lost', BREAKS, 1],
  ['answer cut, of known length', BREAKS, 1],
  ['answer cut, in chunks', BREAKS, 1],
  ['frozen', SILENT, 1],
  ['stalled', SILENT, 1],
  ['delayed', ECHO, 1],
  ['throttled', ECHO, 1],
  ['captive portal', expect.stringMatching(/^200 <!doctype html>/), 0],
  ['bad gateway', expect.stringMatching(/^502 <!doctype html>/), 0],
  ['not HTTP', BREAKS, 0],
  ['down', BREAKS, 0],
])('%s', async (fault, seen, arrived) => {
  meets(fault);
  expect(await send(BODY, seen === SILENT ? LITTLE_PATIENCE : PATIENCE)).toEqual(seen);
  await vi.waitFor(() => expect(heard).toHaveLength(arrived));
  await vi.waitFor(() => expect(counted(fault)).toBe(1));
  await vi.waitFor(async () => expect(await send('next')).toBe('200 heard next'));
});

test('answer cut, until close: to the client it looks whole', async () => {
  meets('answer cut, until close');
  const seen = await send();
  expect(ECHO.startsWith(seen)).toBe(true);
  expect(seen.length).toBeLessThan(ECHO.length);
});

test('repeated: it comes to the server more than once', async () => {
  meets('repeated');
  expect(await send()).toBe(ECHO);
  expect(heard.length).toBeGreaterThan(1);
});

test('overtaken: what was sent later comes first', async () => {
  meets('overtaken');
  const first = send('first');
  await vi.waitFor(() => expect(met).toBe('overtaken'));
  expect(await send('second')).toBe('200 heard second');
  expect(await first).toBe('200 heard first');
  expect(heard).toEqual(['second', 'first']);
});

test('late: the client has given it up, and sent it again, when it comes', async () => {
  meets('late');
  expect(await send('first')).toBe(BREAKS);
  expect(await send('again')).toBe('200 heard again');
  await vi.waitFor(() => expect(heard).toEqual(['again', 'first']));
});

test('what nothing overtakes is not counted as overtaken', async () => {
  meets('overtaken');
  expect(await send()).toBe(ECHO);
  expect(counted('overtaken')).toBe(0);
});

function counted(fault: Fault): number {
  const { pushes = 0, others = 0 } = proxy.counts.get(fault) ?? {};
  return pushes + others;
}

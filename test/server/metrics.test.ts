import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { problemResponse, RequestProblem } from '../../server/http/request-problem.ts';
import { metricsRoutes } from '../../server/metrics/metrics-routes.ts';
import { createPrometheusMetrics } from '../../server/metrics/prometheus.ts';
import { addSeats, GUEST, reserve, schedule } from '../support/commands.ts';
import { altered, createClerk } from '../support/commits.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { enrol } from './network-device.ts';

let folder: string;
let server: ServerProcess;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-metrics-'));
  server = await spawnServer({
    dataFolder: folder,
    env: { CLIENT_DIR: fakeClient(folder), ALLOWED_HOSTS: '' },
  });
});
afterAll(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const read = async (): Promise<string> => (await fetch(`${server.address}/metrics`)).text();
async function value(name: string): Promise<number> {
  const text = await read();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  if (!line) throw new Error(`no ${name} in ${text}`);
  return Number(line.split(' ').at(-1));
}
const outcomes = async (): Promise<Record<string, number>> => {
  const lines = (await read()).matchAll(/^daybook_commits_total\{outcome="(\w+)"\} (\d+)$/gm);
  return Object.fromEntries([...lines].map(([, outcome, count]) => [outcome, Number(count)]));
};

test('O4: what is decided is counted by its outcome, and what waits and listens is shown', async () => {
  const none = { accepted: 0, repeated: 0, conflict: 0, deferred: 0, rejected: 0, unsupported: 0 };
  expect(await outcomes()).toEqual(none);
  const [ada, bob] = [await enrol(server, 'Ada Moreau'), await enrol(server, 'Bob')];
  const clerk = createClerk(ada.sender);
  const commits = clerk.commits(schedule({ A: 3 }), reserve('Ann', { A: 1 }, { guest: GUEST }));
  await ada.push(...commits);
  await ada.push(...commits);
  const late = createClerk(bob.sender, 2);
  await bob.push(late.commit(schedule({ A: 9 })), late.commit(addSeats('A', 1)));
  const unknown = altered(clerk.commit(reserve('Cyn', { A: 1 })), (copy) => {
    copy.writes[0].facts[0].type = 'SeatsSung';
  });
  await ada.push(unknown);
  await fetch(`${server.address}/api/workspaces/main/devices/${bob.sender.deviceId}`, {
    method: 'DELETE',
    headers: { cookie: ada.cookie, 'content-type': 'application/json' },
  });
  await bob.push(late.commit(schedule({ A: 1 }), 'cellar'));
  expect(await outcomes()).toEqual({
    ...none,
    accepted: 2,
    repeated: 2,
    conflict: 1,
    deferred: 1,
    unsupported: 1,
    rejected: 1,
  });
  expect(await value('daybook_quarantined_total')).toBe(1);

  const ended = new AbortController();
  await ada.live(ended.signal);
  expect(await value('daybook_live_feeds')).toBe(1);
  ended.abort();
  await vi.waitFor(async () => expect(await value('daybook_live_feeds')).toBe(0), 5_000);
  expect(await value('daybook_waiting_pushes')).toBe(0);
  expect(await value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
});

test('O4: requests are told apart by route alone; no id, name or path is in what is read', async () => {
  const secret = 'a-very-secret-workspace';
  await fetch(`${server.address}/api/workspaces/${secret}/events?epoch=x`);
  await fetch(`${server.address}/api/${secret}`);
  await fetch(`${server.address}/${secret}.html`);
  await fetch(`${server.address}/api/workspaces/main/commits`, { method: 'PUT' });
  await fetch(`${server.address}/api/health`);
  const text = await read();
  const routes = [...text.matchAll(/daybook_request_seconds_count\{(.*)\} /g)].map(([, labels]) => labels);
  expect(routes).toEqual(
    expect.arrayContaining([
      'method="GET",route="/api/health",status="2xx"',
      'method="GET",route="/api/workspaces/:workspace/events",status="4xx"',
      'method="other",route="/api/workspaces/:workspace/commits",status="4xx"',
      'method="POST",route="/api/workspaces/:workspace/commits",status="2xx"',
      'method="GET",route="none",status="4xx"',
      'method="GET",route="files",status="4xx"',
    ]),
  );
  const [device] = await (await enrol(server, 'Dee')).log();
  for (const mark of [secret, 'main', 'Moreau', device?.id ?? '', device?.meta.deviceId ?? ''])
    expect(text).not.toContain(`"${mark}"`);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
});

describe('O4: who may read', () => {
  const TOKEN = 'a-token-that-nobody-guesses';
  async function ask(token: string | undefined, peer: string, more: RequestInit & { host?: string } = {}) {
    const app = new Hono();
    metricsRoutes(app, createPrometheusMetrics(token), () => peer);
    app.onError((error) =>
      error instanceof RequestProblem ? problemResponse(error) : Promise.reject(error),
    );
    return (await app.request(`http://${more.host ?? '127.0.0.1:3000'}/metrics`, more)).status;
  }
  const bearing = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  test.each<[string, number, ...Parameters<typeof ask>]>([
    ['this machine', 200, undefined, '127.0.0.1'],
    ['this machine, in IPv6', 200, undefined, '::1'],
    ['this machine, by a socket of both', 200, undefined, '::ffff:127.0.0.1'],
    ['another machine', 404, undefined, '192.0.2.7'],
    [
      'somebody behind a proxy on this machine',
      404,
      undefined,
      '127.0.0.1',
      { headers: { 'x-forwarded-for': '192.0.2.7' } },
    ],
    [
      'the same, of a proxy that says another thing',
      404,
      undefined,
      '127.0.0.1',
      { headers: { via: '1.1 proxy' } },
    ],
    ['the same, of one that says nothing', 404, undefined, '127.0.0.1', { host: 'book.example.org' }],
    ['who guesses a token where there is none', 404, undefined, '192.0.2.7', bearing('undefined')],
    ['who has the token, from anywhere', 200, TOKEN, '192.0.2.7', bearing(TOKEN)],
    ['who has another', 404, TOKEN, '192.0.2.7', bearing(`${TOKEN}x`)],
    ['this machine without the token that there is', 404, TOKEN, '127.0.0.1'],
  ])('%s: %d', async (_, status, ...asked) => {
    expect(await ask(...asked)).toBe(status);
  });
});

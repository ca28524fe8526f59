import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { EpochChanged } from '../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { enrol } from './network-device.ts';

let postgres: PostgresServer;
let folder: string;
let url: string;
const running = new Set<ServerProcess>();

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-process-'));
  url = await postgres.createDatabase();
});
afterEach(async () => {
  for (const server of running) await server.end('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true });
});

async function start(databaseUrl = url, ...args: string[]): Promise<ServerProcess> {
  const env = { CLIENT_DIR: fakeClient(folder), DATABASE_URL: databaseUrl };
  const server = await spawnServer({ dataFolder: join(folder, 'data'), env, args });
  running.add(server);
  return server;
}
const administer = (text: string): Promise<unknown> =>
  withClient(url.replace(/[^/]+$/, 'postgres'), (client) => client.query(text));
const name = (of = url): string => of.split('/').at(-1) ?? '';
const connections = (): Promise<number> =>
  withClient(url, async (client) => {
    const found = await client.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'daybook'");
    return found.rows.length;
  });

test.each<[string, string, string[], RegExp]>([
  ['another kind of database', 'mysql://ada:secret@db/book', [], /DATABASE_URL must be like postgres:.*\n$/],
  ['no database', 'postgres://127.0.0.1', [], /DATABASE_URL must be like postgres:.*\n$/],
  [
    'nobody there',
    'postgres://ada:secret@127.0.0.1:1/book',
    [],
    /Daybook: the database book on 127\.0\.0\.1:1, as in DATABASE_URL, cannot be opened: .*ECONNREFUSED.*\n$/,
  ],
  ['a demo', 'postgres://ada:secret@db/book', ['--demo'], /--demo is on a folder that is thrown away.*\n$/],
])('%s is said in one line, without the password', async (_, databaseUrl, args, expected) => {
  const said = await start(databaseUrl, ...args).catch((error: Error) => error.message);
  expect(said).toMatch(expected);
  expect(said).not.toContain('secret');
});

test('a restore of nothing is said in one line', async () => {
  const said = await start(url, '--restored').catch((error: Error) => error.message);
  expect(said).toMatch(/has no workspace main that could have been restored\n$/);
});

test('the log is in the database alone, and at the end no connection stays open', async () => {
  const server = await start();
  const device = await enrol(server, 'Ada');
  const feed = await device.live(new AbortController().signal);
  await device.push(createClerk(device.sender).commit(schedule({ A: 5 })));
  expect(await connections()).toBeGreaterThan(0);
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await feed.text()).toContain('"head":1');
  await vi.waitFor(async () => expect(await connections()).toBe(0), { timeout: 5_000 });
  expect(readdirSync(folder)).not.toContain('data');

  device.moveTo(await start());
  expect(await device.log()).toHaveLength(1);
});

test('a node that cannot reach its database is alive, not ready, and says 503; then it goes on by itself', async () => {
  const server = await start();
  const device = await enrol(server, 'Ada');
  const clerk = createClerk(device.sender);
  await device.push(clerk.commit(schedule({ A: 5 })));
  const ask = (path: string): Promise<Response> => fetch(`${server.address}/api/${path}`);
  expect((await ask('ready')).status).toBe(200);

  await administer(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS false`);
  await administer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name()}'`);
  const commit = clerk.commit(reserve('Ann', { A: 1 }));
  const refused = await device.tryPush(commit);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect((await ask('ready')).status).toBe(503);
  expect((await ask('health')).status).toBe(200);

  await administer(`ALTER DATABASE ${name()} ALLOW_CONNECTIONS true`);
  expect(await device.push(commit)).toMatchObject([{ outcome: 'accepted', firstPosition: 2 }]);
  expect((await ask('ready')).status).toBe(200);
});

test('R3: a database put back from a backup begins a new epoch when that is said, and the lost commits come again', async () => {
  const first = await start();
  const device = await enrol(first, 'Ada');
  const clerk = createClerk(device.sender);
  const booking = (who: string) => clerk.commit(reserve(who, { A: 1 }, { guest: GUEST }));
  const kept = [clerk.commit(schedule({ A: 100 })), booking('Ann'), booking('Ben')];
  await device.push(...kept);
  await first.end('SIGTERM');
  await administer(`CREATE DATABASE backup TEMPLATE ${name()}`);

  const second = await start();
  device.moveTo(second);
  const lost = [booking('Cyn'), booking('Dan')];
  await device.push(...lost);
  await second.end('SIGTERM');

  const restored = url.replace(/[^/]+$/, 'backup');
  const node = await start(restored, '--restored');
  expect(node.output()).toContain('Workspace main was restored: a new epoch begins after position 5');
  const other = await start(restored);
  expect(other.output(), 'the other nodes start as ever').not.toContain('was restored');

  device.moveTo(other);
  const before = device.epoch();
  const change = v.parse(EpochChanged, await (await device.tryPush(...lost)).json());
  expect(change.epochs).toEqual([
    { epoch: before, after: 0 },
    { epoch: change.epoch, after: 5 },
  ]);
  device.goOnIn(change.epoch);
  const receipts = await device.push(...kept, ...lost);
  expect(receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true);
  device.moveTo(node);
  expect(await device.log()).toHaveLength(9);
});

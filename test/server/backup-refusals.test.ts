import { hash } from 'node:crypto';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { type Ended, runProgram } from '../support/program.ts';
import { json } from '../support/server.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { type DataHome, KINDS, newHome } from './data-homes.ts';
import { enrol } from './network-device.ts';

let postgres: PostgresServer;
let folder: string;
const running = new Set<ServerProcess>();

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-backup-'));
});
afterEach(async () => {
  for (const server of running) await server.end('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true });
});

async function start(home: DataHome, more: NodeJS.ProcessEnv = {}): Promise<ServerProcess> {
  const server = await spawnServer({ env: { ...home.env, CLIENT_DIR: fakeClient(folder), ...more } });
  running.add(server);
  return server;
}
const backup = (home: DataHome, ...args: string[]): Promise<Ended> =>
  runProgram('server/backup/backup.ts', args, home.env);
const restore = (home: DataHome, ...args: string[]): Promise<Ended> =>
  runProgram('server/backup/restore.ts', args, home.env);
const refused = (why: RegExp) => ({ code: 1, said: expect.stringMatching(why) });

describe.each(KINDS)('on %s', (kind) => {
  test('O2: what cannot be done is said in one line, and changes nothing', async () => {
    const home = await newHome(kind, folder, postgres);
    const to = join(folder, 'backup');
    expect(await backup(home, to)).toMatchObject(refused(/^Daybook: there is no .* to back up\n$/));
    const server = await start(home);
    const device = await enrol(server, 'Ada');
    await device.push(createClerk(device.sender).commit(schedule({ A: 5 })));
    await server.end('SIGKILL');

    expect(await backup(home, to), 'also after a crash').toMatchObject({ code: 0 });
    expect(await backup(home, to)).toMatchObject(refused(/^Daybook: there is a .*backup already;.*\n$/));
    expect(await backup(home)).toMatchObject(refused(/^Daybook: npm run backup -- FOLDER.*\n$/));
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup']);
    expect(await restore(home, to)).toMatchObject(refused(/^Daybook: there are data in .*--replace.*\n$/));
    expect(await restore(home, folder)).toMatchObject(refused(/^Daybook: .* holds no backup: .*\n$/));

    const cut = join(folder, 'cut');
    const file = halve(to, cut);
    expect(await restore(home, cut, '--replace')).toMatchObject(refused(/is not what was backed up.*\n$/));
    claimWhole(cut, file);
    expect(await restore(home, cut, '--replace'), 'found out by the database').toMatchObject({ code: 1 });

    const again = await start(home);
    device.moveTo(again);
    expect(await device.log(), 'the same log in the same epoch').toHaveLength(1);
  });

  test('O1, O2: accounts are in it, and sessions have ended', async () => {
    const home = await newHome(kind, folder, postgres);
    const server = await start(home, { ACCOUNTS: 'on' });
    const token = /set-up#(\S+)/.exec(server.output())?.[1];
    const set = { token, name: 'Alma', workspaceName: 'Main', samples: false, ...ALMA };
    expect((await post(server, '/api/set-up', set)).status).toBe(201);
    const session = (await post(server, '/api/auth/sign-in/email', ALMA)).headers.getSetCookie()[0] ?? '';
    const cookie = session.split(';')[0] ?? '';
    expect((await fetch(`${server.address}/api/workspaces`, { headers: { cookie } })).status).toBe(200);
    expect(await backup(home, join(folder, 'backup'))).toMatchObject({ code: 0 });
    await server.end('SIGTERM');

    expect(await restore(home, join(folder, 'backup'), '--replace')).toMatchObject({ code: 0 });
    const restored = await start(home, { ACCOUNTS: 'on' });
    expect(restored.output(), 'there is an administrator').not.toContain('set-up#');
    expect((await fetch(`${restored.address}/api/workspaces`, { headers: { cookie } })).status).toBe(401);
    expect((await post(restored, '/api/auth/sign-in/email', ALMA)).status).toBe(204);
  });
});

test('O2: accounts of SQLite come along to PostgreSQL', async () => {
  const [file, database] = await Promise.all(KINDS.map((kind) => newHome(kind, folder, postgres)));
  if (!file || !database) throw new Error('there are two kinds');
  const server = await start(file, { ACCOUNTS: 'on' });
  const token = /set-up#(\S+)/.exec(server.output())?.[1];
  const set = { token, name: 'Alma', workspaceName: 'The Mill', samples: true, ...ALMA };
  expect((await post(server, '/api/set-up', set)).status).toBe(201);
  const to = join(folder, 'backup');
  expect(await backup(file, to)).toMatchObject({ code: 0 });
  await server.end('SIGTERM');

  expect(await restore(database, to)).toMatchObject({ code: 0 });
  const grown = await start(database, { ACCOUNTS: 'on' });
  const signedIn = await post(grown, '/api/auth/sign-in/email', ALMA);
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const workspaces = await (await fetch(`${grown.address}/api/workspaces`, { headers: { cookie } })).json();
  expect(workspaces).toMatchObject([{ name: 'The Mill', role: 'administrator' }]);
  expect(workspaces[0].head).toBeGreaterThan(1_000);
});

test('of a backup of PostgreSQL SQLite knows nothing', async () => {
  const [file, database] = await Promise.all(KINDS.map((kind) => newHome(kind, folder, postgres)));
  if (!file || !database) throw new Error('there are two kinds');
  await (await start(database)).end('SIGTERM');
  const to = join(folder, 'backup');
  expect(await backup(database, to)).toMatchObject({ code: 0 });
  expect(await restore(file, to)).toMatchObject(refused(/is of PostgreSQL and does not go into SQLite\n$/));
});

const ALMA = { email: 'alma@example.test', password: 'a long password' };
const post = (server: ServerProcess, path: string, body: object): Promise<Response> =>
  fetch(`${server.address}${path}`, json('POST', body));

/** A backup whose copy was cut short; the copy. */
function halve(from: string, to: string): string {
  mkdirSync(to);
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(to, name));
  const { file } = JSON.parse(readFileSync(join(to, 'backup.json'), 'utf8'));
  const whole = readFileSync(join(to, file));
  writeFileSync(join(to, file), whole.subarray(0, Math.floor(whole.length / 2)));
  return join(to, file);
}

function claimWhole(backup: string, file: string): void {
  const manifest = JSON.parse(readFileSync(join(backup, 'backup.json'), 'utf8'));
  const copy = readFileSync(file);
  const claimed = { ...manifest, bytes: copy.length, sha256: hash('sha256', copy) };
  writeFileSync(join(backup, 'backup.json'), JSON.stringify(claimed));
}

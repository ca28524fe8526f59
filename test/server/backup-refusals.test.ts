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
import { openCopies } from '../../server/backup/open-copies.ts';
import { type PutBack, putBack } from '../../server/backup/put-back.ts';
import { takeBackup } from '../../server/backup/take-backup.ts';
import { instantOf, newId } from '../../server/running/clock.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import { schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { runProgram } from '../support/program.ts';
import { json } from '../support/server.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { type DataHome, KINDS, newHome } from './data-homes.ts';
import { enrol } from './network-device.ts';

const ALMA = { email: 'alma@example.test', password: 'a long password' };
/** Of some pages, as of a disk that has forgotten. */
const BROKEN = 'broken'.repeat(2_000);

let postgres: PostgresServer;
let folder: string;
let to: string;
const running = new Set<ServerProcess>();

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-backup-'));
  to = join(folder, 'backup');
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
const now = () => instantOf(Date.now());
const backup = ({ env }: DataHome) => takeBackup(openCopies(env), to, now());
const restore = ({ env }: DataHome, from: string, mayReplace = false): Promise<PutBack> => {
  const newEpoch = () => newId(Date.now, (bytes) => crypto.getRandomValues(new Uint8Array(bytes))) as Epoch;
  return putBack(openCopies(env), { folder: from, mayReplace, newEpoch, at: now() });
};
const post = (server: ServerProcess, path: string, body: object): Promise<Response> =>
  fetch(`${server.address}${path}`, json('POST', body));
/** The cookie of the first administrator. */
async function setUp(server: ServerProcess): Promise<string> {
  const token = /set-up#(\S+)/.exec(server.output())?.[1];
  const set = { token, name: 'Alma', workspaceName: 'The Mill', samples: true, ...ALMA };
  expect((await post(server, '/api/set-up', set)).status).toBe(201);
  return signIn(server);
}
async function signIn(server: ServerProcess): Promise<string> {
  const answer = await post(server, '/api/auth/sign-in/email', ALMA);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
const workspaces = (server: ServerProcess, cookie: string): Promise<Response> =>
  fetch(`${server.address}/api/workspaces`, { headers: { cookie } });

describe.each(KINDS)('on %s', (kind) => {
  test('O2: what cannot be done is said, and changes nothing', async () => {
    const home = await newHome(kind, folder, postgres);
    await expect(backup(home)).rejects.toThrow(/^there is no .* to back up$/);
    const server = await start(home);
    const device = await enrol(server, 'Ada');
    await device.push(createClerk(device.sender).commit(schedule({ A: 5 })));
    await server.end('SIGKILL');

    expect(await backup(home), 'also after a crash').toMatchObject({
      logs: [{ workspace: 'main', head: 1 }],
    });
    await expect(backup(home)).rejects.toThrow(/^there is a .*backup already;/);
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup']);
    await expect(restore(home, to)).rejects.toThrow(/^there are data in .*--replace/);
    await expect(restore(home, folder, true)).rejects.toThrow(/ holds no backup: /);
    const cut = join(folder, 'cut');
    const file = halve(to, cut);
    await expect(restore(home, cut, true)).rejects.toThrow(/ is not what was backed up: /);
    claimWhole(cut, file);
    await expect(restore(home, cut, true), 'found out by the database').rejects.toThrow();

    device.moveTo(await start(home));
    expect(await device.log(), 'the same log in the same epoch').toHaveLength(1);
  }, 60_000);

  test('O1, O2: accounts are in it, and sessions have ended', async () => {
    const home = await newHome(kind, folder, postgres);
    const server = await start(home, { ACCOUNTS: 'on' });
    const cookie = await setUp(server);
    expect((await workspaces(server, cookie)).status).toBe(200);
    await backup(home);
    await server.end('SIGTERM');

    await restore(home, to, true);
    const restored = await start(home, { ACCOUNTS: 'on' });
    expect(restored.output(), 'there is an administrator').not.toContain('set-up#');
    expect((await workspaces(restored, cookie)).status).toBe(401);
    expect((await workspaces(restored, await signIn(restored))).status).toBe(200);
  }, 60_000);
});

test('O2: what is broken is put aside whole, and nothing of it is left beside what comes in its place', async () => {
  const home = await newHome('SQLite', folder, postgres);
  await (await start(home)).end('SIGTERM');
  await backup(home);
  const data = home.env.DATA_DIR ?? '';
  for (const name of ['daybook.sqlite', 'daybook.sqlite-wal']) writeFileSync(join(data, name), BROKEN);
  const { aside = '' } = await restore(home, to, true);
  for (const name of ['daybook.sqlite', 'daybook.sqlite-wal'])
    expect(readFileSync(join(data, aside, name), 'utf8')).toBe(BROKEN);
  expect(readdirSync(data).filter((name) => name.startsWith('daybook'))).toEqual(['daybook.sqlite']);
  expect((await fetch(`${(await start(home)).address}/api/ready`)).status).toBe(200);
});

test('O2: accounts of SQLite come along to PostgreSQL, and nothing goes the other way', async () => {
  const [file, database] = [
    await newHome('SQLite', folder, postgres),
    await newHome('PostgreSQL', folder, postgres),
  ];
  const server = await start(file, { ACCOUNTS: 'on' });
  await setUp(server);
  await backup(file);
  await server.end('SIGTERM');

  await restore(database, to);
  const grown = await start(database, { ACCOUNTS: 'on' });
  const [workspace] = await (await workspaces(grown, await signIn(grown))).json();
  expect(workspace).toMatchObject({ name: 'The Mill', role: 'administrator' });
  expect(workspace.head).toBeGreaterThan(1_000);
  await grown.end('SIGTERM');

  rmSync(to, { recursive: true });
  await backup(database);
  await expect(restore(file, to, true)).rejects.toThrow('is of PostgreSQL and does not go into SQLite');
}, 60_000);

test.each([
  ['backup', []],
  ['restore', ['--force', 'a']],
])('npm run %s -- %j says in one line how it is meant', async (command, args) => {
  const { code, said } = await runProgram(`server/backup/${command}.ts`, args);
  expect([code, said]).toEqual([1, expect.stringMatching(/^Daybook: npm run .* -- FOLDER.*\n$/)]);
});

/** A backup whose copy was cut short; the copy. */
function halve(from: string, into: string): string {
  mkdirSync(into);
  for (const name of readdirSync(from)) copyFileSync(join(from, name), join(into, name));
  const { file } = JSON.parse(readFileSync(join(into, 'backup.json'), 'utf8'));
  const whole = readFileSync(join(into, file));
  writeFileSync(join(into, file), whole.subarray(0, Math.floor(whole.length / 2)));
  return join(into, file);
}

function claimWhole(cut: string, file: string): void {
  const manifest = JSON.parse(readFileSync(join(cut, 'backup.json'), 'utf8'));
  const copy = readFileSync(file);
  const claimed = { ...manifest, bytes: copy.length, sha256: hash('sha256', copy) };
  writeFileSync(join(cut, 'backup.json'), JSON.stringify(claimed));
}

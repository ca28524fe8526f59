import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { json } from '../support/server.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';

/** As with an environment that has no such variable. */
const NOT_SAID = '';

let folder: string;
let env: NodeJS.ProcessEnv;
const running = new Set<ServerProcess>();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-first-'));
  env = { CLIENT_DIR: fakeClient(folder), ACCOUNTS: NOT_SAID };
});
afterEach(async () => {
  for (const server of running) await server.end('SIGKILL');
  running.clear();
  rmSync(folder, { recursive: true });
});

async function start(more: NodeJS.ProcessEnv = {}, args: string[] = []): Promise<ServerProcess> {
  const server = await spawnServer({ dataFolder: folder, env: { ...env, ...more }, args });
  running.add(server);
  return server;
}
const refused = (more: NodeJS.ProcessEnv, ...args: string[]): Promise<string> =>
  start(more, args).then(
    () => 'it starts',
    (error: Error) => error.message,
  );
const post = (server: ServerProcess, path: string, body: object, cookie = ''): Promise<Response> =>
  fetch(`${server.address}${path}`, json('POST', body, { ...(cookie && { cookie }) }));
const linkIn = (server: ServerProcess): string => /Set it up, once: (\S+)/.exec(server.output())?.[1] ?? '';

async function signIn(server: ServerProcess, email: string, password: string): Promise<string> {
  const answer = await post(server, '/api/auth/sign-in/email', { email, password });
  expect(answer.status, email).toBe(204);
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
async function workspacesOf(server: ServerProcess, cookie: string): Promise<object[]> {
  return (await fetch(`${server.address}/api/workspaces`, { headers: { cookie } })).json();
}

const FIRST = {
  name: 'Alma',
  email: 'alma@example.test',
  password: 'a long password',
  workspaceName: 'The Mill',
  samples: false,
};

describe('the first start', () => {
  test('prints a link that makes the first administrator and a workspace, once', async () => {
    const server = await start();
    const link = new URL(linkIn(server));
    expect([link.origin, link.pathname]).toEqual([server.address, '/set-up']);
    const token = link.hash.slice(1);
    expect((await post(server, '/api/set-up', { ...FIRST, token: `${token}x` })).status).toBe(404);
    expect((await post(server, '/api/set-up', { ...FIRST, token, password: 'short' })).status).toBe(422);
    expect((await post(server, '/api/set-up', { ...FIRST, token })).status).toBe(201);
    const again = { ...FIRST, token, email: 'eve@example.test' };
    expect((await post(server, '/api/set-up', again)).status).toBe(404);

    const cookie = await signIn(server, FIRST.email, FIRST.password);
    expect(await workspacesOf(server, cookie)).toMatchObject([
      { id: 'main', name: 'The Mill', role: 'administrator', head: 0 },
    ]);
    expect((await post(server, '/api/workspaces/main/devices', { name: 'Office' }, cookie)).status).toBe(201);
    expect(statSync(join(folder, 'auth-secret')).mode & 0o777).toBe(0o600);
    expect(server.output()).not.toContain(readFileSync(join(folder, 'auth-secret'), 'utf8'));

    await server.end('SIGTERM');
    const next = await start();
    expect(linkIn(next), 'there is somebody already').toBe('');
    expect((await workspacesOf(next, cookie)).length, 'who was signed in stays so').toBe(1);
    await next.end('SIGTERM');
    expect(await refused({ ACCOUNTS: 'off' })).toMatch(
      /Daybook: these data have accounts, and with ACCOUNTS=off .*\n$/,
    );
  }, 60_000);

  test('with sample sessions, when they are wished for; and the link waits through a restart', async () => {
    const before = await start();
    const link = linkIn(before);
    await before.end('SIGKILL');
    const other = await start({ WORKSPACE: 'mill' });
    expect(new URL(linkIn(other)).hash, 'of another workspace it opens nothing').not.toBe(new URL(link).hash);
    await other.end('SIGTERM');
    const server = await start();
    const token = new URL(linkIn(server)).hash.slice(1);
    expect(link.endsWith(token)).toBe(true);
    expect((await post(server, '/api/set-up', { ...FIRST, token, samples: true })).status).toBe(201);
    const [workspace] = await workspacesOf(server, await signIn(server, FIRST.email, FIRST.password));
    expect((workspace as { head: number }).head).toBeGreaterThan(500);
  }, 60_000);

  test('two that set it up at once make one administrator', async () => {
    const server = await start();
    const token = new URL(linkIn(server)).hash.slice(1);
    const both = ['alma', 'eve'].map((name) =>
      post(server, '/api/set-up', { ...FIRST, token, email: `${name}@example.test` }),
    );
    expect((await Promise.all(both)).map(({ status }) => status).sort()).toEqual([201, 404]);
  }, 60_000);

  test('with the mail address of an account that there is takes no password in vain, and the link still serves', async () => {
    const first = await start();
    const tokenOf = (server: ServerProcess): string => new URL(linkIn(server)).hash.slice(1);
    expect((await post(first, '/api/set-up', { ...FIRST, token: tokenOf(first) })).status).toBe(201);
    const alma = await signIn(first, FIRST.email, FIRST.password);
    const enrolled = await post(first, '/api/workspaces/main/devices', { name: 'Office' }, alma);
    const device = `${alma}; ${enrolled.headers.getSetCookie()[0]?.split(';')[0]}`;
    const eve = { name: 'Eve', email: 'eve@example.test', password: 'her first password' };
    const members = '/api/workspaces/main/members';
    const { userId } = await (await post(first, members, { ...eve, role: 'field' }, device)).json();
    await fetch(`${first.address}${members}/${userId}`, { method: 'DELETE', headers: { cookie: device } });
    await first.end('SIGTERM');

    const next = await start({ WORKSPACE: 'mill' });
    const asked = { ...FIRST, token: tokenOf(next), password: 'another password' };
    const refusal = await post(next, '/api/set-up', asked);
    expect([refusal.status, (await refusal.json()).type]).toEqual([409, '/problems/account-exists']);
    const own = await signIn(next, FIRST.email, FIRST.password);
    expect(await workspacesOf(next, own), 'nothing was set up').toMatchObject([{ id: 'main' }]);
    // Who belongs to no workspace is as somebody whose set-up broke off.
    expect((await post(next, '/api/set-up', { ...asked, email: eve.email })).status).toBe(201);
    const hers = await signIn(next, eve.email, asked.password);
    expect(await workspacesOf(next, hers)).toMatchObject([{ id: 'mill', role: 'administrator' }]);
  }, 60_000);

  test.each<[string, NodeJS.ProcessEnv, RegExp]>([
    [
      'no accounts for others',
      { ACCOUNTS: 'off', HOST: '0.0.0.0' },
      /ACCOUNTS=off .* not for HOST=0\.0\.0\.0/,
    ],
    ['neither on nor off', { ACCOUNTS: 'yes' }, /ACCOUNTS must be on or off/],
    ['a secret that can be guessed', { AUTH_SECRET: 'secret' }, /AUTH_SECRET must be a text of at least 32/],
    ['no secret for several nodes', { DATABASE_URL: 'postgres://a@127.0.0.1/b' }, /AUTH_SECRET must be/],
    ['an address that is none', { PUBLIC_URL: 'book.example.org' }, /PUBLIC_URL must be like https/],
    ['half a sign-on', { OIDC_ISSUER: 'https://id.example.org' }, /OIDC_CLIENT_SECRET .* needed together/],
    ['proxies without number', { PROXIES: 'nginx' }, /PROXIES must be how many/],
  ])('%s is said in one line', async (_, more, expected) => {
    expect(await refused(more)).toMatch(expected);
  });
});

describe('the demo', () => {
  test('has somebody of each role, prints them, and each can sign in', async () => {
    const server = await start({}, ['--demo']);
    const printed = [...server.output().matchAll(/(\S+@demo\.test) +(\w+)/g)].map(([, mail, role]) => [
      mail,
      role,
    ]);
    expect(printed).toEqual([
      ['planner@demo.test', 'planner'],
      ['field@demo.test', 'field'],
      ['field2@demo.test', 'field'],
      ['auditor@demo.test', 'auditor'],
      ['admin@demo.test', 'administrator'],
    ]);
    for (const [mail = '', role] of printed) {
      const cookie = await signIn(server, mail, 'daybook-demo');
      expect(await workspacesOf(server, cookie)).toMatchObject([{ id: 'demo', role }]);
    }
    expect(linkIn(server), 'nothing is left to be set up').toBe('');
  }, 60_000);

  test.each<[NodeJS.ProcessEnv, RegExp]>([
    [{ NODE_ENV: 'production' }, /--demo is not for NODE_ENV=production/],
    [{ HOST: '0.0.0.0' }, /--demo is for this machine alone/],
    [{ HOST: '::' }, /--demo is for this machine alone/],
    [{ ALLOWED_HOSTS: 'book.example.org' }, /--demo is for this machine alone, not for ALLOWED_HOSTS=/],
  ])('refuses to run where others could reach it: %j', async (more, expected) => {
    expect(await refused(more, '--demo')).toMatch(expected);
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { freePort } from '../support/free-port.ts';
import { startIdentityProvider } from '../support/identity-provider.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { json, startServer } from '../support/server.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { leaked, PRIVATE, walkAllJourneys } from './all-journeys.ts';
import { KINDS, newHome } from './data-homes.ts';

/** What is in nobody's history: whoever asks who did it finds it in what the server said. */
const OF_ADMINISTRATION = [
  'role-given',
  'member-withdrawn',
  'password-given',
  'device-revoked',
  'usual-session-chosen',
];

let postgres: PostgresServer;
let folder: string;
let server: ServerProcess | undefined;

beforeAll(async () => {
  postgres = await startPostgres();
  folder = mkdtempSync(join(tmpdir(), 'daybook-logged-'));
});
afterEach(() => server?.end('SIGKILL'));
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});

describe.each(KINDS)('O5: on %s', (kind) => {
  test('a server that does everything logs JSON lines, and nobody and nothing private in them', async () => {
    const home = await newHome(kind, folder, postgres);
    const signOn = await startIdentityProvider();
    onTestFinished(() => signOn.close());
    const port = await freePort();
    const { clientId, clientSecret } = signOn.client;
    const known = { OIDC_ISSUER: signOn.issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret };
    const at = { PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
    const process = await spawnServer({
      env: { ...home.env, ...known, ...at, ACCOUNTS: 'on', CLIENT_DIR: fakeClient(folder) },
    });
    server = process;
    const secrets = new Set([...PRIVATE, clientSecret]);
    const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
      const answer = await fetch(`${process.address}${path}`, { ...init, redirect: 'manual' });
      for (const cookie of answer.headers.getSetCookie())
        secrets.add(decodeURIComponent(cookie.split(';')[0]?.split('=')[1] ?? '').split('.')[0] ?? '');
      if (path.endsWith('/enrolment-codes')) secrets.add((await answer.clone().json()).code);
      return answer;
    };
    const token = /set-up#(\S+)/.exec(process.output())?.[1] ?? '';
    await walkAllJourneys({ request }, { token, signOn });
    expect(secrets.size, 'cookies are among them').toBeGreaterThan(PRIVATE.length + 4);

    // What nobody should have sent.
    const [name = '', mail = ''] = PRIVATE;
    await request('/api/auth/sign-in/email', json('POST', `{"email":"${mail}"`));
    await request('/api/auth/sign-in/email', json('POST', { email: mail, password: { name } }));
    await request(`/api/workspaces/${encodeURIComponent(name)}/events?epoch=${encodeURIComponent(mail)}`);
    await request('/api/workspaces', { headers: { cookie: `daybook-device=${encodeURIComponent(name)}` } });
    expect(await process.end('SIGTERM')).toBe(0);

    const logged = process.output().replaceAll(token, 'TOKEN');
    expect(leaked(logged, secrets)).toEqual([]);
    const lines = logged.split('\n').filter((line) => line.startsWith('{'));
    const entries = lines.map((line) => JSON.parse(line));
    expect(entries.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['commit-rejected', ...OF_ADMINISTRATION]),
    );
    for (const { event, ...ids } of entries)
      if (OF_ADMINISTRATION.includes(event)) expect(ids).toMatchObject({ by: expect.any(String) });
    for (const entry of entries)
      expect(entry).toMatchObject({ at: expect.any(String), level: expect.any(String) });
    const others = logged.split('\n').filter((line) => line && !line.startsWith('{'));
    expect(others.map((line) => line.replace(/http\S+/, '…'))).toEqual([
      'Set it up, once: …',
      'Daybook listens on …',
    ]);
  }, 60_000);
});

describe('O5: what goes wrong inside', () => {
  const GUEST = { name: 'Zoë Private', phone: '+41 44 555 99 99' };

  test('a log that fails is logged without what was to be recorded', async () => {
    const broken = await startServer({
      around: (log) => ({
        ...log,
        transact: () =>
          Promise.reject(Object.assign(new Error('refused'), { detail: `Key (${GUEST.name})` })),
      }),
    });
    const device = await broken.enrol(GUEST.name);
    const clerk = createClerk(device.sender);
    const answer = await device.tryPush(
      clerk.commits(schedule({ A: 1 }), reserve('x', { A: 1 }, { guest: GUEST })),
    );
    expect(answer.status).toBe(500);
    const logged = JSON.stringify(broken.logged);
    await broken.close();
    expect(logged).toContain('request-failed');
    expect(leaked(logged, Object.values(GUEST))).toEqual([]);
  });

  test('negative control: a failure that quotes what was to be recorded is found', async () => {
    const chatty = await startServer({
      around: (log) => ({
        ...log,
        transact: () => Promise.reject(new Error(`cannot insert ${JSON.stringify(GUEST)}`)),
      }),
    });
    const device = await chatty.enrol();
    await device.tryPush([createClerk(device.sender).commit(schedule({ A: 1 }))]);
    await chatty.close();
    expect(leaked(JSON.stringify(chatty.logged), Object.values(GUEST))).toEqual(Object.values(GUEST));
  });
});

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqliteAccountsDatabase } from '../../server/log/sqlite-accounts.ts';
import { createPrometheusMetrics } from '../../server/metrics/prometheus.ts';
import { startServer, type TestServer, WORKSPACE } from '../support/server.ts';
import { openRealAccounts } from './real-accounts.ts';

// Every route that there is, asked by nobody, by another site, by a form: generated, so that a new one is among them.

/** What is said to everybody. All else is asked of somebody who is signed in. */
const OPEN = new Set([
  'GET /api/health',
  'GET /api/ready',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/docs/style.css',
  'GET /metrics',
  'GET /api/auth/ways',
  'GET /api/auth/callback/oidc',
  'POST /api/auth/sign-in/email',
  'POST /api/auth/sign-in/oidc',
  'POST /api/auth/sign-out',
  'POST /api/set-up',
  // By a code that serves once.
  'POST /api/enrol',
]);
const ORIGIN = 'http://localhost';

const whole = (): Promise<TestServer> =>
  startServer({
    more: {
      firstStart: { token: 'of the link', workspaceId: WORKSPACE },
      metrics: { kept: createPrometheusMetrics(undefined), peerOf: () => '127.0.0.1' },
    },
    accounts: (database) =>
      openRealAccounts(sqliteAccountsDatabase(database), {
        publicUrl: ORIGIN,
        // Nobody is there: nothing of this test may come so far.
        oidc: { issuer: 'http://127.0.0.1:1', clientId: 'daybook', clientSecret: 'known to both' },
      }),
  });

// The routes are needed to name the tests.
const server = await whole();
const ROUTES = [
  ...new Set(
    server.daybook.app.routes
      .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
];
const CHANGING = ROUTES.filter((route) => !route.startsWith('GET '));
const POSTS = ROUTES.filter((route) => route.startsWith('POST '));
const CLOSED = ROUTES.filter((route) => !OPEN.has(route));

let before: string;
const state = (): string =>
  server.database.read(({ prepare }) => {
    const tables = prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all();
    return JSON.stringify(tables.map(({ name }) => prepare(`SELECT * FROM "${name}"`).all()));
  });
beforeAll(() => {
  before = state();
});
afterAll(async () => {
  expect(state(), 'none of all this changed anything').toBe(before);
  await server.close();
});

type More = { readonly headers?: Record<string, string>; readonly body?: string; readonly query?: string };

function ask(route: string, { headers = {}, body = '{', query = '' }: More = {}): Promise<Response> {
  const [method = '', path = ''] = route.split(' ');
  const named = path.replace(':workspace', WORKSPACE).replace(/:\w+/g, 'none-of-them');
  const init = { method, headers: { 'content-type': 'application/json', ...headers } };
  return server.request(`${named}${query}`, method === 'POST' ? { ...init, body } : init);
}
const gist = async (answer: Response): Promise<string> =>
  `${answer.status} ${(await answer.json()).type?.replace('/problems/', '')}`;

test('the routes are there, and those that are said to be open', () => {
  expect(ROUTES.length).toBeGreaterThan(25);
  expect([...OPEN].filter((route) => !ROUTES.includes(route))).toEqual([]);
});

describe('each route asks who it is before it looks at anything else', () => {
  const malformed = { query: '?epoch=none&after=-1&limit=0' };

  test.each(CLOSED)('%s', async (route) => {
    expect(await gist(await ask(route, malformed))).toBe('401 sign-in');
    const forged = { cookie: 'daybook.session_token=forged.forged; daybook-device=forged' };
    expect(await gist(await ask(route, { ...malformed, headers: forged }))).toBe('401 sign-in');
  });
});

describe('another site changes nothing', () => {
  test.each(CHANGING)('%s', async (route) => {
    const others = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${ORIGIN}.evil.example` },
      { origin: `${ORIGIN}:8080` },
      { origin: ORIGIN.replace('http:', 'https:') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of others)
      expect(await gist(await ask(route, { headers })), JSON.stringify(headers)).toBe('403 origin');
    const own = { origin: ORIGIN, 'sec-fetch-site': 'same-origin' };
    expect((await ask(route, { headers: own })).status, 'negative control').not.toBe(403);
  });

  test.each(POSTS)('nor does a form, whatever it says of its origin: %s', async (route) => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', '']) {
      const headers = { origin: ORIGIN, 'content-type': type };
      expect(await gist(await ask(route, { headers })), type).toBe('415 not-json');
    }
  });
});

describe('no other origin is told anything', () => {
  test.each(ROUTES)('%s', async (route) => {
    const [, path = ''] = route.split(' ');
    const asked = {
      origin: 'https://evil.example',
      'access-control-request-method': route.split(' ')[0] ?? '',
    };
    const preflight = await ask(`OPTIONS ${path}`, { headers: asked });
    const answer = await ask(route, { headers: { origin: 'https://evil.example' } });
    for (const { headers } of [preflight, answer])
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(preflight.ok).toBe(false);
  });
});

test.each(ROUTES)('what it answers is kept by nobody on the way: %s', async (route) => {
  expect((await ask(route)).headers.get('cache-control')).toBe('no-store');
});

test('no export is a table: a spreadsheet would reckon with what guests are called', () => {
  // The app's go through `client/ui/files/csv.ts`, which marks as text what would be a formula.
  const files = globSync('{server,shared}/**/*.ts', { cwd: join(import.meta.dirname, '../..') });
  expect(files.length).toBeGreaterThan(150);
  const tables = files.filter((file) =>
    /text\/csv|\.csv\b|spreadsheetml/.test(readFileSync(join(import.meta.dirname, '../..', file), 'utf8')),
  );
  expect(tables).toEqual([]);
});

import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSignedInAccounts } from '../../server/accounts/signed-in.ts';
import { sqliteAccountsDatabase } from '../../server/log/sqlite-accounts.ts';
import { createPrometheusMetrics } from '../../server/metrics/prometheus.ts';
import { OPERATIONS, type OpenApiDocument } from '../../server/openapi/document.ts';
import { newId } from '../../server/running/clock.ts';
import { PROTOCOL } from '../../shared/sync/protocol.ts';
import { addSeats, GUEST, reserve, schedule } from '../support/commands.ts';
import { altered, createClerk } from '../support/commits.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { enrol, json, startServer, type TestDevice, type TestServer, WORKSPACE } from '../support/server.ts';
import { type AnswerCheck, createAnswerCheck, schemaCheck } from './answer-check.ts';

const ALMA = { email: 'alma@example.test', password: 'a long password' };
const NOOR = { email: 'noor@example.test', password: 'a long password' };
const TOKEN = 'of the link';
const chance = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));

let provider: IdentityProvider;
let server: TestServer;
let document: OpenApiDocument;
let answers: AnswerCheck;
const wrong: string[] = [];

beforeAll(async () => {
  provider = await startIdentityProvider();
  const whole = await startServer({
    more: {
      firstStart: { token: TOKEN, workspaceId: WORKSPACE },
      metrics: { kept: createPrometheusMetrics(undefined), peerOf: () => '127.0.0.1' },
    },
    accounts: (database) =>
      openSignedInAccounts({
        database: sqliteAccountsDatabase(database),
        secret: 'a secret that only this test has, long enough',
        publicUrl: 'http://localhost',
        oidc: { issuer: provider.issuer, ...provider.client },
        newId: () => newId(Date.now, chance),
        clock: Date.now,
        log: () => undefined,
        addressOf: () => '192.0.2.7',
      }),
  });
  document = await (await whole.request('/api/openapi.json')).json();
  answers = createAnswerCheck(document);
  server = {
    ...whole,
    async request(path, init) {
      const answer = await whole.request(path, init);
      wrong.push(...(await answers.check(path, init?.method ?? 'GET', copyOf(answer))));
      return answer;
    },
  };
});
afterAll(async () => {
  await server?.close();
  await provider?.close();
});

/** A feed goes on until its reader goes. */
function copyOf(answer: Response): Response {
  const isFeed = answer.headers.get('content-type') === 'text/event-stream';
  return isFeed ? new Response(null, answer) : answer.clone();
}

test('every route of the server is described, and nothing else', () => {
  const routes = server.daybook.app.routes
    .filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
    .map(({ method, path }) => `${method} ${path}`);
  expect(new Set(Object.keys(OPERATIONS))).toEqual(new Set(routes));
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );
  expect(new Set(described)).toEqual(new Set(routes));
});

test('each example is one that the route takes, and names are used once', () => {
  const misfits = schemaCheck(document);
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  const bodies = operations.flatMap(({ requestBody }) => requestBody?.content['application/json'] ?? []);
  expect(bodies.length).toBeGreaterThan(6);
  expect(bodies.flatMap(({ schema, example }) => misfits(schema, example))).toEqual([]);
  for (const { body, example } of Object.values(OPERATIONS)) if (body) expect(v.is(body, example)).toBe(true);
});

describe('what the server answers is what is described', () => {
  const post = (path: string, body: object, cookie = '') =>
    server.request(path, json('POST', body, { cookie }));
  const cookiesOf = (answer: Response): string =>
    answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  const signIn = async (who: object): Promise<string> =>
    cookiesOf(await post('/api/auth/sign-in/email', who));

  /** Everything that can be done, once as it should be, and in some ways that it should not. */
  async function allJourneys(): Promise<void> {
    for (const path of [
      'health',
      'ready',
      'openapi.json',
      'docs',
      'docs/style.css',
      'auth/ways',
      'auth/session',
    ])
      await server.request(`/api/${path}`);
    await server.request('/metrics');
    await post('/api/set-up', { ...ALMA, token: TOKEN, name: 'Alma', workspaceName: 'Main', samples: true });
    const session = await signIn(ALMA);
    await signIn({ ...ALMA, password: 'not hers' });
    await server.request('/api/auth/session', { headers: { cookie: session } });
    await server.request('/api/workspaces', { headers: { cookie: session } });
    const alma = await enrol(server, 'Office', WORKSPACE, session);
    const admitted = await alma.send('POST', '/members', { ...NOOR, name: 'Noor', role: 'planner' });
    await alma.get('/members');
    const noor = await enrol(server, 'Gate', WORKSPACE, await signIn(NOOR));
    await theLog(alma, noor);
    await theQuarantine(alma, noor);
    await alma.send('DELETE', `/members/${(await admitted.json()).userId}`);
    await alma.get('/nothing');
    await theSignOn();
    const next = { currentPassword: ALMA.password, newPassword: 'another long password' };
    const changed = cookiesOf(await post('/api/auth/change-password', next, session));
    await post('/api/auth/sign-out', {}, await signIn({ ...ALMA, password: next.newPassword }));
    await post('/api/auth/sign-out-everywhere', {}, changed);
  }

  async function theLog(alma: TestDevice, noor: TestDevice): Promise<void> {
    const clerk = createClerk(alma.sender);
    const commits = clerk.commits(schedule({ A: 3 }), reserve('Ann', { A: 1 }, { guest: GUEST }));
    const late = createClerk(noor.sender, 2);
    const clash = [late.commit(schedule({ A: 9 })), late.commit(addSeats('A', 1))];
    const unknown = altered(clerk.commit(reserve('Cyn', { A: 1 })), (copy) => {
      copy.writes[0].facts[0].type = 'SeatsSung';
    });
    const outcomes = [await alma.push(...commits), await noor.push(...clash), await alma.push(unknown)];
    expect(outcomes.flat().map(({ outcome }) => outcome)).toEqual([
      ...['accepted', 'accepted', 'conflict', 'deferred', 'unsupported'],
    ]);
    await alma.tryPush([], { protocol: PROTOCOL + 1 });
    await alma.tryPush([], { epoch: '01994f6e-1c00-7000-8000-000000000001' });
    await alma.pull();
    await alma.get('/events?epoch=x');
    const feed = await alma.get('/live');
    await feed.body?.cancel();
    const { segments } = await (await alma.get(`/segments?epoch=${alma.epoch}`)).json();
    await alma.get(`/segments/${segments[0].first}/${segments[0].hash}`);
  }

  async function theQuarantine(alma: TestDevice, noor: TestDevice): Promise<void> {
    await alma.get('/devices');
    await alma.send('DELETE', `/devices/${noor.deviceId}`);
    const commit = createClerk(noor.sender, 3).commit(schedule({ A: 1 }), 'cellar');
    const again = noor.as(await signIn(NOOR));
    expect((await again.push(commit)).map(({ outcome }) => outcome)).toEqual(['rejected']);
    await alma.get('/quarantine');
    await alma.send('POST', `/quarantine/${commit.id}`, {
      action: 'release',
      reason: 'she was here',
      commit,
    });
    await alma.send('POST', `/quarantine/${commit.id}`, { action: 'set-aside', reason: 'twice' });
  }

  async function theSignOn(): Promise<void> {
    const sent = await post('/api/auth/sign-in/oidc', {});
    const back = new URL(provider.authorize((await sent.json()).url, { mail: ALMA.email, name: 'Alma' }));
    await server.request(`${back.pathname}${back.search}`, { headers: { cookie: cookiesOf(sent) } });
  }

  test('by every operation', async () => {
    await allJourneys();
    expect(wrong).toEqual([]);
    const expected = Object.entries(OPERATIONS).flatMap(([route, { answers }]) =>
      Object.keys(answers).map((status) => `${route} ${status}`),
    );
    expect([...answers.answered].filter((one) => /[23]\d\d$/.test(one)).sort()).toEqual(expected.sort());
    expect([...answers.answered].filter((one) => /4\d\d$/.test(one)).length).toBeGreaterThan(3);
  });

  test('negative control: an answer that says something else is found', async () => {
    const { check } = createAnswerCheck(document);
    const answer = (body: object, type = 'application/json') =>
      new Response(JSON.stringify(body), { headers: { 'content-type': type } });
    expect(await check('/api/health', 'GET', answer({ status: 'fine' }))).toHaveLength(1);
    expect(await check('/api/health', 'GET', answer({}, 'text/html'))).toHaveLength(1);
    expect(await check('/api/health', 'GET', new Response(null, { status: 204 }))).toHaveLength(1);
  });
});

test('the page to read has every route and shape, no script, and nothing from elsewhere', async () => {
  const page = await (await server.request('/api/docs')).text();
  for (const methods of Object.values(document.paths))
    for (const { operationId, summary } of Object.values(methods)) {
      expect(page).toContain(`id="${operationId}"`);
      expect(page).toContain(summary);
    }
  expect(page).toContain('<a href="#RecordedEvent">RecordedEvent</a>');
  expect(page).not.toMatch(/<script|\son\w+=|style=|https?:/);
  expect([...page.matchAll(/(?:href|src)="([^#"][^"]*)"/g)].map(([, to]) => to)).toEqual([
    '/api/docs/style.css',
    '/api/openapi.json',
  ]);
});

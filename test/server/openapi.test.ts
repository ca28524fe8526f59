import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { People } from '../../server/accounts/accounts.ts';
import { sqliteAccountsDatabase } from '../../server/log/sqlite-accounts.ts';
import { createPrometheusMetrics } from '../../server/metrics/prometheus.ts';
import { OPERATIONS, type OpenApiDocument } from '../../server/openapi/document.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { instant } from '../support/ids.ts';
import { startServer, type TestServer, WORKSPACE } from '../support/server.ts';
import { leaked, walkAllJourneys } from './all-journeys.ts';
import { type AnswerCheck, createAnswerCheck, schemaCheck } from './answer-check.ts';
import { openRealAccounts } from './real-accounts.ts';

const TOKEN = 'of the link';

let provider: IdentityProvider;
let server: TestServer;
let document: OpenApiDocument;
let people: People;
let answers: AnswerCheck;
const wrong: string[] = [];
const logged: object[] = [];

beforeAll(async () => {
  provider = await startIdentityProvider();
  const whole = await startServer({
    more: {
      firstStart: { token: TOKEN, workspaceId: WORKSPACE },
      metrics: { kept: createPrometheusMetrics(undefined), peerOf: () => '127.0.0.1' },
    },
    async accounts(database) {
      const accounts = await openRealAccounts(sqliteAccountsDatabase(database), {
        publicUrl: 'http://localhost',
        oidc: { issuer: provider.issuer, ...provider.client },
        log: (entry) => logged.push(entry),
      });
      people = accounts.people;
      return accounts;
    },
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

describe('what it says of cookies and tokens', () => {
  type Schemes = Record<string, { name?: string; scheme?: string }>;
  const schemesOf = ({ components }: OpenApiDocument): Schemes =>
    (components as { securitySchemes: Schemes }).securitySchemes;
  const schemesNamed = ({ paths }: OpenApiDocument): Set<string> => {
    const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
    return new Set(operations.flatMap(({ security = [] }) => security.flatMap((one) => Object.keys(one))));
  };
  const namesIn = (cookies: string): string[] => cookies.split('; ').map((one) => one.split('=')[0] ?? '');

  test('with accounts a device is one person’s, and so is its cookie', async () => {
    const { session, device } = schemesOf(document);
    const { userId } = await people.admit({ name: 'Olga', mail: 'olga@example.test' }, WORKSPACE);
    await server.members.grant({ workspaceId: WORKSPACE, userId, role: 'auditor', since: instant() });
    const begun = await people.beginSession(userId, WORKSPACE);
    const { cookie } = await server.enrol('Phone', WORKSPACE, begun.cookie.split(';')[0]);
    expect(namesIn(cookie)).toEqual([session?.name, device?.name?.replace('{user}', userId)]);
  });

  test('without accounts a browser has one, and nobody signs in', async () => {
    const open = await startServer();
    onTestFinished(() => open.close());
    const described: OpenApiDocument = await (await open.request('/api/openapi.json')).json();
    const { session, device } = schemesOf(described);
    expect([session, namesIn((await open.enrol('Phone')).cookie)]).toEqual([undefined, [device?.name]]);
    expect(schemesNamed(described)).toEqual(new Set(['device']));
  });

  test('the numbers are for who brings a token, or for the machine itself', () => {
    expect(schemesNamed(document)).toEqual(new Set(['session', 'device', 'token']));
    expect(schemesOf(document).token?.scheme).toBe('bearer');
    expect(document.paths['/metrics']?.get?.security).toEqual([{ token: [] }, {}]);
  });
});

describe('what the server answers is what is described', () => {
  test('by every operation', async () => {
    await walkAllJourneys(server, { token: TOKEN, signOn: provider });
    expect(wrong).toEqual([]);
    expect(leaked(JSON.stringify([server.logged, logged])), 'O5').toEqual([]);
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

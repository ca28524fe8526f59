import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { depthOf } from '../../server/http/read-json.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { altered, type Clerk, createClerk, type Spoilable } from '../support/commits.ts';
import { gist, json, startServer, type TestDevice, type TestServer } from '../support/server.ts';
import { DEEDS } from './deeds.ts';

let server: TestServer;
let ada: TestDevice;
let clerk: Clerk;

beforeEach(async () => {
  server = await startServer();
  ada = await server.enrol('Ada');
  clerk = createClerk(ada.sender);
});
afterEach(() => server.close());

const problemOf = async (response: Response): Promise<string> =>
  `${response.status} ${(await response.json()).type.replace('/problems/', '')}`;
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

describe('P7: past a limit of one request nothing is stored', () => {
  afterEach(async () => expect((await ada.pull()).head).toBe(0));

  test('a megabyte and more, announced or not', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 1 }));
    const large = JSON.stringify({ commits: [scheduled], padding: 'x'.repeat(LIMITS.requestBytes) });
    const announced = { 'content-length': String(large.length) };
    expect(await problemOf(await ada.send('POST', '/commits', large, announced))).toBe('413 too-large');
    expect(await problemOf(await ada.send('POST', '/commits', large))).toBe('413 too-large');
  });

  test('more than 32 levels', async () => {
    expect(await problemOf(await ada.send('POST', '/commits', nested(33)))).toBe('422 too-deep');
    expect(await problemOf(await ada.send('POST', '/commits', nested(32)))).toBe('422 malformed');
    expect(await problemOf(await ada.send('POST', '/commits', nested(400_000)))).toBe('422 too-deep');
  });

  test('more than 500 commits', async () => {
    const [scheduled] = clerk.commits(schedule({ A: 1 }));
    expect(await problemOf(await ada.tryPush(Array(501).fill(scheduled)))).toBe('422 too-many');
  });

  test.each([
    ['no JSON', '{"protocol":1,', '400 malformed'],
    ['nothing', '', '400 malformed'],
    ['null', 'null', '422 malformed'],
    ['no envelope', '{"protocol":1}', '422 malformed'],
    ['another protocol', '{"protocol":2,"something":"new"}', '409 update-app'],
  ])('%s', async (_, body, expected) => {
    expect(await problemOf(await ada.send('POST', '/commits', body))).toBe(expected);
  });

  test('bytes that are no text', async () => {
    const body = new Uint8Array([0x22, 0xff, 0xfe, 0x22]);
    const init = json('POST', undefined, { cookie: ada.cookie });
    const response = await server.request('/api/workspaces/main/commits', { ...init, body });
    expect(await problemOf(response)).toBe('400 malformed');
  });

  test('a commit whose id is none fails the envelope: there would be no receipt to give', async () => {
    expect(await problemOf(await ada.tryPush([{ id: 'x' }]))).toBe('422 malformed');
  });
});

test('500 commits are not too many', async () => {
  const commits = [clerk.commit(schedule({ A: 500 }))];
  while (commits.length < 500) commits.push(clerk.commit(reserve(`${commits.length}`, { A: 1 })));
  const receipts = await ada.push(...commits);
  expect(receipts.every(({ outcome }) => outcome === 'accepted')).toBe(true);
});

test('P4: a fault inside one commit is that commit’s receipt', async () => {
  const [scheduled] = clerk.commits(schedule({ A: 1 }));
  const response = await ada.tryPush([{ id: scheduled?.id, nonsense: true }, scheduled]);
  const { receipts } = await response.json();
  expect(receipts).toMatchObject([{ outcome: 'rejected' }, { outcome: 'accepted' }]);
});

test('P7: every text of every kind of fact has a longest length', async () => {
  let tried = 0;
  for (const [type, deedOf] of Object.entries(DEEDS)) {
    const { given, done } = deedOf(type, ada.deviceId);
    const before = given.map((body) => clerk.commit(body, type));
    await ada.push(...before);
    const commit = clerk.commit(done, type);
    for (const [index, { data }] of commit.writes[0]?.facts.entries() ?? []) {
      for (const path of textsIn(data)) {
        const long = altered(commit, (copy) =>
          put(copy.writes[0].facts[index].data, path, 'x'.repeat(2_001)),
        );
        expect(gist((await ada.push(long))[0]), `${type}: ${path.join('.')}`).toBe('rejected: schema');
        tried += 1;
      }
    }
  }
  expect(tried).toBeGreaterThan(40);
});

function textsIn(node: object): string[][] {
  return Object.entries(node).flatMap(([name, value]) => {
    if (typeof value === 'string') return [[name]];
    return value && typeof value === 'object' ? textsIn(value).map((path) => [name, ...path]) : [];
  });
}

function put(node: Spoilable, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length > 0) put(node[name], rest, value);
  else node[name] = value;
}

test('depth is counted outside of strings', () => {
  expect(depthOf('{"a":"[[[[","b":["\\"[",{}]}')).toBe(3);
  expect(depthOf('"[[["')).toBe(0);
});

test('what there is not, and what cannot be done', async () => {
  const put = await server.request('/api/workspaces/main/commits', { method: 'PUT' });
  expect(put.headers.get('allow')).toBe('POST');
  expect(await problemOf(put)).toBe('405 method-not-allowed');
  expect(await problemOf(await server.request('/api/nothing'))).toBe('404 not-found');
  expect(await problemOf(await server.request('/nothing'))).toBe('404 not-found');
  expect(await (await server.request('/api/health')).json()).toMatchObject({ status: 'ok' });
});

test('every answer carries the headers that protect the page', async () => {
  for (const path of ['/api/health', '/api/workspaces', '/api/nothing', '/nothing']) {
    const { headers } = await server.request(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('strict-transport-security'), 'this one is asked without TLS').toBeNull();
    if (path.startsWith('/api')) expect(headers.get('cache-control')).toBe('no-store');
  }
});

describe('malformed, mistyped, forged requests', () => {
  const settings = { numRuns: 150, seed: 20260420 };

  test('are answered with a 4xx or with receipts, never a 5xx, and an error shows no inside', async () => {
    const scheduled = clerk.commit(schedule({ A: 5 }));
    await ada.push(scheduled);
    const booked = clerk.commit(reserve('Ada', { A: 2 }, { guest: GUEST }));
    const spoilt = fc
      .tuple(fc.nat(), fc.jsonValue({ maxDepth: 3 }))
      .map(([place, value]) => altered(booked, (copy) => spoil(copy, place, value)));
    await fc.assert(
      fc.asyncProperty(spoilt, async (commit) => {
        const response = await ada.tryPush([commit]);
        const text = await response.text();
        expect(response.status, text).toBeLessThan(500);
        expect(text).not.toMatch(/SQLITE|node:|\.ts:|"problem":\{"type":"\/problems\/internal"/);
      }),
      settings,
    );
    const { events } = await ada.pull();
    expect(events.filter(({ commitId }) => ![scheduled.id, booked.id].includes(commitId))).toEqual([]);
  });

  test('anything as a body, anywhere', async () => {
    const paths = [
      '/commits',
      '/devices',
      '/quarantine/x',
      `/quarantine/${clerk.commit(schedule({ A: 1 })).id}`,
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.anything(), async (path, body) => {
        const text = JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? 1 : value)) ?? 'nothing';
        const response = await ada.send('POST', path, text);
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
      }),
      settings,
    );
    expect((await ada.pull()).head).toBe(0);
  });
});

/** Puts `value` in one of all the places of a nested value. */
function spoil(root: object, place: number, value: unknown): void {
  const places: [Record<string, unknown>, string][] = [];
  const walk = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    for (const [name, member] of Object.entries(node)) {
      if (node !== root || name !== 'id') places.push([node as Record<string, unknown>, name]);
      walk(member);
    }
  };
  walk(root);
  const [node, name] = places[place % places.length] ?? [{}, ''];
  node[name] = value;
}

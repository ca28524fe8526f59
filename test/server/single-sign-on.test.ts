import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { People } from '../../server/accounts/accounts.ts';
import { sqliteAccountsDatabase } from '../../server/log/sqlite-accounts.ts';
import type { LogEntry } from '../../server/running/logger.ts';
import { type Identity, type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { json, startServer, type TestServer, WORKSPACE } from '../support/server.ts';
import { openRealAccounts } from './real-accounts.ts';

const ADA = { mail: 'ada@example.test', name: 'Ada' };

let provider: IdentityProvider;
/** Undefined: as long as in earnest. */
let answersWithinMs: number | undefined;
let server: TestServer;
let people: People;
let logged: LogEntry[];

beforeEach(async () => {
  provider = await startIdentityProvider();
  logged = [];
  answersWithinMs = undefined;
  server = await startServer({
    async accounts(database) {
      const accounts = await openRealAccounts(sqliteAccountsDatabase(database), {
        publicUrl: 'http://localhost',
        oidc: { issuer: provider.issuer, ...provider.client, answersWithinMs },
        log: (entry) => logged.push(entry),
      });
      people = accounts.people;
      return accounts;
    },
  });
  await people.admit(ADA, WORKSPACE);
});
afterEach(async () => {
  await server.close();
  await provider.close();
});

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** A browser goes to the provider and comes back; `cookies`: those that it has by then. */
async function comeBack(who: Identity, cookies?: string): Promise<Response> {
  const sent = await server.request('/api/auth/sign-in/oidc', json('POST', {}));
  expect(sent.status).toBe(200);
  const { url } = await sent.json();
  const back = new URL(provider.authorize(url, who));
  const headers = { cookie: cookies ?? cookiesOf(sent) };
  return server.request(`${back.pathname}${back.search}`, { headers });
}
async function whoIs(cookie: string): Promise<string> {
  const answer = await server.request('/api/auth/session', { headers: { cookie } });
  return answer.status === 200 ? (await answer.json()).name : String(answer.status);
}

test('W7: who was admitted comes in by the organisation’s own sign-on, without a password', async () => {
  const answer = await comeBack(ADA);
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/']);
  expect(await whoIs(cookiesOf(answer))).toBe('Ada');
  expect(await answer.text(), 'W6: the cookie alone').toBe('');
  const again = await comeBack(ADA);
  expect(await whoIs(cookiesOf(again))).toBe('Ada');
});

test('W7: who was not admitted does not come in', async () => {
  const answer = await comeBack({ mail: 'eve@example.test', name: 'Eve' });
  expect(answer.headers.get('location')).toBe('/?sign-in=not-admitted');
  expect(await whoIs(cookiesOf(answer))).toBe('401');
});

test('a browser that did not begin it does not end it: nobody is signed in as somebody else', async () => {
  const answer = await comeBack(ADA, '');
  expect(answer.headers.get('location')).toBe('/?sign-in=failed');
  expect(await whoIs(cookiesOf(answer))).toBe('401');
});

test.each([
  [false, '/?sign-in=no-mail'],
  [undefined, '/'],
])('W11: an address of which the sign-on says that it is verified: %s', async (isVerified, place) => {
  const answer = await comeBack({ ...ADA, isVerified });
  expect(answer.headers.get('location')).toBe(place);
  expect(await whoIs(cookiesOf(answer))).toBe(isVerified === false ? '401' : 'Ada');
});

test('W11: who came in once is known by the sign-on’s own name for them, whatever their address there is by then', async () => {
  await comeBack({ ...ADA, subject: '7' });
  const answer = await comeBack({ mail: 'ada.king@example.test', name: 'Ada King', subject: '7' });
  expect(await whoIs(cookiesOf(answer))).toBe('Ada');
});

test('W11: nor does it count then that their address is not verified any more', async () => {
  await comeBack({ ...ADA, subject: '7' });
  const answer = await comeBack({ ...ADA, subject: '7', isVerified: false });
  expect(await whoIs(cookiesOf(answer))).toBe('Ada');
});

test('W11: to whom the address of somebody who came in has gone since does not become that person', async () => {
  await comeBack({ ...ADA, subject: '7' });
  const other = await comeBack({ mail: ADA.mail, name: 'Another Ada', subject: '8' });
  expect(other.headers.get('location')).toBe('/?sign-in=other-person');
  expect(await whoIs(cookiesOf(other))).toBe('401');
  expect(await whoIs(cookiesOf(await comeBack({ ...ADA, subject: '7' })))).toBe('Ada');
});

describe('a sign-on that cannot be reached', () => {
  const begin = (): Promise<Response> => server.request('/api/auth/sign-in/oidc', json('POST', {}));

  test('is a problem of its own: nobody is sent to a site that is not there', async () => {
    await provider.close();
    const answer = await begin();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
    expect(await answer.json()).toMatchObject({ type: '/problems/sign-on-unreachable', status: 503 });
  });

  test('is said at the start, keeps nobody from signing in otherwise, and is found once it is there', async () => {
    await provider.close();
    await server.restart();
    expect(logged).toContainEqual({ level: 'error', event: 'sign-on-unreachable', issuer: provider.issuer });
    expect((await begin()).status).toBe(503);
    expect((await server.request('/api/auth/ways')).status).toBe(200);
    await provider.openAgain();
    expect(await whoIs(cookiesOf(await comeBack(ADA)))).toBe('Ada');
  });
});

test('W11: a sign-on that takes connections and says nothing holds up neither the start nor who signs in otherwise', async () => {
  provider.fallSilent();
  answersWithinMs = 200;
  // The library alone would wait for five minutes.
  await server.restart();
  expect(logged).toContainEqual({ level: 'error', event: 'sign-on-unreachable', issuer: provider.issuer });
  expect((await server.request('/api/auth/ways')).status).toBe(200);
  expect((await server.request('/api/auth/sign-in/oidc', json('POST', {}))).status).toBe(503);
});

test('W8: it is not begun again and again from one address', async () => {
  const begin = async (): Promise<number> =>
    (await server.request('/api/auth/sign-in/oidc', json('POST', {}))).status;
  for (let begun = 0; begun < 300; begun++) expect(await begin()).toBe(200);
  expect(await begin()).toBe(429);
});

test('it says that there is one', async () => {
  expect(await (await server.request('/api/auth/ways')).json()).toEqual({ password: true, oidc: true });
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import type { People } from '../../server/accounts/accounts.ts';
import { sqliteAccountsDatabase } from '../../server/log/sqlite-accounts.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import { json, startServer, type TestServer } from '../support/server.ts';
import { openRealAccounts } from './real-accounts.ts';

const ADA = { mail: 'ada@example.test', name: 'Ada' };

let provider: IdentityProvider;
let server: TestServer;
let people: People;

beforeEach(async () => {
  provider = await startIdentityProvider();
  server = await startServer({
    async accounts(database) {
      const accounts = await openRealAccounts(sqliteAccountsDatabase(database), {
        publicUrl: 'http://localhost',
        oidc: { issuer: provider.issuer, ...provider.client },
      });
      people = accounts.people;
      return accounts;
    },
  });
  await people.admit(ADA);
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
async function comeBack(who: { mail: string; name: string }, cookies?: string): Promise<Response> {
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
  expect(answer.headers.get('location')).toContain('sign-in=failed');
  expect(await whoIs(cookiesOf(answer))).toBe('401');
});

test('a browser that did not begin it does not end it: nobody is signed in as somebody else', async () => {
  const answer = await comeBack(ADA, '');
  expect(answer.headers.get('location')).toContain('sign-in=failed');
  expect(await whoIs(cookiesOf(answer))).toBe('401');
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

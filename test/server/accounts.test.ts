import { scryptSync } from 'node:crypto';
import { serializeSigned } from 'hono/utils/cookie';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { openFeed } from '../support/feed.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { hashCheaply, hashInEarnest } from '../support/quick-passwords.ts';
import { enrol, gist, json, WORKSPACE } from '../support/server.ts';
import { type AccountsServer, cookieOf, type Now, openOnPostgres, openOnSqlite } from './accounts-servers.ts';
import { SECRET } from './real-accounts.ts';
import { OTHER } from './staff.ts';

const ADA = { mail: 'Ada@Example.test', name: 'Ada', password: 'a long password' };
const NEXT = 'another long password';
const WITHIN_MS = 1_000;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

describe.each([
  ['SQLite', openOnSqlite],
  ['PostgreSQL', (now: Now) => openOnPostgres(postgres, now)],
])('accounts on %s', (_, open) => {
  let server: AccountsServer;
  let now: Now;
  beforeEach(async () => {
    now = { at: Date.now() };
    server = await open(now);
    await server.people.admit(ADA, WORKSPACE);
  });
  afterEach(() => server.close());

  const post = (path: string, body: object = {}, cookie = ''): Promise<Response> =>
    server.request(`/api/auth/${path}`, json('POST', body, { ...(cookie && { cookie }) }));
  const trySignIn = (password = ADA.password, email = ADA.mail) => post('sign-in/email', { email, password });
  const signIn = async (password?: string): Promise<string> => {
    const answer = await trySignIn(password);
    expect(answer.status).toBe(204);
    return cookieOf(answer);
  };
  const whoIs = async (cookie: string): Promise<string> => {
    const answer = await server.request('/api/auth/session', { headers: { cookie } });
    return answer.status === 200 ? (await answer.json()).name : String(answer.status);
  };

  test('signing in by mail and password, in whatever case the address is written', async () => {
    expect(await whoIs(await signIn())).toBe('Ada');
    expect((await trySignIn(ADA.password, 'ada@example.TEST')).status).toBe(204);
  });

  test.each([
    ['a wrong password', 'not the password', ADA.mail],
    ['nobody’s address', ADA.password, 'eve@example.test'],
  ])('%s: one answer for both, and no cookie', async (__, password, email) => {
    const answer = await trySignIn(password, email);
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []]);
    expect(await answer.json()).toMatchObject({ type: '/problems/credentials' });
  });

  test('nobody signs up: who comes in is said by an administrator', async () => {
    const body = { email: 'eve@example.test', password: ADA.password, name: 'Eve' };
    expect((await post('sign-up/email', body)).status).toBe(404);
    expect((await trySignIn(ADA.password, body.email)).status).toBe(401);
  });

  test('signing out ends the session, here', async () => {
    const [here, there] = [await signIn(), await signIn()];
    expect((await post('sign-out', {}, here)).status).toBe(204);
    expect([await whoIs(here), await whoIs(there)]).toEqual(['401', 'Ada']);
  });

  test('signing out everywhere ends all of them', async () => {
    const [here, there] = [await signIn(), await signIn()];
    expect((await post('sign-out-everywhere', {}, here)).status).toBe(204);
    expect([await whoIs(here), await whoIs(there)]).toEqual(['401', '401']);
  });

  test('another password ends the other sessions, and the old one opens nothing', async () => {
    const [here, there] = [await signIn(), await signIn()];
    const change = { currentPassword: ADA.password, newPassword: NEXT };
    const changed = await post('change-password', change, here);
    expect(changed.status).toBe(204);
    expect([await whoIs(here), await whoIs(there), await whoIs(cookieOf(changed))]).toEqual([
      '401',
      '401',
      'Ada',
    ]);
    expect((await trySignIn(ADA.password)).status).toBe(401);
    expect((await trySignIn(NEXT)).status).toBe(204);
  });

  test('a password is changed by who knows it, signed in, to one that is long enough', async () => {
    const cookie = await signIn();
    const change = (currentPassword: string, newPassword: string, as = cookie) =>
      post('change-password', { currentPassword, newPassword }, as).then(({ status }) => status);
    expect(await change('not the password', NEXT)).toBe(403);
    expect(await change(ADA.password, 'short')).toBe(422);
    expect(await change(ADA.password, NEXT, '')).toBe(401);
    expect(await whoIs(cookie)).toBe('Ada');
  });

  test('a session that nobody used for long has ended', async () => {
    const cookie = await signIn();
    now.at += 31 * 24 * 3_600_000;
    expect(await whoIs(cookie)).toBe('401');
  });

  test('no answer carries a token, and no cookie is within reach of scripts or of other sites', async () => {
    const answer = await trySignIn();
    const cookie = cookieOf(answer);
    const changed = await post(
      'change-password',
      { currentPassword: ADA.password, newPassword: NEXT },
      cookie,
    );
    const cookies = [...answer.headers.getSetCookie(), ...changed.headers.getSetCookie()];
    expect(cookies).toHaveLength(2);
    for (const one of cookies) {
      expect(one).toMatch(/HttpOnly/);
      expect(one).toMatch(/SameSite=Lax/);
      expect(one).not.toMatch(/Secure/);
    }
    const seen = await server.request('/api/auth/session', { headers: { cookie: cookieOf(changed) } });
    for (const said of [answer, changed, seen]) expect(await said.text()).not.toContain(tokenIn(cookie));
    expect(await (await server.request('/api/auth/get-session', { headers: { cookie } })).status).toBe(404);
  });

  test('outside of this machine the cookie goes over TLS alone', async () => {
    const answer = await server.request('https://daybook.example/api/auth/sign-in/email', {
      ...json('POST', { email: ADA.mail, password: ADA.password }),
    });
    expect(answer.headers.get('set-cookie')).toMatch(/; Secure/);
  });

  test('a dump of the database holds no usable session token, and no password', async () => {
    const cookie = await signIn();
    const dump = await server.dump();
    expect(dump, 'negative control: the dump does hold the session').toContain('ada@example.test');
    expect(dump).not.toContain(tokenIn(cookie));
    expect(dump).not.toContain(ADA.password);
    // Nor does what is stored open anything in the hands of who has the secret too.
    const [stored] = /[0-9a-f]{64}/.exec(dump.slice(dump.indexOf('account_sessions'))) ?? [];
    expect(stored).toBeDefined();
    const forge = async (token: string): Promise<string> =>
      (await serializeSigned('daybook.session_token', token, SECRET)).split(';')[0] ?? '';
    expect(await whoIs(await forge(tokenIn(cookie))), 'negative control: this is how one is made').toBe(
      'Ada',
    );
    expect(await whoIs(await forge(stored ?? ''))).toBe('401');
  });

  test('a password is kept as a hash that takes memory to try out', async () => {
    hashInEarnest();
    onTestFinished(hashCheaply);
    const { userId } = await server.people.admit(ADA, WORKSPACE);
    await server.people.setPassword(userId, NEXT, null);
    const [, salt = '', key] = /"password":"([0-9a-f]{32}):([0-9a-f]{128})"/.exec(await server.dump()) ?? [];
    // 16 MB for each guess.
    const cost = { N: 16_384, r: 16, p: 1, maxmem: 64 * 1024 * 1024 };
    expect(scryptSync(NEXT, salt, 64, cost).toString('hex')).toBe(key);
  });

  test('too many wrong passwords for an account: even the right one has to wait', async () => {
    const answers = [];
    for (let attempt = 0; attempt < 10; attempt++) answers.push((await trySignIn('not it at all')).status);
    expect(new Set(answers)).toEqual(new Set([401]));
    const refused = await trySignIn();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60);
    expect((await trySignIn(ADA.password, 'eve@example.test')).status, 'others do not').toBe(401);
  });

  test('many attempts from one address: it has to wait, whichever account it tries next', async () => {
    const statuses = [];
    for (let attempt = 0; attempt < 49; attempt++) statuses.push((await trySignIn('not it at all')).status);
    expect(statuses).toEqual(Array.from({ length: 49 }, (_, attempt) => (attempt < 10 ? 401 : 429)));
    expect((await trySignIn('not it at all', 'e1@example.test')).status).toBe(401);
    expect((await trySignIn('not it at all', 'e2@example.test')).status).toBe(429);
  }, 60_000);

  test('W10: a session begun for one workspace is a session like others, and ends no other', async () => {
    const elsewhere = await signIn();
    const { cookie: given } = await server.people.beginSession(
      (await server.people.admit(ADA, WORKSPACE)).userId,
      WORKSPACE,
    );
    expect(given).toMatch(/; Max-Age=2592000; Path=\/api; HttpOnly; SameSite=Lax$/);
    const cookie = given.split(';')[0] ?? '';
    expect(await whoIs(cookie)).toBe('Ada');
    expect(await server.dump()).not.toContain(tokenIn(cookie));
    expect((await post('sign-out-everywhere', {}, cookie)).status).toBe(403);
    expect(await whoIs(elsewhere)).toBe('Ada');
    expect((await post('sign-out', {}, cookie)).status).toBe(204);
    expect([await whoIs(cookie), await whoIs(elsewhere)]).toEqual(['401', 'Ada']);
  });

  test('W10: sessions that codes began for a workspace end by themselves', async () => {
    const elsewhere = await signIn();
    const { userId } = await server.people.admit(ADA, WORKSPACE);
    const begun = await Promise.all([WORKSPACE, OTHER].map((id) => server.people.beginSession(userId, id)));
    const cookies = begun.map(({ cookie }) => cookie.split(';')[0] ?? '');
    await server.people.endSessionsOfCodes(userId, WORKSPACE);
    expect(await Promise.all([...cookies, elsewhere].map(whoIs))).toEqual(['401', 'Ada', 'Ada']);
  });

  test('W8: many codes tried from one address: the address has to wait, as for passwords', async () => {
    const use = (): Promise<Response> =>
      server.request('/api/enrol', json('POST', { workspaceId: WORKSPACE, code: 'guessed', name: 'Phone' }));
    for (let tries = 0; tries < 50; tries++) expect((await use()).status).toBe(404);
    const answer = await use();
    expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect((await trySignIn()).status).toBe(429);
  });

  test.each<[string, (cookie: string) => Promise<unknown>]>([
    ['its session is signed out', (cookie) => post('sign-out', {}, cookie)],
    ['its person signs out everywhere', async () => post('sign-out-everywhere', {}, await signIn())],
    [
      'its person changes the password elsewhere',
      async () =>
        post('change-password', { currentPassword: ADA.password, newPassword: NEXT }, await signIn()),
    ],
    [
      'nobody used its session for long',
      async () => {
        now.at += 31 * 24 * 3_600_000;
      },
    ],
  ])('W1: a live feed ends within a second when %s', async (__, end) => {
    await server.join((await server.people.admit(ADA, WORKSPACE)).userId);
    const cookie = await signIn();
    const feed = await openFeed(await enrol(server, 'Phone', WORKSPACE, cookie));
    await feed.next();
    await end(cookie);
    expect(await untilItEnds(feed)).toBeLessThan(WITHIN_MS);
  });

  test('people sign in while the log is written to, and neither waits for the other in vain', async () => {
    const { userId } = await server.people.admit(ADA, WORKSPACE);
    await server.join(userId);
    const device = await enrol(server, 'Phone', WORKSPACE, await signIn());
    const clerk = createClerk(device.sender);
    const commits = Array.from({ length: 40 }, (_, count) =>
      clerk.commit(schedule({ A: 1 }), `session ${count}`),
    );
    const writing = Promise.all(commits.map((commit) => device.push(commit)));
    const signingIn = Promise.all(Array.from({ length: 6 }, () => trySignIn()));
    expect((await writing).flat().map(gist)).toEqual(commits.map(() => 'accepted'));
    expect((await signingIn).map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 204));
  });

  test('W4: whoever admits a known person gives them no password: it would open the account that others know', async () => {
    const { password: _, ...signsOnElsewhere } = ADA;
    const { userId } = await server.people.admit(signsOnElsewhere, WORKSPACE);
    expect(await server.people.admit({ ...ADA, password: NEXT }, WORKSPACE)).toEqual({
      userId,
      hasFirstPassword: false,
    });
    expect((await trySignIn(NEXT)).status).toBe(401);
  });

  test('W12: another password is given to who has forgotten theirs: all sessions end, and it may be tried at once', async () => {
    const { userId } = await server.people.admit(ADA, WORKSPACE);
    const sessions = [await signIn(), await signIn()];
    for (let attempt = 0; attempt < 10; attempt++) await trySignIn('not it at all');
    expect((await trySignIn()).status, 'the account has to wait').toBe(429);
    await server.people.setPassword(userId, NEXT, WORKSPACE);
    expect(await Promise.all(sessions.map(whoIs))).toEqual(['401', '401']);
    expect((await trySignIn(ADA.password)).status).toBe(401);
    expect(await whoIs(await signIn(NEXT))).toBe('Ada');
    expect(await server.dump()).not.toContain(NEXT);
  });

  describe('W12: what the old password was about to begin as another was set', () => {
    const change = { currentPassword: ADA.password, newPassword: 'one of whoever was late' };
    const BEGINS = /^insert into "account_sessions"/;

    test.each<[string, RegExp, (cookie: string) => Promise<Response>, number]>([
      ['a session', BEGINS, () => trySignIn(), 401],
      [
        'another password',
        /^update "account_ways"/,
        (cookie) => post('change-password', change, cookie),
        403,
      ],
      ['a session by that', BEGINS, (cookie) => post('change-password', change, cookie), 403],
    ])('%s: is not there afterwards', async (__, statement, begin, refused) => {
      const { userId } = await server.people.admit(ADA, WORKSPACE);
      const cookie = await signIn();
      const held = server.hold(statement);
      const late = begin(cookie);
      await held.reached;
      await server.people.setPassword(userId, NEXT, WORKSPACE);
      held.release();
      const answer = await late;
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([refused, []]);
      expect(await server.dump()).toContain('account_sessions []');
      expect((await trySignIn(change.newPassword)).status).toBe(401);
      expect((await trySignIn(NEXT)).status).toBe(204);
    });
  });

  test('W12: so is who had none, and came by the organisation’s own sign-on alone', async () => {
    const email = 'olga@example.test';
    const { userId, hasFirstPassword } = await server.people.admit({ mail: email, name: 'Olga' }, WORKSPACE);
    expect([hasFirstPassword, (await trySignIn(NEXT, email)).status]).toEqual([false, 401]);
    await server.people.setPassword(userId, NEXT, WORKSPACE);
    expect((await trySignIn(NEXT, email)).status).toBe(204);
  });

  test('somebody is admitted once; a password that there is stays', async () => {
    const [{ userId: first }, again] = [
      await server.people.admit(ADA, WORKSPACE),
      await server.people.admit({ ...ADA, password: NEXT }, WORKSPACE),
    ];
    expect(again).toEqual({ userId: first, hasFirstPassword: false });
    expect((await trySignIn(NEXT)).status).toBe(401);
    expect([...(await server.people.described([first]))]).toEqual([
      [first, { name: 'Ada', mail: 'ada@example.test' }],
    ]);
  });
});

describe('W1: two nodes on one database', () => {
  test('a session that ends on the one ends its feed on the other, and no other feed', async () => {
    const [url, now] = [await postgres.createSchema(), { at: Date.now() }];
    const here = await openOnPostgres(postgres, now, { url });
    const there = await openOnPostgres(postgres, now, { url });
    onTestFinished(async () => {
      await here.close();
      await there.close();
    });
    await here.join((await here.people.admit(ADA, WORKSPACE)).userId);
    const signIn = async (): Promise<string> =>
      cookieOf(
        await here.request(
          '/api/auth/sign-in/email',
          json('POST', { email: ADA.mail, password: ADA.password }),
        ),
      );
    const [ended, standing] = [await signIn(), await signIn()];
    const phone = await enrol(there, 'Phone', WORKSPACE, ended);
    const tablet = await enrol(there, 'Tablet', WORKSPACE, standing);
    const [ending, going] = [await openFeed(phone), await openFeed(tablet)];
    await Promise.all([ending.next(), going.next()]);
    await here.request('/api/auth/sign-out', json('POST', {}, { cookie: ended }));
    expect(await untilItEnds(ending)).toBeLessThan(WITHIN_MS);
    await tablet.push(createClerk(tablet.sender).commit(schedule({ A: 1 })));
    let heard: unknown;
    // What it had said before it may say again.
    do heard = await going.next();
    while ((heard as { head: number } | undefined)?.head === 0);
    expect(heard).toMatchObject({ head: 1 });
  });

  test('negative control: a node that does not ask leaves the feed of an ended session open', async () => {
    const [url, now] = [await postgres.createSchema(), { at: Date.now() }];
    const asked: string[][] = [];
    const credulous = await openOnPostgres(postgres, now, {
      url,
      around: (accounts) => ({
        ...accounts,
        async endedSessions(ids) {
          asked.push([...ids]);
          return [];
        },
      }),
    });
    onTestFinished(() => credulous.close());
    const { userId } = await credulous.people.admit(ADA, WORKSPACE);
    await credulous.join(userId);
    const { cookie } = await credulous.people.beginSession(userId, WORKSPACE);
    const feed = await openFeed(await enrol(credulous, 'Phone', WORKSPACE, cookie.split(';')[0]));
    await feed.next();
    await credulous.request('/api/auth/sign-out', json('POST', {}, { cookie: cookie.split(';')[0] ?? '' }));
    const before = asked.length;
    const ended = untilItEnds(feed);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(before + 1), { timeout: 5_000 });
    expect(await Promise.race([ended, 'still open'])).toBe('still open');
  });
});

/** How long that took, in milliseconds. */
async function untilItEnds(feed: Awaited<ReturnType<typeof openFeed>>): Promise<number> {
  const began = performance.now();
  while ((await feed.next()) !== undefined) {
    // What it had not read yet.
  }
  return performance.now() - began;
}

/** The session's token is what stands before the signature. */
function tokenIn(cookie: string): string {
  const token = decodeURIComponent(cookie.split('=')[1] ?? '').split('.')[0] ?? '';
  expect(token.length).toBeGreaterThan(20);
  return token;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { sqliteAccountsDatabase } from '../../server/log/sqlite-accounts.ts';
import { openDatabase } from '../../server/log/sqlite-database.ts';
import { createSqliteEventLog } from '../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../server/log/sqlite-members.ts';
import { withSqliteTables } from '../../server/log/sqlite-tables.ts';
import type { ActorId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import { instant, sessionId } from '../support/ids.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { enrol, json, type TestDevice, WORKSPACE } from '../support/server.ts';
import { type AccountsServer, cookieOf, type Now, openOnPostgres, openOnSqlite } from './accounts-servers.ts';
import { openRealAccounts } from './real-accounts.ts';
import { OTHER } from './staff.ts';

const VIC = { email: 'vic@example.test', name: 'Vic' };
const FIRST = 'the first password';
const NEXT = 'another long password';
const BOTH = [WORKSPACE, OTHER] as const;
const EPOCH = sessionId('an epoch') as string as Epoch;
/** To the form that the tables had. */
const AS_BEFORE = [
  'ALTER TABLE account_ways DROP COLUMN "givenBy"',
  'ALTER TABLE account_ways ADD COLUMN "isGiven" boolean',
  'UPDATE account_ways SET "isGiven" = TRUE',
  'ALTER TABLE account_sessions DROP COLUMN "byPassword"',
];

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

describe.each([
  ['SQLite', openOnSqlite],
  ['PostgreSQL', (now: Now) => openOnPostgres(postgres, now)],
])('W4: a password that a workspace gave, on %s', (_, open) => {
  let server: AccountsServer;
  /** The administrators of the two, each with a device there. */
  let here: TestDevice;
  let there: TestDevice;
  let vic: ActorId;

  beforeEach(async () => {
    server = await open({ at: Date.now() });
    [here, there] = [await hire(WORKSPACE), await hire(OTHER)];
    vic = (await admit(here, { password: FIRST })).userId;
  });
  afterEach(() => server.close());

  const hire = async (workspace: WorkspaceId): Promise<TestDevice> => {
    const boss = { mail: `boss@${workspace}.test`, name: 'Boss' };
    const { userId } = await server.people.admit(boss, workspace);
    await server.join(userId, 'administrator', workspace);
    return enrol(server, 'Desk', workspace, await byCode(workspace, userId));
  };
  const admit = async (by: TestDevice, more: { password?: string; role?: Role } = {}) => {
    const answer = await by.send('POST', '/members', { ...VIC, role: 'administrator', ...more });
    expect(answer.status).toBe(201);
    return answer.json();
  };
  const reset = async (by: TestDevice, password: string): Promise<number> =>
    (await by.send('POST', `/members/${vic}/password`, { password })).status;
  const post = (path: string, body: object, cookie = ''): Promise<Response> =>
    server.request(`/api/auth/${path}`, json('POST', body, { ...(cookie && { cookie }) }));
  const trySignIn = (password: string): Promise<Response> =>
    post('sign-in/email', { email: VIC.email, password });
  const signIn = async (password: string): Promise<string> => {
    const answer = await trySignIn(password);
    expect(answer.status).toBe(204);
    return cookieOf(answer);
  };
  const change = async (current: string, next: string, cookie: string): Promise<string> => {
    const answer = await post('change-password', { currentPassword: current, newPassword: next }, cookie);
    expect(answer.status).toBe(204);
    return cookieOf(answer);
  };
  const byCode = async (workspace: WorkspaceId, user = vic): Promise<string> =>
    (await server.people.beginSession(user, workspace)).cookie.split(';')[0] ?? '';

  /** What a session lets in to: a device of one's own, and all that it may read; and what it says that there is. */
  const opens = async (cookie: string): Promise<string[]> => {
    const list = await server.request('/api/workspaces', { headers: { cookie } });
    if (list.status === 401) return ['ended'];
    const opened: string[] = [];
    for (const workspace of BOTH) {
      const path = `/api/workspaces/${workspace}/devices`;
      const { status } = await server.request(path, json('POST', { name: 'Phone' }, { cookie }));
      expect([201, 404]).toContain(status);
      if (status === 201) opened.push(workspace);
    }
    expect((await list.json()).map(({ id }: { id: string }) => id)).toEqual(opened);
    return opened;
  };
  const allOpen = (...cookies: string[]): Promise<string[][]> => Promise.all(cookies.map(opens));

  test('changed by who gave it opens no other workspace, nor does the session that changed it', async () => {
    const changed = await change(FIRST, NEXT, await signIn(FIRST));
    expect(await admit(there, { password: 'one more password' })).toEqual({
      userId: vic,
      hasFirstPassword: false,
    });
    const after = await signIn(NEXT);
    expect(await allOpen(changed, after)).toEqual([[WORKSPACE], [WORKSPACE]]);
    const device = await enrol(server, 'Laptop', WORKSPACE, after);
    for (const path of ['/members', '/events?after=0', '/devices'])
      expect((await device.to(OTHER).get(path)).status, path).toBe(404);
    expect((await trySignIn('one more password')).status).toBe(401);
  });

  test('so does one that was given in the place of another, and of one that is bound to nothing', async () => {
    await server.people.setPassword(vic, 'from who runs the server', null);
    expect(await reset(here, NEXT)).toBe(204);
    const changed = await change(NEXT, FIRST, await signIn(NEXT));
    await admit(there);
    expect(await allOpen(changed, await signIn(FIRST))).toEqual([[WORKSPACE], [WORKSPACE]]);
  });

  test('negative control: a code of the other one lets in there, one from who runs the server everywhere', async () => {
    await admit(there);
    expect(await opens(await byCode(OTHER))).toEqual([OTHER]);
    await server.people.setPassword(vic, NEXT, null);
    const changed = await change(NEXT, FIRST, await signIn(NEXT));
    expect(await allOpen(changed, await signIn(FIRST))).toEqual([[...BOTH], [...BOTH]]);
  });

  test('lets in again whom that workspace admits again, whoever else admitted them meanwhile', async () => {
    expect((await here.send('DELETE', `/members/${vic}`)).status).toBe(204);
    await admit(there);
    expect(await opens(await signIn(FIRST))).toEqual([]);
    expect(await admit(here, { password: NEXT })).toEqual({ userId: vic, hasFirstPassword: false });
    expect(await opens(await signIn(FIRST))).toEqual([WORKSPACE]);
  });

  test.each<[string, (cookie: string) => Promise<unknown>]>([
    ['is changed', (cookie) => change(FIRST, NEXT, cookie)],
    ['is replaced', () => reset(here, NEXT)],
    ['signs out everywhere', (cookie) => post('sign-out-everywhere', {}, cookie)],
  ])('that %s ends no session that is bound to another workspace', async (__, act) => {
    await admit(there);
    const [cookie, another] = [await signIn(FIRST), await signIn(FIRST)];
    const [ofOther, ofThis] = [await byCode(OTHER), await byCode(WORKSPACE)];
    await act(cookie);
    expect(await allOpen(cookie, another, ofThis)).toEqual([['ended'], ['ended'], ['ended']]);
    expect(await opens(ofOther)).toEqual([OTHER]);
  });

  test('another one from who runs the server ends them all', async () => {
    await admit(there);
    const all = [await signIn(FIRST), await byCode(OTHER), await byCode(WORKSPACE)];
    await server.people.setPassword(vic, NEXT, null);
    expect(await allOpen(...all)).toEqual([['ended'], ['ended'], ['ended']]);
  });

  test('changed in a session of a code leaves that as it was: for one workspace, and for one role', async () => {
    await admit(there, { role: 'field' });
    const ofCode = await byCode(OTHER);
    const changed = await change(FIRST, NEXT, ofCode);
    expect(await allOpen(ofCode, changed)).toEqual([['ended'], [OTHER]]);
    expect((await post('sign-out-everywhere', {}, changed)).status).toBe(403);
    await admit(there, { role: 'planner' });
    expect(await opens(changed)).toEqual(['ended']);
  });

  test('W10: another role ends what a code began there, and not what the password began', async () => {
    const [cookie, ofCode] = [await signIn(FIRST), await byCode(WORKSPACE)];
    await admit(here, { role: 'field' });
    expect(await allOpen(cookie, ofCode)).toEqual([[WORKSPACE], ['ended']]);
  });

  test('W12: is replaced by that workspace alone, where its person belongs to others too', async () => {
    await admit(there);
    expect([await reset(there, NEXT), await reset(here, NEXT)]).toEqual([409, 204]);
    expect(await opens(await signIn(NEXT))).toEqual([WORKSPACE]);
    await server.people.setPassword(vic, FIRST, null);
    expect([await reset(here, NEXT), await reset(there, NEXT)], 'bound to nothing').toEqual([409, 409]);
    expect((await trySignIn(FIRST)).status).toBe(204);
  });

  test('W12: can be changed at once, whoever tried to change the one before', async () => {
    const wrong = { currentPassword: 'not it at all', newPassword: 'one of whoever tries' };
    const cookie = await signIn(FIRST);
    const tried: number[] = [];
    for (let tries = 0; tries < 11; tries++)
      tried.push((await post('change-password', wrong, cookie)).status);
    expect(tried).toEqual([...Array.from({ length: 10 }, () => 403), 429]);
    expect(await reset(here, NEXT)).toBe(204);
    expect(await opens(await change(NEXT, FIRST, await signIn(NEXT)))).toEqual([WORKSPACE]);
  });

  describe('before it was kept which workspace that was', () => {
    const asBefore = (isGiven: boolean): string[] => [
      ...AS_BEFORE,
      `UPDATE account_ways SET "isGiven" = ${isGiven}`,
      `UPDATE account_sessions SET "boundTo" = NULL WHERE "userId" = '${vic}'`,
    ];

    test.each([
      ['given', true],
      ['changed since, by whomever', false],
    ])('%s, it is of the only one that its person belongs to', async (__, isGiven) => {
      const cookie = await signIn(FIRST);
      await server.restartAfter(asBefore(isGiven));
      expect(await server.dump()).not.toContain('isGiven');
      await admit(there);
      expect(await allOpen(cookie, await signIn(FIRST))).toEqual([[WORKSPACE], [WORKSPACE]]);
      await server.restartAfter([]);
      expect(await opens(await signIn(FIRST)), 'it is done once').toEqual([WORKSPACE]);
    });

    test('given to somebody of several it opens nothing any more; one of their own opens all', async () => {
      await admit(there);
      const cookie = await signIn(FIRST);
      await server.restartAfter(asBefore(false));
      expect(await allOpen(cookie, await signIn(FIRST))).toEqual([[...BOTH], [...BOTH]]);
      await server.restartAfter(asBefore(true));
      expect(await opens(cookie)).toEqual(['ended']);
      expect((await trySignIn(FIRST)).status).toBe(401);
      await server.people.setPassword(vic, NEXT, null);
      expect(await opens(await signIn(NEXT)), 'who runs the server helps').toEqual([...BOTH]);
    });

    test('what broke off is done to its end at the next start', async () => {
      const cookie = await signIn(FIRST);
      const [given, back] = [asBefore(true), `UPDATE account_ways SET "givenBy" = '${WORKSPACE}'`];
      await server.restartAfter([...given, 'ALTER TABLE account_ways ADD COLUMN "givenBy" text', back]);
      await admit(there);
      expect(await allOpen(cookie, await signIn(FIRST))).toEqual([[WORKSPACE], [WORKSPACE]]);
    });
  });
});

test('O2: a backup of before goes from SQLite into PostgreSQL in the form of now', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-before-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'daybook.sqlite');
  const database = openDatabase({ file }, instant());
  const { people } = await openRealAccounts(sqliteAccountsDatabase(database));
  const { userId } = await people.admit({ name: VIC.name, mail: VIC.email, password: FIRST }, WORKSPACE);
  await createSqliteEventLog(database).openWorkspace({
    id: WORKSPACE,
    name: 'Main',
    epoch: EPOCH,
    at: instant(),
  });
  await createSqliteMembers(database).grant({
    workspaceId: WORKSPACE,
    userId,
    role: 'field',
    since: instant(),
  });
  await database.write(({ prepare }) => {
    for (const statement of AS_BEFORE) prepare(statement).run();
  });
  await database.close();
  const ways = await withSqliteTables(file, instant(), async (tables) =>
    tables
      .filter(({ name }) => name === 'account_ways')
      .map(({ columns, rows }) => ({ columns, rows: [...rows()] })),
  );
  expect(ways).toEqual([
    {
      columns: expect.not.arrayContaining(['isGiven']),
      rows: [expect.objectContaining({ givenBy: WORKSPACE })],
    },
  ]);
});

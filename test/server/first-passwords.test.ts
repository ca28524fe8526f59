import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstPassword } from '../../shared/access/first-password.ts';
import type { ActorId } from '../../shared/log/ids.ts';
import { openFeed } from '../support/feed.ts';
import { instant } from '../support/ids.ts';
import { type Ended, runProgram } from '../support/program.ts';
import { random } from '../support/random.ts';
import { json, type TestDevice } from '../support/server.ts';
import { fakeClient, spawnServer } from '../support/server-process.ts';
import { hireStaff, OTHER, personOf, type Staff } from './staff.ts';

const NEXT = { password: 'another long password' };

describe('W12: an administrator gives a member who has forgotten theirs another first password', () => {
  let staff: Staff;
  let boss: TestDevice;
  beforeAll(async () => {
    staff = await hireStaff();
    boss = staff.live('administrator');
  });
  afterAll(() => staff.server.close());

  const give = async (userId: ActorId, body: object = NEXT): Promise<string> => {
    const answer = await boss.send('POST', `/members/${userId}/password`, body);
    return answer.ok ? String(answer.status) : `${answer.status} ${(await answer.json()).type}`;
  };

  test('all their sessions end, and their live feeds; their devices stay theirs', async () => {
    const userId = personOf('field');
    const feed = await openFeed(staff.live('field'));
    await feed.next();
    expect(await give(userId)).toBe('204');
    while ((await feed.next()) !== undefined) {
      // What it had not read yet.
    }
    expect((await staff.live('field').get('/members')).status).toBe(401);
    expect((await staff.live('field').as(staff.session(userId)).get('/members')).status).toBe(200);
  });

  test('not to somebody who belongs to another workspace too: it would open that one', async () => {
    const userId = personOf('planner');
    await staff.server.members.grant({ workspaceId: OTHER, userId, role: 'auditor', since: instant() });
    const [before, session] = [await staff.state(), staff.session(userId)];
    expect(await give(userId)).toBe('409 /problems/account-of-others');
    expect((await staff.live('planner').as(session).get('/members')).status, 'nothing has ended').toBe(200);
    expect(await staff.state()).toBe(before);
    await staff.server.members.withdraw(OTHER, userId);
    expect(await give(userId)).toBe('204');
  });

  test('but where it was this one that gave theirs: it opens no other', async () => {
    const userId = personOf('auditor');
    expect(await give(userId)).toBe('204');
    await staff.server.members.grant({ workspaceId: OTHER, userId, role: 'auditor', since: instant() });
    expect(await give(userId)).toBe('204');
    const there = await staff.live('administrator', OTHER).send('POST', `/members/${userId}/password`, NEXT);
    expect([there.status, (await there.json()).type]).toEqual([409, '/problems/account-of-others']);
    await staff.server.members.withdraw(OTHER, userId);
  });

  test.each([
    ['who is of another workspace alone', personOf('field', OTHER)],
    ['who does not belong to it any more', personOf('former')],
    ['nobody', 'nobody' as ActorId],
  ])('%s is not known here', async (_, userId) => {
    expect(await give(userId)).toBe('404 /problems/not-found');
  });

  test('nor to themselves: an open device would be enough to take the account', async () => {
    expect(await give(personOf('administrator'))).toBe('403 /problems/not-permitted');
  });

  test('one that is long enough', async () => {
    expect(await give(personOf('auditor'), { password: 'short' })).toBe('422 /problems/malformed');
  });
});

test('a first password can be read out: 16 signs of 31, each as likely as the others', () => {
  const chance = random(5);
  const made = Array.from({ length: 2_000 }, () =>
    firstPassword((bytes) => Uint8Array.from({ length: bytes }, () => chance.whole(0, 255))),
  );
  for (const one of made) expect(one).toMatch(/^([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}$/);
  const counts = Object.values(Object.groupBy(made.join('').replaceAll('-', ''), (sign) => sign));
  expect(counts).toHaveLength(31);
  // 1,032 of each are to be expected, give or take 32.
  for (const all of counts) expect(Math.abs((all?.length ?? 0) - 1_032)).toBeLessThan(5 * 32);
});

describe('npm run set-password', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'daybook-password-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]): Promise<Ended> =>
    runProgram('server/accounts/set-password.ts', args, { DATA_DIR: folder, DATABASE_URL: '' });

  test('helps the only administrator, while the server runs, and nobody else', async () => {
    expect(await run('alma@example.test')).toMatchObject({
      code: 1,
      said: expect.stringContaining('there is no '),
    });
    const env = { CLIENT_DIR: fakeClient(folder), ACCOUNTS: '' };
    const server = await spawnServer({ dataFolder: folder, env });
    try {
      const post = (path: string, body: object): Promise<Response> =>
        fetch(`${server.address}/api/${path}`, json('POST', body));
      const signIn = (password: string): Promise<Response> =>
        post('auth/sign-in/email', { email: 'alma@example.test', password });
      const token = /Set it up, once: \S+#(\S+)/.exec(server.output())?.[1];
      const first = { name: 'Alma', email: 'alma@example.test', password: 'one that she forgets' };
      await post('set-up', { ...first, token, workspaceName: 'The Mill', samples: false });
      const signedIn = await signIn(first.password);
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const whoIs = async (): Promise<number> =>
        (await fetch(`${server.address}/api/auth/session`, { headers: { cookie } })).status;
      expect([signedIn.status, await whoIs()]).toEqual([204, 200]);

      expect(await run()).toMatchObject({ code: 1, said: expect.stringContaining('set-password -- MAIL') });
      expect(await run('eve@example.test')).toMatchObject({
        code: 1,
        said: expect.stringContaining('nobody has an account'),
      });
      expect(await whoIs()).toBe(200);
      const { code, said } = await run('Alma@example.test');
      const [, password = ''] = /signs in with (\S+) from now on/.exec(said) ?? [];
      expect([code, await whoIs()], said).toEqual([0, 401]);
      expect((await signIn(first.password)).status).toBe(401);
      expect((await signIn(password)).status).toBe(204);
    } finally {
      await server.end('SIGKILL');
    }
  }, 60_000);
});

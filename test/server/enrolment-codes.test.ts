import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import { EnrolmentCodeReply, Role } from '../../shared/sync/people.ts';
import { EnrolReply } from '../../shared/sync/protocol.ts';
import { reserve, schedule } from '../support/commands.ts';
import { openFeed } from '../support/feed.ts';
import { gist, json, type TestDevice, WORKSPACE } from '../support/server.ts';
import { hireStaff, OTHER, personOf, type Staff } from './staff.ts';

const TEN_MINUTES = 10 * 60_000;

let staff: Staff;
let planner: TestDevice;
beforeEach(async () => {
  staff = await hireStaff();
  planner = staff.live('planner');
});
afterEach(() => staff.server.close());

async function makeFor(userId: ActorId, maker = planner): Promise<string> {
  const answer = await maker.send('POST', '/enrolment-codes', { userId });
  expect(answer.status).toBe(201);
  return v.parse(EnrolmentCodeReply, await answer.json()).code;
}

function use(code: string, workspaceId: string = WORKSPACE): Promise<Response> {
  return staff.server.request('/api/enrol', json('POST', { workspaceId, code, name: 'Phone' }));
}

async function statusOf(code: string): Promise<string> {
  const answer = await use(code);
  const { type } = await answer.json();
  return `${answer.status} ${type ?? 'enrolled'}`;
}
const DEAD = '404 /problems/enrolment-code';

/** The browser that has just come in. */
async function deviceFrom(answer: Response): Promise<TestDevice> {
  const { deviceId, actorId } = v.parse(EnrolReply, await answer.json());
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const base = planner.withCookie(cookies.join('; '));
  return { ...base, deviceId, actorId, sender: { deviceId, actorId } };
}

describe('W10: a code that a planner has made', () => {
  test('signs another browser in as that member, and enrols it', async () => {
    const scheduled = staff.clerkOf(planner).commit(schedule({ A: 4 }));
    await planner.push(scheduled);
    const answer = await use(await makeFor(personOf('field')));
    expect(answer.status).toBe(201);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const phone = await deviceFrom(answer);
    expect(phone.actorId).toBe(personOf('field'));
    const devices = await (await phone.get('/devices')).json();
    expect(devices.find(({ current }: { current: boolean }) => current)).toMatchObject({
      ...{ name: 'Phone', actorId: personOf('field'), revokedAt: null },
    });
    const clerk = staff.clerkOf(phone);
    clerk.learn((await phone.pull()).events);
    const booked = clerk.commit(reserve('Guest', { A: 1 }));
    const envelope = { deviceId: phone.deviceId };
    const { receipts } = await (await phone.tryPush([booked], envelope)).json();
    expect(receipts.map(gist)).toEqual(['accepted']);
  });

  test('is used up by that, and by one of two that come at once', async () => {
    const code = await makeFor(personOf('field'));
    expect(await statusOf(code)).toBe('201 enrolled');
    expect(await statusOf(code)).toBe(DEAD);
    const another = await makeFor(personOf('field'));
    const both = await Promise.all([statusOf(another), statusOf(another), statusOf(another)]);
    expect(both.sort()).toEqual(['201 enrolled', DEAD, DEAD]);
  });

  test('counts for ten minutes', async () => {
    const [first, second] = [await makeFor(personOf('field')), await makeFor(personOf('auditor'))];
    staff.server.clock.now += TEN_MINUTES - 1;
    expect(await statusOf(first)).toBe('201 enrolled');
    staff.server.clock.now += 1;
    expect(await statusOf(second)).toBe(DEAD);
  });

  test('ends with a newer one for the same member, and counts in its workspace alone', async () => {
    const [older, newer] = [await makeFor(personOf('field')), await makeFor(personOf('field'))];
    expect(await statusOf(older)).toBe(DEAD);
    expect((await use(newer, OTHER)).status).toBe(404);
    expect(await statusOf(newer)).toBe('201 enrolled');
  });

  const since = new Date(0).toISOString() as never;
  const [field, maker] = [personOf('field'), personOf('planner')];
  test.each<[string, (staff: Staff) => Promise<unknown>]>([
    ['the member is none any more', ({ server }) => server.members.withdraw(WORKSPACE, field)],
    [
      'the member has another role',
      ({ server }) => server.members.grant({ workspaceId: WORKSPACE, userId: field, role: 'planner', since }),
    ],
    ['its maker is no member any more', ({ server }) => server.members.withdraw(WORKSPACE, maker)],
    [
      'its maker may not make one any more',
      ({ server }) => server.members.grant({ workspaceId: WORKSPACE, userId: maker, role: 'field', since }),
    ],
  ])('lets nobody in once %s', async (_, happens) => {
    const code = await makeFor(field);
    const before = (await (await staff.live('administrator').get('/devices')).json()).length;
    await happens(staff);
    expect(await statusOf(code)).toBe(DEAD);
    expect(await (await staff.live('administrator').get('/devices')).json()).toHaveLength(before);
  });

  test('is nowhere in the database, nor in what the server writes down', async () => {
    const code = await makeFor(personOf('field'));
    await use(code);
    const rows = staff.server.database.read(({ prepare }) => prepare('SELECT * FROM enrolment_codes').all());
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ made_by: personOf('planner'), used_by: expect.any(String) });
    expect(JSON.stringify([rows, staff.server.logged])).not.toContain(code);
  });

  test.each(['', 'x', 'x'.repeat(100), 'x'.repeat(101)])('guessed as "%s" opens nothing', async (code) => {
    await makeFor(personOf('field'));
    const before = await staff.state();
    expect([404, 422]).toContain((await use(code)).status);
    expect(await staff.state()).toBe(before);
  });
});

describe('W10: the session that a code began', () => {
  test('ends when its person gets another role: who holds the device was trusted with no more', async () => {
    const [userId, boss] = [personOf('field'), staff.live('administrator')];
    const phone = await deviceFrom(await use(await makeFor(userId)));
    const feed = await openFeed(phone);
    await feed.next();
    const give = async (role: Role): Promise<number> =>
      (await boss.send('POST', '/members', { email: `${userId}@example.test`, name: 'field', role })).status;
    expect(await give('field'), 'the one that they have').toBe(201);
    expect((await phone.get('/members')).status).toBe(200);
    expect(await give('administrator')).toBe(201);
    expect((await phone.get('/members')).status).toBe(401);
    while ((await feed.next()) !== undefined) {
      // What it had not read yet.
    }
    expect((await staff.live('field').get('/members')).status, 'signed in by themselves').toBe(200);
    expect(await statusOf(await makeFor(userId, boss)), 'another code goes with the new role').toBe(
      '201 enrolled',
    );
  });

  test('is none where its person gets another role while it begins', async () => {
    const userId = personOf('field');
    const code = await makeFor(userId);
    const begin = staff.accounts.people.beginSession;
    let cookie = '';
    staff.accounts.people.beginSession = async (...given) => {
      await staff.server.members.grant({
        ...{ workspaceId: WORKSPACE, userId, role: 'administrator' },
        since: new Date(0).toISOString() as never,
      });
      const begun = await begin(...given);
      cookie = begun.cookie.split(';')[0] ?? '';
      return begun;
    };
    expect(await statusOf(code)).toBe(DEAD);
    expect(await staff.accounts.person(new Request('http://x', { headers: { cookie } }))).toBeUndefined();
  });

  test('goes no further than its workspace, though its person does', async () => {
    const userId = personOf('field');
    await staff.server.members.grant({
      ...{ workspaceId: OTHER, userId, role: 'planner' },
      since: new Date(0).toISOString() as never,
    });
    const phone = await deviceFrom(await use(await makeFor(userId)));
    const workspacesOf = async (cookie: string): Promise<WorkspaceId[]> => {
      const answer = await staff.server.request('/api/workspaces', { headers: { cookie } });
      return (await answer.json()).map(({ id }: { id: string }) => v.parse(WorkspaceId, id));
    };
    expect(await workspacesOf(staff.session(userId))).toEqual([WORKSPACE, OTHER]);
    expect(await workspacesOf(phone.cookie)).toEqual([WORKSPACE]);
    const enrolling = (cookie: string): Promise<Response> =>
      staff.server.request(`/api/workspaces/${OTHER}/devices`, json('POST', { name: 'Spy' }, { cookie }));
    expect((await enrolling(phone.cookie)).status).toBe(404);
    expect((await enrolling(staff.session(userId))).status, 'the person may').toBe(201);
  });

  test('ends with its device', async () => {
    const phone = await deviceFrom(await use(await makeFor(personOf('field'))));
    expect((await phone.get('/devices')).status).toBe(200);
    await planner.send('DELETE', `/devices/${phone.deviceId}`);
    expect((await phone.send('POST', '/devices', { name: 'Again' })).status).toBe(401);
  });
});

describe('W10: who may make one for whom', () => {
  const FOR: Record<Role, readonly Role[]> = {
    administrator: ['administrator', 'planner', 'field', 'auditor'],
    planner: ['field', 'auditor'],
    field: [],
    auditor: [],
  };
  const pairs = Role.options.flatMap((maker) => Role.options.map((member) => [maker, member] as const));

  test.each(pairs)('a maker that is %s, for one that is %s', async (maker, member) => {
    const userId = `another-${member}` as ActorId;
    await staff.server.members.grant({
      ...{ workspaceId: WORKSPACE, userId, role: member },
      since: new Date(0).toISOString() as never,
    });
    const before = await staff.state();
    const answer = await staff.live(maker).send('POST', '/enrolment-codes', { userId });
    expect(answer.status).toBe(FOR[maker].includes(member) ? 201 : 403);
    if (!answer.ok) expect(await staff.state()).toBe(before);
  });

  test('a planner for themselves too; nobody for who is no member', async () => {
    await makeFor(personOf('planner'));
    const asked = await planner.send('POST', '/enrolment-codes', { userId: personOf('planner', OTHER) });
    expect(asked.status).toBe(404);
  });
});

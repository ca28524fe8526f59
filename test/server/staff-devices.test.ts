import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KEPT_PER_PERSON } from '../../server/commits/record.ts';
import type { Commit } from '../../shared/log/commit.ts';
import { ManagedDevices, Members } from '../../shared/sync/people.ts';
import { Receipt } from '../../shared/sync/protocol.ts';
import { reserve, schedule } from '../support/commands.ts';
import { gist, json, type TestDevice, WORKSPACE } from '../support/server.ts';
import { hireStaff, OTHER, personOf, type Staff } from './staff.ts';

let staff: Staff;
let planner: TestDevice;
let field: TestDevice;

beforeEach(async () => {
  staff = await hireStaff();
  [planner, field] = [staff.live('planner'), staff.live('field')];
});
afterEach(() => staff.server.close());

const devicesSeenBy = async (device: TestDevice): Promise<ManagedDevices> =>
  v.parse(ManagedDevices, await (await device.get('/devices')).json());
const workspaces = (cookie: string): Promise<Response> =>
  staff.server.request('/api/workspaces', { headers: { cookie } });

describe('a device of somebody who is signed in', () => {
  test('acts as that person, whatever it is called', async () => {
    const phone = await staff.server.enrol('Phone', WORKSPACE, staff.session(personOf('field')));
    expect(phone.actorId).toBe(personOf('field'));
    const mine = await devicesSeenBy(phone);
    expect(mine.map(({ name, actorId, current }) => [name, actorId, current])).toEqual(
      expect.arrayContaining([
        ['live', personOf('field'), false],
        ['Phone', personOf('field'), true],
      ]),
    );
  });

  test('has a cookie that goes to its workspace alone, by the name of its person', async () => {
    const cookie = staff.session(personOf('field'));
    const answer = await staff.server.request(
      `/api/workspaces/${WORKSPACE}/devices`,
      json('POST', { name: 'Phone' }, { cookie }),
    );
    const given = answer.headers.get('set-cookie') ?? '';
    expect(given).toMatch(/^daybook-device-field-of-main=/);
    expect(given).toMatch(/Path=\/api\/workspaces\/main; HttpOnly; SameSite=Strict/);
  });

  test('is not the device of the next person at the same browser, and is there when its own comes back', async () => {
    const [first, next] = [field.cookie.split('; ')[1] ?? '', planner.cookie.split('; ')[1] ?? ''];
    const browser = (userId: ReturnType<typeof personOf>): TestDevice =>
      field.withCookie(`${staff.session(userId)}; ${first}; ${next}`);
    expect((await browser(personOf('auditor')).get('/devices')).status, 'enrols anew').toBe(401);
    const shownTo = async (userId: ReturnType<typeof personOf>) =>
      (await devicesSeenBy(browser(userId))).find(({ current }) => current)?.deviceId;
    expect(await shownTo(personOf('planner'))).toBe(planner.deviceId);
    expect(await shownTo(personOf('field'))).toBe(field.deviceId);
    const commit = staff.clerkOf(field).commit(schedule({ A: 1 }));
    expect((await browser(personOf('planner')).tryPush([commit])).status, 'nor its queue').toBe(401);
  });

  test('tells which version of the app it runs, and when it was heard of last', async () => {
    staff.server.clock.now += 5_000;
    const path = `/api/workspaces/${WORKSPACE}/devices`;
    const headers = { cookie: field.cookie, 'daybook-app': '1.4.2' };
    await staff.server.request(path, { headers });
    await staff.server.request(path, { headers: { ...headers, 'daybook-app': '<script>' } });
    const seen = (await devicesSeenBy(planner)).find(({ deviceId }) => deviceId === field.deviceId);
    expect(seen).toMatchObject({
      appVersion: '1.4.2',
      lastContactAt: new Date(staff.server.clock.now).toISOString(),
    });
    expect(seen, 'which session it has is nobody’s business').not.toHaveProperty('sessionId');
  });

  test('C6: when it is revoked its session ends too, so that who found it cannot enrol it anew', async () => {
    expect((await workspaces(field.cookie)).status).toBe(200);
    expect((await planner.send('DELETE', `/devices/${field.deviceId}`)).status).toBe(204);
    expect((await workspaces(field.cookie)).status).toBe(401);
    expect((await field.send('POST', '/devices', { name: 'Again' })).status).toBe(401);
    const back = field.as(staff.session(personOf('field')));
    const answer = await back.get('/devices');
    expect(answer.status, 'signed in again, still revoked').toBe(401);
    expect(await answer.json()).toMatchObject({ type: '/problems/device-revoked' });
    const commit = staff.clerkOf(field).commit(schedule({ A: 1 }));
    expect((await back.push(commit)).map(gist)).toEqual(['rejected: device-revoked']);
  });

  test('C6: its own person may revoke it', async () => {
    const spare = await staff.server.enrol('Spare', WORKSPACE, staff.session(personOf('auditor')));
    expect((await staff.live('auditor').send('DELETE', `/devices/${spare.deviceId}`)).status).toBe(204);
    expect((await spare.get('/devices')).status).toBe(401);
  });
});

describe('C5: after a role was withdrawn', () => {
  const withdraw = () => staff.live('administrator').send('DELETE', `/members/${personOf('field')}`);
  const queue = async (): Promise<Commit> => {
    const scheduled = staff.clerkOf(planner).commit(schedule({ A: 4 }));
    await planner.push(scheduled);
    staff.clerkOf(field).learn((await field.pull()).events);
    return staff.clerkOf(field).commit(reserve('Guest', { A: 1 }));
  };

  test('nothing more is shown, and what was queued is kept until a planner releases it', async () => {
    const queued = await queue();
    expect((await withdraw()).status).toBe(204);
    expect((await field.get(`/events?epoch=${field.epoch}`)).status).toBe(403);
    expect(await (await workspaces(field.cookie)).json()).toEqual([]);
    expect((await field.push(queued)).map(gist)).toEqual(['rejected: role-withdrawn']);
    expect((await planner.pull()).head).toBe(1);

    const body = { action: 'release', reason: 'she did it before', commit: queued };
    const receipt = v.parse(
      Receipt,
      await (await planner.send('POST', `/quarantine/${queued.id}`, body)).json(),
    );
    expect(gist(receipt)).toBe('accepted');
    expect((await planner.pull()).events.at(-1)).toMatchObject({
      meta: field.sender,
      submittedBy: planner.sender,
    });
    expect(await field.push(queued), 'P3: who made it gets the receipt').toEqual([receipt]);
  });

  test('P7: so many of a person are kept, from however many devices', async () => {
    const [auditor, clerk] = [staff.live('auditor'), staff.clerkOf(staff.live('auditor'))];
    const many = Array.from({ length: KEPT_PER_PERSON }, (_, index) =>
      clerk.commit(schedule({ A: 1 }), `kept ${index}`),
    );
    expect((await auditor.push(...many)).at(-1)).toMatchObject({
      problem: { type: '/problems/not-permitted' },
    });
    const next = await staff.server.enrol('Next', WORKSPACE, staff.session(personOf('auditor')));
    const more = staff.clerkOf(next).commit(schedule({ A: 1 }), 'one more');
    expect((await next.push(more)).map(gist)).toEqual(['rejected: quarantine-full']);
    const anothers = staff.revoked('field');
    const commit = staff.clerkOf(anothers).commit(schedule({ A: 1 }), 'of another');
    expect((await anothers.push(commit)).map(gist), 'of that person alone').toEqual([
      'rejected: device-revoked',
    ]);
  });

  test('the live feed ends', async () => {
    const feed = await field.get('/live');
    const read = feed.body?.getReader();
    await read?.read();
    await withdraw();
    const rest: boolean[] = [];
    for (let done = false; !done; rest.push(done)) done = (await read?.read())?.done ?? true;
    expect(rest.at(-1)).toBe(true);
  });

  test('with another role what that does not permit is kept, and the rest is recorded', async () => {
    const queued = await queue();
    const more = staff.clerkOf(field).commit(reserve('Another', { A: 1 }));
    await staff.server.members.grant({
      ...{ workspaceId: WORKSPACE, userId: personOf('field'), role: 'auditor' },
      since: '2026-04-20T12:00:00.000Z' as never,
    });
    expect((await field.push(queued)).map(gist)).toEqual(['rejected: not-permitted']);
    expect((await (await field.get('/quarantine')).json()).length).toBe(1);
    expect((await planner.push({ ...more, submittedFor: field.sender })).map(gist)).not.toEqual([
      'rejected: not-permitted',
    ]);
  });
});

describe('members', () => {
  const admin = (): TestDevice => staff.live('administrator');
  const members = async (device: TestDevice): Promise<Members> =>
    v.parse(Members, await (await device.get('/members')).json());

  test('are admitted by an administrator, under a name, and may then enrol', async () => {
    const body = { email: 'nina@example.test', name: 'Nina', role: 'field', password: 'a long password' };
    const answer = await admin().send('POST', '/members', body);
    expect(answer.status).toBe(201);
    const { userId } = await answer.json();
    const nina = await staff.server.enrol('Phone', WORKSPACE, staff.session(userId));
    expect(nina.actorId).toBe(userId);
    const shown = (await members(admin())).find((one) => one.userId === userId);
    expect(shown).toMatchObject({ name: 'Nina', role: 'field', email: 'nina@example.test' });
    expect(
      (await members(nina)).some((one) => one.email !== undefined),
      'to her no addresses',
    ).toBe(false);
    expect(
      (
        await staff
          .live('planner', OTHER)
          .get('/members')
          .then((one) => one.text())
      ).includes(userId),
    ).toBe(false);
  });

  test.each([{ role: 'owner' }, { email: 'nobody' }, { name: '' }, { password: 'short' }])(
    'nobody is admitted by a form that is not right: %j',
    async (wrong) => {
      const body = { email: 'nina@example.test', name: 'Nina', role: 'field', ...wrong };
      const before = await staff.state();
      expect((await admin().send('POST', '/members', body)).status).toBe(422);
      expect(await staff.state()).toBe(before);
    },
  );

  test('the last administrator neither goes nor becomes something else', async () => {
    const own = personOf('administrator');
    expect((await admin().send('DELETE', `/members/${own}`)).status).toBe(409);
    const body = { email: `${own}@example.test`, name: 'Alma', role: 'field' };
    expect((await admin().send('POST', '/members', body)).status).toBe(409);
    const second = { email: `${personOf('planner')}@example.test`, name: 'Petra', role: 'administrator' };
    expect((await admin().send('POST', '/members', second)).status).toBe(201);
    expect((await admin().send('DELETE', `/members/${own}`)).status).toBe(204);
  });
});

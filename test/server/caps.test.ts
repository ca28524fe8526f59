import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEVICES_PER_PERSON, ENROLMENTS_PER_DAY } from '../../server/access/enrol.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import type { ActorId, DeviceId } from '../../shared/log/ids.ts';
import { schedule } from '../support/commands.ts';
import { openFeed } from '../support/feed.ts';
import { instant } from '../support/ids.ts';
import { json, type TestDevice, WORKSPACE } from '../support/server.ts';
import { hireStaff, personOf, type Staff } from './staff.ts';

// P7: how much of a server one person may take.

let staff: Staff;
let people = 0;
let person: ActorId;
beforeAll(async () => {
  staff = await hireStaff();
});
afterAll(() => staff.server.close());
beforeEach(async () => {
  person = `guest-${++people}` as ActorId;
  await staff.accounts.people.admit({ name: 'Guest', mail: `${person}@example.test` }, WORKSPACE);
  await staff.server.members.grant({
    ...{ workspaceId: WORKSPACE, userId: person, role: 'field' },
    since: instant(),
  });
});

const enrol = (): Promise<TestDevice> => staff.server.enrol('Phone', WORKSPACE, staff.session(person));
const problemOf = async (answer: Response): Promise<string> =>
  `${answer.status} ${(await answer.json()).type?.replace('/problems/', '')}`;

describe('devices in use', () => {
  const tryToEnrol = (): Promise<Response> =>
    staff.server.request(
      `/api/workspaces/${WORKSPACE}/devices`,
      json('POST', { name: 'Phone' }, { cookie: staff.session(person) }),
    );
  /** All but one. */
  const fill = async (): Promise<void> => {
    const { enrol: add } = createSqliteDeviceRegister(staff.server.database);
    for (let count = 1; count < DEVICES_PER_PERSON; count++)
      await add({
        ...{ workspaceId: WORKSPACE, deviceId: `${person} ${count}` as DeviceId, actorId: person },
        ...{ name: 'Phone', tokenHash: `${person} ${count}`, enrolledAt: instant(), sessionId: null },
      });
  };

  test('are so many for one person; one more is refused until one is revoked', async () => {
    await fill();
    const last = await enrol();
    const before = await staff.state();
    expect(await problemOf(await tryToEnrol())).toBe('409 too-many-devices');
    expect(await staff.state()).toBe(before);
    expect((await last.send('DELETE', `/devices/${last.deviceId}`)).status).toBe(204);
    expect((await tryToEnrol()).status).toBe(201);
  });

  test('are enrolled so many times a day; one more is refused until the next one', async () => {
    const { clock } = staff.server;
    for (let count = 0; count < ENROLMENTS_PER_DAY; count++) {
      const answer = await tryToEnrol();
      expect(answer.status).toBe(201);
      const { deviceId } = await answer.json();
      await staff.live('administrator').send('DELETE', `/devices/${deviceId}`);
    }
    const before = await staff.state();
    expect(await problemOf(await tryToEnrol())).toBe('429 too-many-enrolments');
    expect(await staff.state()).toBe(before);
    clock.now += 24 * 60 * 60_000;
    expect((await tryToEnrol()).status).toBe(201);
  });

  test('also by an enrolment code, which is used up by that', async () => {
    await fill();
    await enrol();
    const planner = staff.live('planner');
    const made = await planner.send('POST', '/enrolment-codes', { userId: person });
    const { code } = await made.json();
    const use = (): Promise<Response> =>
      staff.server.request('/api/enrol', json('POST', { workspaceId: WORKSPACE, code, name: 'Phone' }));
    const refused = await use();
    expect(refused.headers.get('set-cookie'), 'nobody comes in').toBeNull();
    expect(await problemOf(refused)).toBe('409 too-many-devices');
    expect(await problemOf(await use())).toBe('404 enrolment-code');
  });
});

describe('live feeds', () => {
  const PER_DEVICE = 4;
  const PER_PERSON = 60;

  test('of a device: one more ends the oldest, which is one that broke and nobody noticed', async () => {
    const device = await enrol();
    const feeds = [];
    while (feeds.length < PER_DEVICE + 2) feeds.push(await openFeed(device));
    await Promise.all(feeds.map((feed) => feed.next()));
    const [first, second, ...others] = feeds;
    expect([await first?.next(), await second?.next()]).toEqual([undefined, undefined]);
    const planner = staff.live('planner');
    await planner.push(staff.clerkOf(planner).commit(schedule({ A: 1 }), person));
    const head = await staff.head();
    for (const feed of others) expect(await feed.next()).toMatchObject({ head });
  });

  test('of a person: one more is refused, and somebody else hears on', async () => {
    const devices: TestDevice[] = [];
    while (devices.length < PER_PERSON / PER_DEVICE) devices.push(await enrol());
    const feeds = await Promise.all(
      devices.flatMap((device) => Array.from({ length: PER_DEVICE }, () => openFeed(device))),
    );
    expect(feeds.map(({ response }) => response.status)).toEqual(Array(PER_PERSON).fill(200));
    const one = await enrol();
    expect(await problemOf(await one.get('/live'))).toBe('429 too-many-feeds');
    expect((await openFeed(staff.live('field'))).response.status).toBe(200);
    expect(person).not.toBe(personOf('field'));
    await feeds[0]?.cancel();
    expect((await openFeed(one)).response.status).toBe(200);
  });
});

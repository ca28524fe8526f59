import 'fake-indexeddb/auto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import { type Listening, listen } from '../../server/running/listen.ts';
import { Role } from '../../shared/sync/people.ts';
import { type Enrolled, enrolAt, openNetworkedDevice } from '../support/networked-device.ts';
import { startServer, type TestDevice, type TestServer } from '../support/server.ts';
import { usualSession } from '../support/usual-session.ts';
import { hireStaff, type Staff } from './staff.ts';

// W13: what the form for a new session begins with is the workspace's.

const SOON = { timeout: 10_000 };

const saidTo = async (device: TestDevice): Promise<unknown> => {
  const answer = await device.get(`/events?epoch=${device.epoch}&after=0`);
  return JSON.parse(answer.headers.get('daybook-usual-session') ?? 'null');
};
const choose = (device: TestDevice, body: object = usualSession()): Promise<Response> =>
  device.send('POST', '/usual-session', body);

describe('where people sign in', () => {
  let staff: Staff;
  beforeAll(async () => {
    staff = await hireStaff();
  });
  afterAll(() => staff.server.close());

  test('nothing is said before somebody has chosen', async () => {
    expect(await saidTo(staff.live('field'))).toBeNull();
  });

  test('each pull says what was chosen last, to everybody, and who chose it is logged by ids alone', async () => {
    for (const [by, seats] of [
      ['administrator', 7],
      ['planner', 8],
    ] as const) {
      expect((await choose(staff.live(by), usualSession(seats))).status).toBe(204);
      for (const role of Role.options) expect(await saidTo(staff.live(role))).toEqual(usualSession(seats));
      const chosen = { level: 'info', event: 'usual-session-chosen', workspaceId: 'main' };
      expect(staff.server.logged.at(-1)).toEqual({ ...chosen, by: staff.live(by).actorId });
    }
  });

  test('who may not is refused, and nothing changes', async () => {
    const before = await saidTo(staff.live('planner'));
    for (const role of ['field', 'auditor'] as const)
      expect((await choose(staff.live(role), usualSession(99))).status).toBe(403);
    expect(await saidTo(staff.live('planner'))).toEqual(before);
  });

  const { policy } = usualSession();
  test.each([
    {},
    { ...usualSession(), minutes: 0 },
    { ...usualSession(), minutes: '90' },
    { ...usualSession(), capacity: 1.5 },
    { ...usualSession(), capacity: -1 },
    { ...usualSession(), capacity: 100_001 },
    { ...usualSession(), policy: { ...policy, shortfall: 'guess' } },
    { ...usualSession(), policy: { ...policy, note: 'a\r\nset-cookie: b' } },
  ])('what no session could begin with is refused: %j', async (body) => {
    const before = await saidTo(staff.live('planner'));
    expect((await choose(staff.live('planner'), body)).status).toBe(422);
    expect(await saidTo(staff.live('planner'))).toEqual(before);
  });
});

describe('where there are no accounts', () => {
  let server: TestServer;
  let listening: Listening;
  beforeEach(async () => {
    server = await startServer();
    listening = await listen(server.daybook.app, { host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await listening.close();
    await server.close();
  });

  const open = async (enrolled: Enrolled, more: { fetch?: typeof fetch } = {}) => {
    const log = await openDexieEventLog(enrolled.enrolment.deviceId);
    const device = await openNetworkedDevice(enrolled, { address: listening.address, log, ...more });
    return { device, log };
  };

  test('any device chooses, and it outlives the server', async () => {
    expect((await choose(await server.enrol())).status).toBe(204);
    await server.restart();
    expect(await saidTo(await server.enrol())).toEqual(usualSession());
  });

  test('a device that has heard it knows it without a network, from a cold start', async () => {
    await choose(await server.enrol());
    const enrolled = await enrolAt(listening.address, 'Phone');
    const said = JSON.stringify(usualSession());
    const knownWithoutNetwork = async (): Promise<string | null> => {
      const offline = await open(enrolled, { fetch: () => Promise.reject(new TypeError('no network')) });
      const { usualSession: known } = offline.device.status();
      offline.device.close();
      return known;
    };
    expect(await knownWithoutNetwork()).toBeNull();
    const { device, log } = await open(enrolled);
    const kept = async () => expect(await log.recall('status')).toMatchObject({ usualSession: said });
    await vi.waitFor(kept, SOON);
    device.close();
    expect(await knownWithoutNetwork()).toBe(said);
  });
});

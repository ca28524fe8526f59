import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES, type RouteName } from '../../shared/access/permissions.ts';
import type { ActorId } from '../../shared/log/ids.ts';
import { Role } from '../../shared/sync/people.ts';
import { schedule } from '../support/commands.ts';
import { instant } from '../support/ids.ts';
import { gist, type TestDevice, WORKSPACE } from '../support/server.ts';
import { type Asking, cellsOf, expected, IN_TABLE, openAsking, WAYS } from './route-matrix.ts';
import { hireStaff, personOf, STANDINGS, type Staff } from './staff.ts';

let staff: Staff;
let asking: Asking;

beforeAll(async () => {
  staff = await hireStaff();
  asking = await openAsking(staff);
});
afterAll(() => staff.server.close());

describe('who may ask what, in a workspace of their own and in another', () => {
  test.each(cellsOf(WAYS))('$route by $standing, $way', async (cell) => {
    const ask = await asking.prepare(cell.route, cell.standing);
    const [before, head] = [await staff.state(), await staff.head()];
    const answer = await asking.send(cell, ask);
    const want = expected(cell);
    expect(answer.ok ? '2xx' : answer.status).toBe(want);
    expect(await staff.head()).toBe(head);
    if (want !== '2xx') expect(await staff.state()).toBe(before);
  });

  const OWNERS = STANDINGS.flatMap((whose) => Role.options.map((by) => ({ by, whose })));
  test.each(OWNERS)('W5: a device of $whose, revoked by $by', async ({ by, whose }) => {
    const owner = personOf(whose);
    // Who is no member any more enrols none.
    const device =
      whose === 'former'
        ? staff.live('former')
        : await staff.server.enrol('another', WORKSPACE, staff.session(owner));
    const may =
      by === 'administrator' || (by === 'planner' && ['field', 'auditor', 'former'].includes(whose));
    const isOwn = by === whose;
    const before = await staff.state();
    const answer = await staff.live(by).send('DELETE', `/devices/${device.deviceId}`);
    expect(answer.status).toBe(may || isOwn ? 204 : 403);
    if (answer.status !== 403) return;
    expect(await staff.state()).toBe(before);
    if (whose !== 'former')
      expect((await device.get('/devices')).status, 'nor has its session ended').toBe(200);
  });

  describe.each(Role.options)('of two people with the role %s, what one may do to the other', (role) => {
    const isAdministrator = role === 'administrator';
    const maySettle = isAdministrator || role === 'planner';
    let by: TestDevice;
    let peer: TestDevice;
    beforeAll(async () => {
      by = staff.live(role);
      const userId = `second-${role}` as ActorId;
      await staff.accounts.people.admit({ name: role, mail: `${userId}@example.test` }, WORKSPACE);
      await staff.server.members.grant({ workspaceId: WORKSPACE, userId, role, since: instant() });
      peer = await staff.server.enrol('of the second', WORKSPACE, staff.session(userId));
    });
    const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;

    test('W10: an enrolment code, with which one is that person', async () => {
      const make = (userId: ActorId) => statusOf(by.send('POST', '/enrolment-codes', { userId }));
      expect(await make(peer.actorId)).toBe(isAdministrator ? 201 : 403);
      expect(await make(by.actorId), 'for themselves').toBe(maySettle ? 201 : 403);
    });

    const mayNothing = async (): Promise<void> => {
      const before = await staff.state();
      const asked = [
        by.send('POST', '/members', { email: `${peer.actorId}@example.test`, name: 'B', role: 'field' }),
        by.send('POST', `/members/${peer.actorId}/password`, { password: 'a long password' }),
        by.send('DELETE', `/members/${peer.actorId}`),
      ];
      expect(await Promise.all(asked.map(statusOf))).toEqual([403, 403, 403]);
      expect(await staff.state()).toBe(before);
    };
    if (!isAdministrator) test('W12, W2: another password or role, or none: nothing', mayNothing);

    test('W5: revoking the device, and with it the session', async () => {
      const before = await staff.state();
      const revoking = by.send('DELETE', `/devices/${peer.deviceId}`);
      expect(await statusOf(revoking)).toBe(isAdministrator ? 204 : 403);
      expect(await statusOf(peer.get('/devices'))).toBe(isAdministrator ? 401 : 200);
      if (!isAdministrator) expect(await staff.state()).toBe(before);
    });

    test('C5: what was kept of them is looked after by any planner', async () => {
      const boss = staff.live('administrator');
      if (!isAdministrator) await boss.send('DELETE', `/devices/${peer.deviceId}`);
      const again = peer.as(staff.session(peer.actorId));
      const kept = staff.clerkOf(peer).commit(schedule({ A: 1 }), `kept of the second ${role}`);
      expect((await again.push(kept)).map(gist)).toEqual(['rejected: device-revoked']);
      const body = { action: 'set-aside', reason: 'a test' };
      const settling = by.send('POST', `/quarantine/${kept.id}`, body);
      expect((await settling).ok, 'settles it').toBe(maySettle);
    });
  });

  test.each(Role.options)(
    'W9: a pull says that it was answered to somebody with the role %s',
    async (role) => {
      const answer = await staff.live(role).get(`/events?epoch=${staff.live('planner').epoch}&after=0`);
      expect(answer.headers.get('daybook-role')).toBe(role);
    },
  );

  const TABLE = ROUTES as Record<RouteName, readonly Role[]>;

  test.each(IN_TABLE)(
    'the row is what its route asks: with nobody in it, even an administrator: %s',
    async (name) => {
      const administrator = { standing: 'administrator', way: 'live' } as const;
      const ask = await asking.prepare(name, administrator.standing);
      const row = ROUTES[name];
      TABLE[name] = [];
      try {
        expect((await asking.send(administrator, ask)).status).toBe(403);
      } finally {
        TABLE[name] = row;
      }
      expect((await asking.send(administrator, ask)).ok, 'negative control').toBe(true);
    },
  );

  test('every route of a workspace but the push is in the table, and the table has no other', () => {
    const base = '/api/workspaces/:workspace/';
    const there = staff.server.daybook.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith(base))
      .map(({ method, path }) => `${method} ${path.slice(base.length)}`);
    const named = IN_TABLE.filter((name) => !name.endsWith(' of others'));
    expect([...new Set(there)].sort()).toEqual([...named, 'POST commits'].sort());
  });

  test('the table itself, so that a change of it is seen', () => {
    const letters = { administrator: 'A', planner: 'P', field: 'F', auditor: 'R' };
    const line = (name: RouteName): string =>
      `${Role.options.map((role) => (ROUTES[name].some((one) => one === role) ? letters[role] : '.')).join('')} ${name}`;
    expect(IN_TABLE.map(line)).toEqual([
      'APFR GET events',
      'APFR GET live',
      'APFR GET segments',
      'APFR GET segments/:first/:hash',
      'APFR POST devices',
      'APFR GET devices',
      'APFR DELETE devices/:device',
      'AP.. DELETE devices/:device of others',
      'AP.. POST enrolment-codes',
      'AP.R GET quarantine',
      'AP.R GET quarantine/count',
      'AP.. POST quarantine/:commit',
      'APFR GET members',
      'A... POST members',
      'A... DELETE members/:user',
      'A... POST members/:user/password',
      'AP.. POST usual-session',
    ]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES, type RouteName } from '../../shared/access/permissions.ts';
import type { ActorId } from '../../shared/log/ids.ts';
import { Role } from '../../shared/sync/people.ts';
import { addSeats, schedule } from '../support/commands.ts';
import { gist, type TestDevice, WORKSPACE } from '../support/server.ts';
import { hireStaff, OTHER, personOf, STANDINGS, type Staff, type Standing } from './staff.ts';

type Ask = { readonly method: string; readonly path: string; readonly body?: object };

const NAMES = Object.keys(ROUTES) as RouteName[];
/** How somebody comes: from one of their own devices, from one with no session any more, or as a stranger. */
const WAYS = ['live', 'revoked', 'signed out', 'foreign', 'foreign, without a device'] as const;
type Way = (typeof WAYS)[number];
type Cell = { readonly route: RouteName; readonly standing: Standing; readonly way: Way };
const CELLS = NAMES.flatMap((route) =>
  STANDINGS.flatMap((standing) => WAYS.map((way): Cell => ({ route, standing, way }))),
);

let staff: Staff;
let segment: string;
let asked = 0;

beforeAll(async () => {
  staff = await hireStaff();
  const planner = staff.live('planner');
  const clerk = staff.clerkOf(planner);
  await planner.push(clerk.commit(schedule({ A: 1 })));
  await planner.push(...Array.from({ length: 400 }, () => clerk.commit(addSeats('A', 1))));
  const { segments } = await (await planner.get(`/segments?epoch=${planner.epoch}`)).json();
  segment = `${segments[0].first}/${segments[0].hash}`;
});
afterAll(() => staff.server.close());

/** Each route as it is asked so that all is right but, perhaps, who asks. */
const ASKED: Record<RouteName, (standing: Standing) => Ask | Promise<Ask>> = {
  'GET events': () => read(`/events?epoch=${staff.live('planner').epoch}&after=0`),
  'GET live': () => read('/live'),
  'GET segments': () => read(`/segments?epoch=${staff.live('planner').epoch}`),
  'GET segments/:first/:hash': () => read(`/segments/${segment}`),
  'POST commits': () => ({ method: 'POST', path: '/commits' }),
  'POST devices': () => ({ method: 'POST', path: '/devices', body: { name: 'One more' } }),
  'GET devices': () => read('/devices'),
  'DELETE devices/:device': async (standing) => revoking(await spareDevice(standing)),
  'DELETE devices/:device of others': async (standing) =>
    revoking(await spareDevice(standing === 'field' ? 'planner' : 'field')),
  'POST enrolment-codes': () => ({
    ...{ method: 'POST', path: '/enrolment-codes' },
    body: { userId: personOf('field') },
  }),
  'GET quarantine': () => read('/quarantine'),
  'GET quarantine/count': () => read('/quarantine/count'),
  'POST quarantine/:commit': async () => {
    const body = { action: 'set-aside', reason: 'a test' };
    return { method: 'POST', path: `/quarantine/${await keptCommit()}`, body };
  },
  'GET members': () => read('/members'),
  'POST members': () => {
    const email = `new-${++asked}@example.test`;
    return { method: 'POST', path: '/members', body: { email, name: 'New', role: 'administrator' } };
  },
  'DELETE members/:user': async () => {
    const userId = 'somebody-else' as ActorId;
    const since = new Date(0).toISOString() as never;
    await staff.server.members.grant({ workspaceId: WORKSPACE, userId, role: 'field', since });
    return { method: 'DELETE', path: `/members/${userId}` };
  },
};

function read(path: string): Ask {
  return { method: 'GET', path };
}

function revoking({ deviceId }: TestDevice): Ask {
  return { method: 'DELETE', path: `/devices/${deviceId}` };
}

/** One that nobody minds to lose. Who is no member any more has none but the old ones. */
async function spareDevice(standing: Standing): Promise<TestDevice> {
  if (standing === 'former') return staff.live('former');
  return staff.server.enrol('spare', WORKSPACE, staff.session(personOf(standing)));
}

async function keptCommit(): Promise<string> {
  const sender = staff.revoked('field');
  const commit = staff.clerkOf(sender).commit(schedule({ A: 1 }), `kept ${++asked}`);
  expect((await sender.push(commit)).map(gist)).toEqual(['rejected: device-revoked']);
  return commit.id;
}

function callerOf({ standing, way }: Cell): TestDevice {
  switch (way) {
    case 'live':
      return staff.live(standing);
    case 'revoked':
      return staff.revoked(standing);
    case 'signed out':
      return staff.live(standing).as('session=0');
    case 'foreign':
      return staff.live(standing, OTHER).to(WORKSPACE);
    case 'foreign, without a device':
      return staff.live(standing).withCookie(staff.session(personOf(standing, OTHER)));
  }
}

/** What the table says: 2xx, or the status of the refusal. */
function expected({ route, standing, way }: Cell): number | '2xx' {
  if (way === 'signed out') return 401;
  if (way !== 'live' && way !== 'revoked') return 404;
  // Who enrols has no device yet: the session alone counts.
  if (route === 'POST devices') return standing === 'former' ? 404 : '2xx';
  if (route === 'POST commits') return '2xx';
  if (way === 'revoked') return 401;
  if (standing === 'former') return 403;
  return ROUTES[route].some((role) => role === standing) ? '2xx' : 403;
}

async function send(device: TestDevice, { method, path, body }: Ask): Promise<Response> {
  if (path === '/commits') return device.tryPush([]);
  const answer = method === 'GET' ? await device.get(path) : await device.send(method, path, body ?? {});
  if (path === '/live') await answer.body?.cancel();
  return answer;
}

describe('who may ask what, in a workspace of their own and in another', () => {
  test.each(CELLS)('$route by $standing, $way', async (cell) => {
    const ask = await ASKED[cell.route](cell.standing);
    const [before, head] = [await staff.state(), await staff.head()];
    const answer = await send(callerOf(cell), ask);
    const want = expected(cell);
    expect(answer.ok ? '2xx' : answer.status).toBe(want);
    expect(await staff.head()).toBe(head);
    if (want !== '2xx') expect(await staff.state()).toBe(before);
  });

  test.each(Role.options)(
    'W9: a pull says that it was answered to somebody with the role %s',
    async (role) => {
      const { path } = read(`/events?epoch=${staff.live('planner').epoch}&after=0`);
      const answer = await staff.live(role).get(path);
      expect(answer.headers.get('daybook-role')).toBe(role);
    },
  );

  test('every route of a workspace is in the table, and the table has no other', () => {
    const base = '/api/workspaces/:workspace/';
    const there = staff.server.daybook.app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith(base))
      .map(({ method, path }) => `${method} ${path.slice(base.length)}`);
    const named = NAMES.filter((name) => !name.endsWith(' of others'));
    expect([...new Set(there)].sort()).toEqual([...named].sort());
  });

  test('the table itself, so that a change of it is seen', () => {
    const letters = { administrator: 'A', planner: 'P', field: 'F', auditor: 'R' };
    const line = (name: RouteName): string =>
      `${Role.options.map((role) => (ROUTES[name].some((one) => one === role) ? letters[role] : '.')).join('')} ${name}`;
    expect(NAMES.map(line)).toEqual([
      'APFR GET events',
      'APFR GET live',
      'APFR GET segments',
      'APFR GET segments/:first/:hash',
      'APFR POST commits',
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
    ]);
  });
});

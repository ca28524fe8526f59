import { expect } from 'vitest';
import { ROUTES, type RouteName } from '../../shared/access/permissions.ts';
import type { ActorId } from '../../shared/log/ids.ts';
import { addSeats, schedule } from '../support/commands.ts';
import { gist, type TestDevice, WORKSPACE } from '../support/server.ts';
import { usualSession } from '../support/usual-session.ts';
import { OTHER, personOf, STANDINGS, type Staff, type StaffServer, type Standing } from './staff.ts';

// Who asks what, generated from the table of what a role may.

type Ask = { readonly method: string; readonly path: string; readonly body?: object };

/** A push is in no table: whoever has a device delivers what it holds, and is answered commit by commit (C5, C6). */
export type AskedRoute = RouteName | 'POST commits';
export const IN_TABLE = Object.keys(ROUTES) as RouteName[];
/** How somebody comes: from one of their own devices, from one with no session any more, or as a stranger. */
export const WAYS = ['live', 'revoked', 'signed out', 'foreign', 'foreign, without a device'] as const;
type Way = (typeof WAYS)[number];
export type Cell = { readonly route: AskedRoute; readonly standing: Standing; readonly way: Way };

export function cellsOf(ways: readonly Way[]): Cell[] {
  return [...IN_TABLE, 'POST commits' as const].flatMap((route) =>
    STANDINGS.flatMap((standing) => ways.map((way): Cell => ({ route, standing, way }))),
  );
}

/** Each route as it is asked so that all is right but, perhaps, who asks. */
export type Asking = {
  prepare(route: AskedRoute, standing: Standing): Ask | Promise<Ask>;
  send(cell: Pick<Cell, 'standing' | 'way'>, ask: Ask): Promise<Response>;
};

/** The log has a segment then. */
export async function openAsking(staff: Staff<StaffServer>): Promise<Asking> {
  const planner = staff.live('planner');
  const clerk = staff.clerkOf(planner);
  await planner.push(clerk.commit(schedule({ A: 1 })));
  await planner.push(...Array.from({ length: 400 }, () => clerk.commit(addSeats('A', 1))));
  const { segments } = await (await planner.get(`/segments?epoch=${planner.epoch}`)).json();
  const asks = asksOf(staff, `${segments[0].first}/${segments[0].hash}`);
  return {
    prepare: (route, standing) => asks[route](standing),
    send: (cell, ask) => send(callerOf(staff, cell), ask),
  };
}

type Asks = Record<AskedRoute, (standing: Standing) => Ask | Promise<Ask>>;

function asksOf(staff: Staff<StaffServer>, segment: string): Asks {
  let asked = 0;
  return {
    'GET events': () => read(`/events?epoch=${staff.live('planner').epoch}&after=0`),
    'GET live': () => read('/live'),
    'GET segments': () => read(`/segments?epoch=${staff.live('planner').epoch}`),
    'GET segments/:first/:hash': () => read(`/segments/${segment}`),
    'POST commits': () => ({ method: 'POST', path: '/commits' }),
    'POST devices': () => ({ method: 'POST', path: '/devices', body: { name: 'One more' } }),
    'GET devices': () => read('/devices'),
    'DELETE devices/:device': async (standing) => revoking(await spareDevice(staff, standing)),
    'DELETE devices/:device of others': async (standing) =>
      revoking(await spareDevice(staff, standing === 'field' ? 'planner' : 'field')),
    'POST enrolment-codes': () => ({
      ...{ method: 'POST', path: '/enrolment-codes' },
      body: { userId: personOf('field') },
    }),
    'GET quarantine': () => read('/quarantine'),
    'GET quarantine/count': () => read('/quarantine/count'),
    'POST quarantine/:commit': async () => {
      const body = { action: 'set-aside', reason: 'a test' };
      return { method: 'POST', path: `/quarantine/${await keptCommit(staff, ++asked)}`, body };
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
    'POST members/:user/password': async () => {
      const userId = 'forgetful' as ActorId;
      const since = new Date(0).toISOString() as never;
      await staff.accounts.people.admit({ name: 'Forgetful', mail: `${userId}@example.test` }, WORKSPACE);
      await staff.server.members.grant({ workspaceId: WORKSPACE, userId, role: 'field', since });
      return { method: 'POST', path: `/members/${userId}/password`, body: { password: 'a long password' } };
    },
    'POST usual-session': () => ({ method: 'POST', path: '/usual-session', body: usualSession(++asked) }),
  };
}

function read(path: string): Ask {
  return { method: 'GET', path };
}

function revoking({ deviceId }: TestDevice): Ask {
  return { method: 'DELETE', path: `/devices/${deviceId}` };
}

/** One that nobody minds to lose. Who is no member any more has none but the old ones. */
async function spareDevice(staff: Staff<StaffServer>, standing: Standing): Promise<TestDevice> {
  if (standing === 'former') return staff.live('former');
  return staff.server.enrol('spare', WORKSPACE, staff.session(personOf(standing)));
}

async function keptCommit(staff: Staff<StaffServer>, number: number): Promise<string> {
  const sender = staff.revoked('field');
  const commit = staff.clerkOf(sender).commit(schedule({ A: 1 }), `kept ${number}`);
  expect((await sender.push(commit)).map(gist)).toEqual(['rejected: device-revoked']);
  return commit.id;
}

function callerOf(staff: Staff<StaffServer>, { standing, way }: Pick<Cell, 'standing' | 'way'>): TestDevice {
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
export function expected({ route, standing, way }: Cell): number | '2xx' {
  if (way === 'signed out') return 401;
  if (way !== 'live' && way !== 'revoked') return 404;
  if (route === 'POST commits') return '2xx';
  const permitted = ROUTES[route].some((role) => role === standing) ? '2xx' : 403;
  // Who enrols has no device yet: the session alone counts.
  if (route === 'POST devices') return standing === 'former' ? 404 : permitted;
  return way === 'revoked' ? 401 : permitted;
}

async function send(device: TestDevice, { method, path, body }: Ask): Promise<Response> {
  if (path === '/commits') return device.tryPush([]);
  const answer = method === 'GET' ? await device.get(path) : await device.send(method, path, body ?? {});
  if (path === '/live') await answer.body?.cancel();
  return answer;
}

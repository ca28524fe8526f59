import { PROTOCOL } from '../../shared/sync/protocol.ts';
import { addSeats, GUEST, reserve, schedule } from '../support/commands.ts';
import { altered, createClerk } from '../support/commits.ts';
import type { IdentityProvider } from '../support/identity-provider.ts';
import { enrol, gist, json, type TestDevice, WORKSPACE } from '../support/server.ts';
import { usualSession } from '../support/usual-session.ts';

const ALMA = { email: 'alma@example.test', password: 'a long password' };
const NOOR = { email: 'noor@example.test', password: 'her long password' };
const EVE = { mail: 'eve@example.test', name: 'Eve Mallory' };
const NEXT = 'another long password';
const [ALMA_NAME, NOOR_NAME, OFFICE, GATE] = ['Alma Reyes', 'Noor Haddad', 'Alma’s office', 'Noor’s phone'];
const [HERE, TWICE] = ['she was here when it was booked', 'Noor booked it twice'];
const UNKNOWN_TYPE = 'SeatsSung';

/** What stands in these journeys for what nobody but those whom it concerns should read. */
export const PRIVATE: readonly string[] = [
  ...[ALMA.email, ALMA.password, ALMA_NAME, NOOR.email, NOOR.password, NOOR_NAME, NEXT, OFFICE, GATE],
  ...[EVE.mail, EVE.name, HERE, TWICE, GUEST.name, GUEST.phone ?? '', 'Letterpress'],
];

/** What of it somebody could read in a log who may read logs and nothing else. */
export function leaked(logged: string, secrets: Iterable<string> = PRIVATE): string[] {
  return [...secrets].filter((secret) => secret.length > 3 && logged.includes(secret));
}

type Asked = { request(path: string, init?: RequestInit): Promise<Response> };
type Walk = {
  /** Of the link that a server without an administrator prints. */
  readonly token: string;
  /** Where the organisation's own sign-on is configured. */
  readonly signOn?: IdentityProvider;
};

/** Everything that can be asked of a new server with accounts, once as it should be, and in ways that it should not. */
export async function walkAllJourneys(server: Asked, { token, signOn }: Walk): Promise<void> {
  const pages = ['health', 'ready', 'openapi.json', 'docs', 'docs/style.css', 'auth/ways', 'auth/session'];
  for (const path of pages) await server.request(`/api/${path}`);
  await server.request('/metrics');
  const setUp = { ...ALMA, token, name: ALMA_NAME, workspaceName: 'Main', samples: true };
  await post(server, '/api/set-up', setUp);
  const session = await signIn(server, ALMA);
  await signIn(server, { ...ALMA, password: 'not hers' });
  await server.request('/api/auth/session', { headers: { cookie: session } });
  await server.request('/api/workspaces', { headers: { cookie: session } });
  const alma = await enrol(server, OFFICE, WORKSPACE, session);
  const admitted = await alma.send('POST', '/members', { ...NOOR, name: NOOR_NAME, role: 'planner' });
  await alma.get('/members');
  const { userId } = await admitted.json();
  await alma.send('POST', `/members/${userId}/password`, { password: NOOR.password });
  const noor = await enrol(server, GATE, WORKSPACE, await signIn(server, NOOR));
  await byCode(server, alma, userId);
  await alma.send('POST', '/usual-session', usualSession());
  await theLog(alma, noor);
  await theQuarantine(server, alma, noor);
  await alma.send('DELETE', `/members/${noor.actorId}`);
  await alma.get('/nothing');
  if (signOn) await theSignOn(server, signOn);
  const change = { currentPassword: ALMA.password, newPassword: NEXT };
  const changed = cookiesOf(await post(server, '/api/auth/change-password', change, session));
  await post(server, '/api/auth/sign-out', {}, await signIn(server, { ...ALMA, password: NEXT }));
  await post(server, '/api/auth/sign-out-everywhere', {}, changed);
}

async function byCode(server: Asked, alma: TestDevice, userId: string): Promise<void> {
  const { code } = await (await alma.send('POST', '/enrolment-codes', { userId })).json();
  const enrolling = { workspaceId: WORKSPACE, code, name: GATE };
  for (const _ of ['once', 'and not twice']) await post(server, '/api/enrol', enrolling);
}

async function theLog(alma: TestDevice, noor: TestDevice): Promise<void> {
  const clerk = createClerk(alma.sender);
  const commits = clerk.commits(schedule({ A: 3 }), reserve('Ann', { A: 1 }, { guest: GUEST }));
  const late = createClerk(noor.sender, 2);
  const clash = [late.commit(schedule({ A: 9 })), late.commit(addSeats('A', 1))];
  const unknown = altered(clerk.commit(reserve('Cyn', { A: 1 })), (copy) => {
    copy.writes[0].facts[0].type = UNKNOWN_TYPE;
  });
  const outcomes = [await alma.push(...commits), await noor.push(...clash), await alma.push(unknown)];
  mustBe(outcomes.flat().map(gist), [
    ...['accepted', 'accepted', 'conflict', 'deferred', 'unsupported: type-unknown'],
  ]);
  await alma.tryPush([], { protocol: PROTOCOL + 1 });
  await alma.tryPush([], { epoch: '01994f6e-1c00-7000-8000-000000000001' });
  await alma.pull();
  await alma.get('/events?epoch=x');
  const feed = await alma.get('/live');
  await feed.body?.cancel();
  const { segments } = await (await alma.get(`/segments?epoch=${alma.epoch}`)).json();
  await alma.get(`/segments/${segments[0].first}/${segments[0].hash}`);
}

async function theQuarantine(server: Asked, alma: TestDevice, noor: TestDevice): Promise<void> {
  await alma.get('/devices');
  await alma.send('DELETE', `/devices/${noor.deviceId}`);
  const commit = createClerk(noor.sender, 3).commit(schedule({ A: 1 }), 'cellar');
  const again = noor.as(await signIn(server, NOOR));
  mustBe((await again.push(commit)).map(gist), ['rejected: device-revoked']);
  await alma.get('/quarantine');
  await alma.get('/quarantine/count');
  const about = `/quarantine/${commit.id}`;
  await alma.send('POST', about, { action: 'release', reason: HERE, commit });
  await alma.send('POST', about, { action: 'set-aside', reason: TWICE });
}

/** Once as somebody who was admitted, and once as somebody who was not. */
async function theSignOn(server: Asked, signOn: IdentityProvider): Promise<void> {
  for (const who of [{ mail: ALMA.email, name: ALMA_NAME }, EVE]) {
    const sent = await post(server, '/api/auth/sign-in/oidc', {});
    const back = new URL(signOn.authorize((await sent.json()).url, who));
    await server.request(`${back.pathname}${back.search}`, { headers: { cookie: cookiesOf(sent) } });
  }
}

function post(server: Asked, path: string, body: object, cookie = ''): Promise<Response> {
  return server.request(path, json('POST', body, { cookie }));
}

async function signIn(server: Asked, who: object): Promise<string> {
  return cookiesOf(await post(server, '/api/auth/sign-in/email', who));
}

function cookiesOf(answer: Response): string {
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  return cookies.join('; ');
}

/** A journey that goes elsewhere shows something else. */
function mustBe(found: readonly string[], expected: readonly string[]): void {
  if (found.join() !== expected.join()) throw new Error(`${found.join()} instead of ${expected.join()}`);
}

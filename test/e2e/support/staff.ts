import type { Role } from '../../../shared/sync/people.ts';
import { enrolSignedIn, signIn } from './actions.ts';
import type { InHand } from './device.ts';
import type { RunningServer } from './server.ts';

/** Who works here, by role: each signs in with mail and password. */
export const STAFF = {
  administrator: { name: 'Alma', mail: 'alma@example.test' },
  planner: { name: 'Ada', mail: 'ada@example.test' },
  field: { name: 'Bob', mail: 'bob@example.test' },
  auditor: { name: 'Anton', mail: 'anton@example.test' },
} as const satisfies Partial<Record<Role, Somebody>>;

export type Somebody = { readonly name: string; readonly mail: string };

type NewServer = Pick<RunningServer, 'url' | 'setUpLink'>;

export const PASSWORD = 'a long password';

/** What an administrator does from elsewhere, with a device and a session of their own. */
export type Office = {
  /** The answer to whatever the app's own routes can be asked under the workspace. */
  ask(method: string, path: string, body?: object): Promise<Response>;
  /** As somebody does who has lost a phone: from elsewhere, all sessions of the account. */
  endSessionsOf(somebody: Somebody): Promise<void>;
};

/** Sets the server up by the link of its first start, and admits everybody else. */
export async function openOffice(server: NewServer): Promise<Office> {
  const { administrator, ...others } = STAFF;
  const session = await setUpBy(administrator, server);
  const device = cookieOf(await post(server, 'workspaces/main/devices', { name: 'Office' }, session));
  const office: Office = {
    ask: (method, path, body) =>
      asked(`${server.url}/api/workspaces/main/${path}`, { method, body, cookie: `${session}; ${device}` }),
    async endSessionsOf(somebody) {
      await post(server, 'auth/sign-out-everywhere', {}, await sessionOf(somebody, server));
    },
  };
  const admitted = Object.entries(others).map(([role, { name, mail }]) =>
    office.ask('POST', 'members', { name, email: mail, role, password: PASSWORD }),
  );
  await Promise.all(admitted);
  return office;
}

/** Somebody administers it, who is the only one here; their session's cookie. */
export async function setUpBy(somebody: Somebody, server: NewServer): Promise<string> {
  const { name, mail: email } = somebody;
  const token = new URL(server.setUpLink ?? '').hash.slice(1);
  const first = { token, name, email, password: PASSWORD, workspaceName: 'The Mill', samples: false };
  await post(server, 'set-up', first);
  return sessionOf(somebody, server);
}

export async function sessionOf({ mail }: Somebody, server: Pick<NewServer, 'url'>): Promise<string> {
  return cookieOf(await post(server, 'auth/sign-in/email', { email: mail, password: PASSWORD }));
}

function post({ url }: Pick<NewServer, 'url'>, path: string, body: object, cookie = ''): Promise<Response> {
  return asked(`${url}/api/${path}`, { method: 'POST', body, cookie });
}

/** At a browser that nobody has used, or whose last person signed out: until today's sessions are there. */
export async function beginWork(phone: InHand, somebody: Somebody): Promise<void> {
  await signIn(phone, { ...somebody, password: PASSWORD });
  await enrolSignedIn(phone);
}

async function asked(
  url: string,
  { method, body, cookie }: { method: string; body?: object | undefined; cookie: string },
): Promise<Response> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', cookie },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (answer.ok) return answer;
  throw new Error(`${method} ${url} was answered ${answer.status}: ${await answer.text()}`);
}

function cookieOf(answer: Response): string {
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

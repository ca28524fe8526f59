import * as v from 'valibot';
import { SignedIn } from '../../shared/sync/people.ts';
import { Problem } from '../../shared/sync/problem.ts';
import type { FirstAdministrator, GoingElsewhere, SignInWays, SigningIn } from './api.ts';
import type { DeviceRegister, Enrolment } from './log/device-register.ts';

const Ways = v.object({ password: v.boolean(), oidc: v.boolean() });
const Elsewhere = v.object({ url: v.string() });

/** How long to wait for the word of who is signed in, in milliseconds. */
const ANSWER_WITHIN = 5_000;

/** Who is signed in, where there are accounts; undefined when nobody is. */
export async function whoIsSignedIn(): Promise<SignedIn | undefined> {
  const response = await fetch('/api/auth/session', { signal: AbortSignal.timeout(ANSWER_WITHIN) });
  const who = response.ok ? v.safeParse(SignedIn, await response.json()) : undefined;
  return who?.success ? who.output : undefined;
}

/** Undefined where there are no accounts, or the server cannot be reached. */
export async function signInWays(): Promise<SignInWays | undefined> {
  try {
    const response = await fetch('/api/auth/ways');
    const { password, oidc } = v.parse(Ways, await response.json());
    return password ? { oidc } : undefined;
  } catch {
    return undefined;
  }
}

/** Somebody else than whose device this is sees nothing of it: it is put away, with all that waits in it. */
export async function signIn(
  register: DeviceRegister,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SigningIn> {
  await register.doubt();
  const asked = await post('/api/auth/sign-in/email', { email, password });
  if ('kind' in asked) {
    if (asked.kind === 'refused') await register.trust();
    return asked;
  }
  const who = await whoIsSignedIn().catch(() => undefined);
  if (!who) return { kind: 'offline' };
  const isAnother = (await register.current()) !== undefined && !(await openFor(who, register));
  return { kind: 'signed-in', isAnother };
}

/** The device in use, where it is theirs; anybody else's is put away. */
export async function openFor(
  { userId }: SignedIn,
  register: DeviceRegister,
): Promise<Enrolment | undefined> {
  const current = await register.current();
  if (current?.actorId === userId) {
    await register.trust();
    return current;
  }
  await register.leave();
  return undefined;
}

export async function setUp(register: DeviceRegister, first: FirstAdministrator): Promise<SigningIn> {
  const asked = await post('/api/set-up', first);
  return 'kind' in asked ? asked : signIn(register, first);
}

/** Where the organisation's own sign-on is: the page goes there, and whoever comes back may be somebody else. */
export async function signInElsewhere(register: DeviceRegister): Promise<GoingElsewhere> {
  const asked = await post('/api/auth/sign-in/oidc', {});
  if ('kind' in asked) return asked;
  await register.doubt();
  return { kind: 'elsewhere', url: v.parse(Elsewhere, await asked.json()).url };
}

/** Without the network nobody signs out: the server would still take this browser for theirs. */
export async function signOut(register: DeviceRegister): Promise<'signed-out' | 'offline'> {
  const asked = await post('/api/auth/sign-out', {});
  if ('kind' in asked) return 'offline';
  await register.leave();
  return 'signed-out';
}

async function post(
  path: string,
  body: object,
): Promise<Response | Exclude<SigningIn, { kind: 'signed-in' }>> {
  try {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    return response.ok ? response : { kind: 'refused', problem: v.parse(Problem, await response.json()) };
  } catch {
    return { kind: 'offline' };
  }
}

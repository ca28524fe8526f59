import { openStored, read, records } from './stored.ts';

/** Whose log it is, as the browser's list of enrolments has it. */
export type Device = {
  readonly workspaceId: string;
  readonly actorId: string;
  readonly deviceId: string;
  readonly name: string;
};

/** Which logs are offered: that of who works here. What others left is theirs (W1), unless nobody can tell any more. */
export type Offered =
  | { readonly kind: 'own'; readonly database: string; readonly device: Device | null }
  | { readonly kind: 'all'; readonly databases: readonly string[] }
  | { readonly kind: 'signed-out' | 'another' | 'nothing' };

const REGISTER = 'daybook';
const LOG = /^daybook\/.+\/.+$/;

export async function offered(): Promise<Offered> {
  const logs = await storedLogs();
  if (logs?.length === 0) return { kind: 'nothing' };
  const current = await whoIsHere().catch(() => undefined);
  if (current === undefined) return logs ? { kind: 'all', databases: logs } : { kind: 'nothing' };
  if (current === null) return { kind: 'signed-out' };
  const { database, device, isDoubted } = current;
  if (isDoubted && device && (await isSomebodyElse(device.actorId))) return { kind: 'another' };
  return { kind: 'own', database, device };
}

/** Undefined where the browser does not list them: then the register names the one in use. */
async function storedLogs(): Promise<string[] | undefined> {
  const all = await indexedDB.databases?.();
  return all?.flatMap(({ name }) => (name && LOG.test(name) ? [name] : []));
}

type Here = { readonly database: string; readonly device: Device | null; readonly isDoubted: boolean };

/** Null: nobody is. Undefined: there is no list of who was ever here. */
async function whoIsHere(): Promise<Here | null | undefined> {
  const register = await openStored(REGISTER);
  if (!register) return undefined;
  try {
    let known = false;
    for await (const { unreadable } of records(register, 'enrolments')) known ||= unreadable === undefined;
    if (!known) return undefined;
    const database = await read(register, 'meta', 'current');
    if (typeof database !== 'string') return null;
    const device = deviceIn(await read(register, 'enrolments', database).catch(() => undefined));
    return { database, device, isDoubted: (await read(register, 'meta', 'doubted')) === true };
  } finally {
    register.close();
  }
}

function deviceIn(stored: unknown): Device | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { workspaceId, actorId, deviceId, name } = stored as Record<string, unknown>;
  const texts = [workspaceId, actorId, deviceId, name];
  return texts.every((one) => typeof one === 'string')
    ? ({ workspaceId, actorId, deviceId, name } as Device)
    : null;
}

/** Somebody went to sign in, and nobody knows yet who: the server does. Without it the log stays its owner's. */
async function isSomebodyElse(actorId: string): Promise<boolean> {
  try {
    const answer = await fetch('/api/auth/session');
    if (!answer.ok) return false;
    const { userId } = (await answer.json()) as { userId?: unknown };
    return typeof userId === 'string' && userId !== actorId;
  } catch {
    return false;
  }
}

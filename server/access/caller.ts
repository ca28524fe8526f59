import type { Context } from 'hono';
import * as v from 'valibot';
import { mayAsk, type RouteName } from '../../shared/access/permissions.ts';
import { type DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Accounts, Person } from '../accounts/accounts.ts';
import { requestProblem } from '../http/request-problem.ts';
import type { EventLog, Workspace } from '../log/event-log.ts';
import { type Clock, instantOf } from '../running/clock.ts';
import type { Device, DeviceRegister } from './device-register.ts';
import type { Members } from './members.ts';
import { giveToken, hashToken, type Place, tokenOf } from './token.ts';

/** `lastContactAt` is written at most this often. */
const CONTACT_EVERY_MS = 60_000;
/** A device that calls gets its cookie anew at most this often: so that of one in use never ends. */
const RENEW_EVERY_MS = 24 * 60 * 60_000;
const AppVersion = v.pipe(v.string(), v.regex(/^[\w.+-]{1,40}$/));

/**
 * Who calls, and where: the session says which person, the device's cookie which device, and a device is one person's.
 * Every handler asks for itself, at every request: so revoking, signing out and another role bite at once.
 */
export type Callers = {
  /** The live device behind the cookie, or undefined, where there are no accounts. */
  device(c: Context): Promise<Device | undefined>;
  /** Who is signed in; a problem otherwise. */
  person(c: Context): Promise<Person>;
  /** Who is signed in, and member of the path's workspace with a role that may ask this; a problem otherwise. */
  member(c: Context, route: RouteName): Promise<Membership>;
  /** The path's workspace and the device that is enrolled in it, of somebody who may ask this; a problem otherwise. */
  inWorkspace(c: Context, route: RouteName): Promise<Caller>;
  /** The path's workspace and the device, also a revoked one or a former member's: it delivers what it holds (C6). */
  delivering(c: Context): Promise<Delivering>;
};
export type Membership = { readonly person: Person; readonly workspace: Workspace; readonly role: Role };
export type Delivering = {
  readonly device: Device;
  readonly workspace: Workspace;
  /** Undefined where there are no accounts. */
  readonly session: string | undefined;
};
export type Caller = Delivering & { readonly role: Role };

type CallersOptions = {
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  readonly accounts: Accounts;
  readonly clock: Clock;
};

export function createCallers({ eventLog, devices, members, accounts, clock }: CallersOptions): Callers {
  const renewedAt = new Map<DeviceId, number>();

  async function anyDevice(c: Context, person: Person | undefined): Promise<Device | undefined> {
    const place = person && placeOf(c, person);
    const token = tokenOf(c, place);
    const device = token === undefined ? undefined : await devices.byToken(hashToken(token));
    if (person && device?.actorId !== person.userId) return undefined;
    if (token === undefined || !device || device.revokedAt) return device;
    await noteContact(c, device, person);
    renew(c, { device, token, place });
    return device;
  }

  /** The same token with all its time before it. Only this process knows when: after a start it is done once more. */
  function renew(c: Context, { device, token, place }: Renewal): void {
    const now = clock();
    if (now - (renewedAt.get(device.deviceId) ?? Number.NEGATIVE_INFINITY) < RENEW_EVERY_MS) return;
    renewedAt.set(device.deviceId, now);
    giveToken(c, token, place);
  }

  async function noteContact(c: Context, device: Device, person: Person | undefined): Promise<void> {
    const now = clock();
    const said = v.safeParse(AppVersion, c.req.header('daybook-app'));
    const appVersion = said.success ? said.output : device.appVersion;
    const sessionId = person?.sessionId ?? device.sessionId;
    const isNews = appVersion !== device.appVersion || sessionId !== device.sessionId;
    if (!isNews && device.lastContactAt && now - Date.parse(device.lastContactAt) < CONTACT_EVERY_MS) return;
    // Not worth failing a request for: a full disk, for one, must not keep anybody from reading.
    await devices.contacted(device, { at: instantOf(now), appVersion, sessionId }).catch(() => {});
  }

  async function signedIn(c: Context): Promise<Person> {
    const person = await accounts.person(c.req.raw);
    if (!person) throw requestProblem('sign-in', 401);
    const asked = c.req.param('workspace');
    if (person.boundTo && asked !== undefined && asked !== person.boundTo)
      throw requestProblem('not-found', 404);
    return person;
  }

  async function workspaceOf(c: Context): Promise<Workspace> {
    const id = v.safeParse(WorkspaceId, c.req.param('workspace'));
    const workspace = id.success ? await eventLog.workspace(id.output) : undefined;
    if (!workspace) throw requestProblem('not-found', 404);
    return workspace;
  }

  async function delivering(c: Context): Promise<Delivering> {
    const person = accounts.isOpen ? undefined : await signedIn(c);
    const device = await anyDevice(c, person);
    // Whether there is another workspace of that name is none of this device's, or this person's, business.
    if (!device && person) {
      const { id } = await workspaceOf(c);
      if (!(await members.role(id, person.userId))) throw requestProblem('not-found', 404);
    }
    if (!device) throw requestProblem('not-enrolled', 401);
    if (c.req.param('workspace') !== device.workspaceId) throw requestProblem('not-found', 404);
    return { device, workspace: await workspaceOf(c), session: person?.sessionId };
  }

  return {
    delivering,
    person: signedIn,
    async device(c) {
      const device = await anyDevice(c, undefined);
      return device?.revokedAt ? undefined : device;
    },
    async member(c, route) {
      const person = await signedIn(c);
      const workspace = await workspaceOf(c);
      const role = await members.role(workspace.id, person.userId);
      if (!role) throw requestProblem('not-found', 404);
      mustBeAllowed(role, route);
      return { person, workspace, role };
    },
    async inWorkspace(c, route) {
      const caller = await delivering(c);
      const { device, workspace } = caller;
      if (device.revokedAt) throw requestProblem('device-revoked', 401);
      const role = await members.role(workspace.id, device.actorId);
      if (!role) throw requestProblem('role-withdrawn', 403);
      mustBeAllowed(role, route);
      return { ...caller, role };
    },
  };
}

type Renewal = { readonly device: Device; readonly token: string; readonly place: Place | undefined };

/** Several people may use one browser, and one person several workspaces: each pair is a device of its own (L8). */
function placeOf(c: Context, { userId }: Person): Place | undefined {
  const workspaceId = c.req.param('workspace');
  return workspaceId === undefined ? undefined : { workspaceId, userId };
}

function mustBeAllowed(role: Role, route: RouteName): void {
  if (!mayAsk(role, route)) throw requestProblem('not-permitted', 403, { role });
}

import type { Context } from 'hono';
import * as v from 'valibot';
import { type DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import { requestProblem } from '../http/request-problem.ts';
import type { EventLog, Workspace } from '../log/event-log.ts';
import { type Clock, instantOf } from '../running/clock.ts';
import type { Device, DeviceRegister } from './device-register.ts';
import { giveToken, hashToken, tokenOf } from './token.ts';

/** `lastContactAt` is written at most this often. */
const CONTACT_EVERY_MS = 60_000;
/** A device that calls gets its cookie anew at most this often: so that of one in use never ends. */
const RENEW_EVERY_MS = 24 * 60 * 60_000;

/** Who calls, and where. Every handler asks for itself, at every request: revoking bites at once. */
export type Callers = {
  /** The live device behind the cookie, or undefined. */
  device(c: Context): Promise<Device | undefined>;
  /** The path's workspace and the device that is enrolled in it; a problem otherwise. */
  inWorkspace(c: Context): Promise<Caller>;
  /** The same, and the device may be a revoked one that delivers what it still holds (C6). */
  delivering(c: Context): Promise<Caller>;
};
export type Caller = { readonly device: Device; readonly workspace: Workspace };

type CallersOptions = {
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly clock: Clock;
};

export function createCallers({ eventLog, devices, clock }: CallersOptions): Callers {
  const renewedAt = new Map<DeviceId, number>();

  async function anyDevice(c: Context): Promise<Device | undefined> {
    const token = tokenOf(c);
    const device = token === undefined ? undefined : await devices.byToken(hashToken(token));
    if (token === undefined || !device || device.revokedAt) return device;
    await noteContact(device);
    renew(c, device, token);
    return device;
  }

  /** The same token with all its time before it. Only this process knows when: after a start it is done once more. */
  function renew(c: Context, { deviceId }: Device, token: string): void {
    const now = clock();
    if (now - (renewedAt.get(deviceId) ?? Number.NEGATIVE_INFINITY) < RENEW_EVERY_MS) return;
    renewedAt.set(deviceId, now);
    giveToken(c, token);
  }

  async function noteContact(device: Device): Promise<void> {
    const now = clock();
    if (device.lastContactAt && now - Date.parse(device.lastContactAt) < CONTACT_EVERY_MS) return;
    // Not worth failing a request for: a full disk, for one, must not keep anybody from reading.
    await devices.contacted(device, instantOf(now)).catch(() => {});
  }

  async function delivering(c: Context): Promise<Caller> {
    const device = await anyDevice(c);
    if (!device) throw requestProblem('sign-in', 401);
    // Whether there is another workspace of that name is none of this device's business.
    const id = v.safeParse(WorkspaceId, c.req.param('workspace'));
    const workspace =
      id.success && id.output === device.workspaceId ? await eventLog.workspace(id.output) : undefined;
    if (!workspace) throw requestProblem('not-found', 404);
    return { device, workspace };
  }

  return {
    delivering,
    async device(c) {
      const device = await anyDevice(c);
      return device?.revokedAt ? undefined : device;
    },
    async inWorkspace(c) {
      const caller = await delivering(c);
      if (caller.device.revokedAt)
        throw requestProblem('sign-in', 401, { detail: 'This device was revoked' });
      return caller;
    },
  };
}

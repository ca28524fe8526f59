import { requestProblem } from '../http/request-problem.ts';
import type { DeviceRegister, NewDevice } from './device-register.ts';

/** In use, of one person in one workspace (P7): browsers that lost their storage are among them until revoked. */
export const DEVICES_PER_PERSON = 50;

/** A problem where the person has too many already. */
export async function enrol(devices: DeviceRegister, device: NewDevice): Promise<void> {
  if (!(await devices.enrol(device, DEVICES_PER_PERSON)))
    throw requestProblem('too-many-devices', 409, { limit: DEVICES_PER_PERSON });
}

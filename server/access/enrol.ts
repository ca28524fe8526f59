import { requestProblem } from '../http/request-problem.ts';
import { instantOf } from '../running/clock.ts';
import type { DeviceRegister, NewDevice } from './device-register.ts';

/** In use, of one person in one workspace (P7): browsers that lost their storage are among them until revoked. */
export const DEVICES_PER_PERSON = 50;
/** Enrolled by one person in one workspace within 24 hours, revoked or not: no device is ever removed. */
export const ENROLMENTS_PER_DAY = 100;
const DAY_MS = 24 * 60 * 60_000;

/** A problem where the person has too many already. */
export async function enrol(devices: DeviceRegister, device: NewDevice): Promise<void> {
  const since = instantOf(Date.parse(device.enrolledAt) - DAY_MS);
  const limits = { inUse: DEVICES_PER_PERSON, lately: ENROLMENTS_PER_DAY, since };
  const enrolled = await devices.enrol(device, limits);
  if (enrolled === 'too-many-devices') throw requestProblem(enrolled, 409, { limit: limits.inUse });
  if (enrolled === 'too-many-enrolments') throw requestProblem(enrolled, 429, { limit: limits.lately });
}

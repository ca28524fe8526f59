import type { Draft } from '../../../client/worker/api.ts';
import { mayAllotToOthers } from '../../../shared/access/permissions.ts';
import { type Allotment, unusedOf } from '../../../shared/booking/allotment.ts';
import { countOf } from '../../../shared/booking/seats.ts';
import type { Session } from '../../../shared/booking/session.ts';
import type { DeviceId } from '../../../shared/log/ids.ts';
import type { Role } from '../../../shared/sync/people.ts';
import { allotmentId } from '../../support/ids.ts';
import type { Random } from '../../support/random.ts';
import { type Common, drawMinutes } from './agreed.ts';
import { reserve } from './at-a-booking.ts';

/** Who asks for something: a role, at a device that may have seats of its own, and the devices that there are. */
export type Asker = {
  readonly role: Role;
  readonly deviceId: DeviceId;
  readonly devices: readonly DeviceId[];
};

type Asking = { readonly asker: Asker; readonly common: Common; readonly chance: Random };

/** How often a planner has another device than the own one in mind. */
const FOR_OTHERS = 0.3;
const RETURNED = 0.6;

/** Seats are taken along, or brought back: for the device in hand; planners hand them out and take them back. */
export function takeAlong(session: Session, { asker, common, chance }: Asking): Draft {
  const on = { sessionId: session.id };
  const isForOthers = mayAllotToOthers(asker.role) && chance.chance(FOR_OTHERS);
  const forDevice = isForOthers ? chance.pick(asker.devices) : asker.deviceId;
  const theirs = liveOf(session, forDevice);
  if (theirs.length > 0 && chance.chance(RETURNED))
    return { type: 'ReturnAllotment', ...on, allotmentId: chance.pick(theirs).id };
  common.allotments += 1;
  return {
    type: 'AllotSeats',
    ...on,
    allotmentId: allotmentId(`allotment ${common.allotments}`),
    forDevice,
    seats: { A: chance.whole(1, 3) },
    minutes: drawMinutes(chance),
  };
}

/** A booking out of what its device took along, if something is left of that. */
export function drawFromOwn(session: Session, { asker, common, chance }: Asking): Draft | undefined {
  const own = liveOf(session, asker.deviceId).find((one) => countOf(unusedOf(one), 'A') > 0);
  if (!own) return undefined;
  const draft = reserve(session.id, common, chance);
  if (draft.type !== 'ReserveSeats') return undefined;
  const { shortfall: _, ...asked } = draft;
  return { ...asked, seats: { A: chance.whole(1, countOf(unusedOf(own), 'A')) }, fromAllotment: own.id };
}

function liveOf({ allotments }: Session, deviceId: DeviceId): Allotment[] {
  return [...allotments.values()].filter((one) => one.status === 'live' && one.deviceId === deviceId);
}

import { obtainable } from './availability.ts';
import type { CommandOf } from './commands.ts';
import type { Refusal, Verdict } from './decision.ts';
import type { Seats } from './events.ts';
import { sameSeats, total } from './seats.ts';
import type { Session } from './session.ts';

/** Seats that a device takes along, or brings back (A1); who may do it for which device is the role's affair (W2). */
export function decideAllotment(
  command: CommandOf<'AllotSeats'> | CommandOf<'ReturnAllotment'>,
  session: Session,
): Verdict {
  const { allotmentId } = command;
  const allotment = session.allotments.get(allotmentId);
  if (command.type === 'ReturnAllotment') {
    if (!allotment) return { code: 'allotment-unknown' };
    return allotment.status === 'live' ? [{ type: 'AllotmentReturned', data: { allotmentId } }] : [];
  }
  if (allotment) return { code: 'allotment-exists' };
  const { forDevice: deviceId, seats, minutes } = command;
  const refusal = cannotTake(session, seats);
  if (refusal) return refusal;
  const available = obtainable(session, seats, undefined);
  if (!sameSeats(available, seats)) return { code: 'not-enough-seats', wanted: seats, available };
  return [{ type: 'SeatsAllotted', data: { allotmentId, deviceId, seats, minutes } }];
}

/** Why nobody can take these seats here, however many are left. */
export function cannotTake(session: Session, seats: Seats): Refusal | undefined {
  if (session.status === 'cancelled') return { code: 'session-cancelled' };
  if (session.status === 'closed') return { code: 'session-closed' };
  return unknownSeats(session, seats);
}

export function unknownSeats(session: Session, seats: Seats): Refusal | undefined {
  if (total(seats) <= 0) return { code: 'no-seats-asked' };
  const seatType = Object.keys(seats).find((name) => !session.seatTypes.has(name));
  return seatType === undefined ? undefined : { code: 'seat-type-unknown', seatType };
}

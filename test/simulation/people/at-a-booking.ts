import type { Draft } from '../../../client/worker/api.ts';
import type { Reservation } from '../../../shared/booking/reservation.ts';
import type { Session } from '../../../shared/booking/session.ts';
import type { SessionId } from '../../../shared/log/ids.ts';
import { reservationId } from '../../support/ids.ts';
import type { Random } from '../../support/random.ts';
import { type Common, drawMinutes } from './agreed.ts';

/** Bookings that somebody may still be about to save. */
const RECENT = 20;

export function reserve(id: SessionId, common: Common, chance: Random): Draft {
  // Now and then two people use one reservation: as one device whose copy got another identity would.
  const again = common.bookings > RECENT && chance.chance(0.08);
  if (!again) common.bookings += 1;
  const name = `booking ${again ? chance.whole(1, common.bookings - RECENT) : common.bookings}`;
  const seats = { A: chance.whole(1, 4), ...(chance.chance(0.2) && { B: chance.whole(1, 2) }) };
  const on = { sessionId: id, reservationId: reservationId(name), seats };
  const guest = chance.chance(0.5) ? { guest: { name: `Guest of ${name}`, phone: '+43 660 1' } } : {};
  if (chance.chance(0.12)) return { type: 'JoinWaitlist', ...on, ...guest };
  const shortfall = chance.pick(['waitlist', 'partial', 'refuse'] as const);
  const hold = chance.chance(0.15) && { holdMinutes: drawMinutes(chance) };
  return { type: 'ReserveSeats', ...on, ...guest, ...(chance.chance(0.5) && { shortfall }), ...hold };
}

/** One whose guest was offered seats answers. */
export function answerOffer(session: Session, chance: Random): Draft | undefined {
  const offered = [...session.reservations.values()].filter(({ offer }) => offer);
  if (offered.length === 0) return undefined;
  const on = { sessionId: session.id, reservationId: chance.pick(offered).id };
  return { type: chance.chance(0.5) ? 'AcceptOffer' : 'DeclineOffer', ...on };
}

type Around = { readonly common: Common; readonly chance: Random };

export function onReservation(session: Session, reservation: Reservation, { common, chance }: Around): Draft {
  const on = { sessionId: session.id, reservationId: reservation.id };
  const followUp = [...session.followUps.values()].find((one) => one.reservationId === reservation.id);
  if (followUp && chance.chance(0.4)) {
    const outcome = chance.pick(['told', 'no-answer'] as const);
    return { type: 'LogContact', ...on, about: [followUp.about], means: 'phone', outcome };
  }
  const others = common.sessions.filter((id) => id !== session.id);
  if (others.length > 0 && chance.chance(0.25))
    return { type: 'MoveReservation', ...on, toSessionId: chance.pick(others) };
  if (reservation.waiting && chance.chance(0.15)) return { type: 'LeaveWaitlist', ...on };
  if (reservation.waiting && chance.chance(0.5))
    return { type: 'SetPriority', ...on, priority: chance.whole(0, 3) };
  if (reservation.arrival?.kind === 'checked-in' && chance.chance(0.4))
    return { type: 'RevertCheckIn', ...on };
  switch (chance.whole(1, 9)) {
    case 1:
    case 2:
    case 3:
      return { type: 'CancelReservation', ...on, reason: 'ill' };
    case 4:
      return { type: 'ConfirmReservation', ...on };
    case 5:
      return { type: 'CheckInGuest', ...on, guests: chance.whole(1, 3) };
    case 6:
      return { type: 'RevertCheckIn', ...on };
    case 7:
      return { type: 'MarkNoShow', ...on };
    case 8:
      return { type: 'SetPriority', ...on, priority: chance.whole(0, 3) };
    default:
      return { type: 'LeaveWaitlist', ...on };
  }
}

import { obtainable } from './availability.ts';
import type { Book } from './book.ts';
import type { CommandOf } from './commands.ts';
import { cannotTake } from './decide-allotment.ts';
import type { FactBody, Refusal, Verdict } from './decision.ts';
import { outcomeOf, type Reservation } from './reservation.ts';
import { isEmpty, sameSeats } from './seats.ts';
import type { Session } from './session.ts';

/**
 * A reservation goes to another session with what it holds, in one commit on both streams. The guest's description goes
 * with it: each stream is read for itself.
 */
export function decideMove(command: CommandOf<'MoveReservation'>, from: Session, book: Book): Verdict {
  const { reservationId, toSessionId: to } = command;
  const reservation = from.reservations.get(reservationId);
  if (!reservation) return { code: 'reservation-unknown' };
  const { granted: seats, guest } = reservation;
  if (reservation.status === 'moved' && reservation.movedTo === to) return [];
  if (reservation.status !== 'active') return { code: 'reservation-ended', outcome: outcomeOf(reservation) };
  if (isEmpty(seats)) return { code: 'nothing-granted' };
  if (to === from.id) return { code: 'moved-to-itself' };
  const refusal = cannotArrive(book.session(to), reservation);
  if (refusal) return refusal;
  const arrival: FactBody = {
    type: 'SeatsReserved',
    on: to,
    data: { reservationId, wanted: seats, granted: seats, shortfall: 'refuse', movedFrom: from.id },
  };
  const described: FactBody[] = guest
    ? [{ type: 'GuestDescribed', on: to, data: { reservationId, guest } }]
    : [];
  return [{ type: 'ReservationMovedOut', data: { reservationId, to, seats } }, arrival, ...described];
}

function cannotArrive(target: Session | undefined, { id, granted }: Reservation): Refusal | undefined {
  if (target?.unreadable) return { code: 'session-unreadable', eventType: target.unreadable.type };
  if (!target || target.status === 'unscheduled') return { code: 'session-unknown' };
  if (target.reservations.get(id)?.status === 'active') return { code: 'booked-there-already' };
  const refusal = cannotTake(target, granted);
  if (refusal) return refusal;
  const available = obtainable(target, granted, undefined);
  return sameSeats(available, granted) ? undefined : { code: 'not-enough-seats', wanted: granted, available };
}

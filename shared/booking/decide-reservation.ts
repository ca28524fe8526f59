import { assertNever } from '../log/assert-never.ts';
import type { ReservationId } from '../log/ids.ts';
import { obtainable } from './availability.ts';
import type { CommandOf, CommandType } from './commands.ts';
import type { FactBody, Verdict } from './decision.ts';
import type { DataOf, Guest, Seats, Shortfall } from './events.ts';
import { isEmpty, NO_SEATS, sameSeats, total } from './seats.ts';
import { outcomeOf, type Reservation, type Session } from './session.ts';

export type ReservationCommand = Extract<CommandOf<CommandType>, { reservationId: unknown }>;

/** What a command on one reservation brings about; the session is there, readable and scheduled. */
export function decideReservation(command: ReservationCommand, session: Session): Verdict {
  if (command.type === 'ReserveSeats') return reserve(command, session);
  if (command.type === 'JoinWaitlist') return join(command, session);
  const { reservationId } = command;
  const reservation = session.reservations.get(reservationId);
  if (command.type === 'CancelReservation') return cancel(reservation, command.reason);
  if (command.type === 'ConfirmReservation') return confirm(reservation);
  if (!reservation) return { code: 'reservation-unknown' };
  switch (command.type) {
    case 'LeaveWaitlist':
      return reservation.waiting
        ? [{ type: 'WaitlistLeft', data: { reservationId } }]
        : { code: 'not-waiting' };
    case 'SetPriority':
      return prioritise(reservation, command.priority);
    case 'CheckInGuest':
      if (reservation.arrival?.kind === 'checked-in') return [];
      return [{ type: 'GuestCheckedIn', data: { reservationId, guests: command.guests } }];
    case 'RevertCheckIn':
      return reservation.arrival ? [{ type: 'CheckInReverted', data: { reservationId } }] : [];
    case 'MarkNoShow':
      return reservation.arrival ? [] : [{ type: 'NoShowMarked', data: { reservationId } }];
    case 'LogContact':
      return [{ type: 'GuestContacted', data: contactOf(command) }];
    default:
      return assertNever(command);
  }
}

function reserve(command: CommandOf<'ReserveSeats'>, session: Session): Verdict {
  const { reservationId, seats: wanted, guest } = command;
  const refusal = cannotAsk(session, reservationId, wanted, guest);
  if (refusal) return refusal;
  const reservation = session.reservations.get(reservationId);
  const held = reservation?.granted ?? NO_SEATS;
  const granted = obtainable(session, wanted, held, held);
  const shortfall: Shortfall = command.shortfall ?? session.policy.shortfall;
  const described = describeGuest(reservationId, reservation, guest);
  if (sameSeats(granted, wanted) || shortfall === 'partial') {
    const same =
      reservation &&
      !reservation.waiting &&
      sameSeats(held, granted) &&
      sameSeats(reservation.wanted, wanted);
    return same
      ? described
      : [{ type: 'SeatsReserved', data: { reservationId, wanted, granted, shortfall } }, ...described];
  }
  if (shortfall === 'refuse') return { code: 'not-enough-seats', wanted, available: granted };
  return wait(reservationId, reservation, wanted, described);
}

function join(command: CommandOf<'JoinWaitlist'>, session: Session): Verdict {
  const { reservationId, seats, guest } = command;
  const refusal = cannotAsk(session, reservationId, seats, guest);
  if (refusal) return refusal;
  const reservation = session.reservations.get(reservationId);
  const described = describeGuest(reservationId, reservation, guest);
  const hasThem = reservation && !reservation.waiting && sameSeats(reservation.granted, seats);
  return hasThem ? described : wait(reservationId, reservation, seats, described);
}

/** A new reservation waits whole; a change keeps what it held and waits with what it wants (B3). */
function wait(
  reservationId: ReservationId,
  reservation: Reservation | undefined,
  wanted: Seats,
  described: readonly FactBody[],
): Verdict {
  if (reservation?.waiting && sameSeats(reservation.wanted, wanted)) return described;
  const granted = reservation?.granted ?? NO_SEATS;
  return [{ type: 'ReservationWaitlisted', data: { reservationId, wanted, granted } }, ...described];
}

function cannotAsk(
  session: Session,
  id: ReservationId,
  seats: Seats,
  guest: Guest | undefined,
): Verdict | undefined {
  if (session.status === 'cancelled') return { code: 'session-cancelled' };
  if (session.status === 'closed') return { code: 'session-closed' };
  if (total(seats) <= 0) return { code: 'no-seats-asked' };
  const seatType = Object.keys(seats).find((name) => !session.seatTypes.has(name));
  if (seatType !== undefined) return { code: 'seat-type-unknown', seatType };
  const reservation = session.reservations.get(id);
  if (reservation && reservation.status !== 'active')
    return { code: 'reservation-ended', outcome: outcomeOf(reservation) };
  if (guest && !guest.phone && !guest.mail) return { code: 'contact-needed' };
  return undefined;
}

function describeGuest(
  id: ReservationId,
  reservation: Reservation | undefined,
  guest: Guest | undefined,
): FactBody[] {
  if (!guest || sameGuest(guest, reservation?.guest ?? null)) return [];
  return [{ type: 'GuestDescribed', data: { reservationId: id, guest } }];
}

function sameGuest(a: Guest, b: Guest | null): boolean {
  return (
    b !== null &&
    (['name', 'phone', 'mail', 'language', 'note'] as const).every((name) => a[name] === b[name])
  );
}

function confirm(reservation: Reservation | undefined): Verdict {
  if (!reservation || reservation.confirmed) return [];
  if (reservation.status !== 'active') return { code: 'reservation-ended', outcome: outcomeOf(reservation) };
  if (isEmpty(reservation.granted)) return { code: 'nothing-granted' };
  return [{ type: 'ReservationConfirmed', data: { reservationId: reservation.id } }];
}

function cancel(reservation: Reservation | undefined, reason: string): Verdict {
  if (reservation?.status !== 'active') return [];
  return [{ type: 'ReservationCancelled', data: { reservationId: reservation.id, reason } }];
}

function prioritise(reservation: Reservation, priority: number): Verdict {
  if (!reservation.waiting) return { code: 'not-waiting' };
  if (reservation.waiting.priority === priority) return [];
  return [{ type: 'WaitlistPrioritySet', data: { reservationId: reservation.id, priority } }];
}

function contactOf(command: CommandOf<'LogContact'>): DataOf<'GuestContacted'> {
  const { reservationId, about, means, outcome, note } = command;
  return { reservationId, about, means, outcome, ...(note === undefined ? {} : { note }) };
}

import { assertNever } from '../log/assert-never.ts';
import type { AllotmentId, ReservationId } from '../log/ids.ts';
import { drawableBy, obtainable } from './availability.ts';
import type { CommandOf, CommandType } from './commands.ts';
import { cannotTake, unknownSeats } from './decide-allotment.ts';
import type { FactBody, Refusal, Verdict } from './decision.ts';
import type { DataOf, Guest, Seats, Shortfall } from './events.ts';
import { pick } from './pick.ts';
import { outcomeOf, type Reservation } from './reservation.ts';
import { countOf, isEmpty, mapSeats, NO_SEATS, sameSeats } from './seats.ts';
import type { Session } from './session.ts';

export type ReservationCommand = Exclude<
  Extract<CommandOf<CommandType>, { reservationId: unknown }>,
  { type: 'MoveReservation' }
>;

/** What a command on one reservation brings about; the session is there, readable and scheduled. `settled` is it
 * without pending work, where the log has it. */
export function decideReservation(
  command: ReservationCommand,
  session: Session,
  settled: Session | undefined,
): Verdict {
  if (command.type === 'ReserveSeats') return reserve(command, session, settled);
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
    case 'AcceptOffer':
      return reservation.offer ? [{ type: 'OfferAccepted', data: { reservationId } }] : { code: 'no-offer' };
    case 'DeclineOffer':
      return reservation.offer ? [{ type: 'OfferDeclined', data: { reservationId } }] : { code: 'no-offer' };
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

function reserve(
  command: CommandOf<'ReserveSeats'>,
  session: Session,
  settled: Session | undefined,
): Verdict {
  const { reservationId, seats: wanted, guest, fromAllotment } = command;
  const reservation = session.reservations.get(reservationId);
  const refusal =
    fromAllotment === undefined
      ? cannotAsk(session, reservation, wanted)
      : cannotDraw(command, fromAllotment, session, settled);
  if (refusal) return refusal;
  const granted =
    fromAllotment === undefined
      ? obtainable(session, wanted, reservation)
      : least(wanted, drawableBy(reservationId, fromAllotment, session, settled));
  const isGuaranteed = fromAllotment !== undefined && sameSeats(granted, wanted);
  if (guest && !isGuaranteed && !canBeReached(guest)) return { code: 'contact-needed' };
  const shortfall: Shortfall = command.shortfall ?? session.policy.shortfall;
  const described = describeGuest(reservationId, reservation, guest);
  if (sameSeats(granted, wanted) || shortfall === 'partial') {
    const reserved = {
      reservationId,
      wanted,
      granted,
      shortfall,
      ...pick(command, 'fromAllotment', 'holdMinutes'),
    };
    return isAsItIs(reservation, reserved)
      ? described
      : [{ type: 'SeatsReserved', data: reserved }, ...described];
  }
  if (shortfall === 'refuse') return { code: 'not-enough-seats', wanted, available: granted };
  return wait(reservationId, reservation, wanted, described);
}

/** It has all of that already. */
function isAsItIs(reservation: Reservation | undefined, asked: DataOf<'SeatsReserved'>): boolean {
  if (!reservation || reservation.waiting || asked.holdMinutes !== undefined) return false;
  const { fromAllotment } = asked;
  const drawn =
    reservation.drawn?.allotmentId === fromAllotment ? (reservation.drawn?.seats ?? NO_SEATS) : NO_SEATS;
  return (
    sameSeats(reservation.granted, asked.granted) &&
    sameSeats(reservation.wanted, asked.wanted) &&
    (fromAllotment === undefined || sameSeats(drawn, asked.granted))
  );
}

function least(a: Seats, b: Seats): Seats {
  return mapSeats([a], (seatType) => Math.min(countOf(a, seatType), countOf(b, seatType)));
}

/** Closing a session does not defeat a draw, cancelling it does (A2). */
function cannotDraw(
  { reservationId, seats, deviceId }: CommandOf<'ReserveSeats'>,
  allotmentId: AllotmentId,
  session: Session,
  settled: Session | undefined,
): Refusal | undefined {
  if (session.status === 'cancelled') return { code: 'session-cancelled' };
  const allotment = session.allotments.get(allotmentId);
  if (!allotment) return { code: 'allotment-unknown' };
  const confirmed = settled?.allotments.get(allotmentId);
  if (!confirmed) return { code: 'allotment-not-confirmed' };
  if (allotment.deviceId !== deviceId) return { code: 'allotment-of-another', deviceId: allotment.deviceId };
  if (allotment.status !== 'live' || confirmed.status !== 'live') return { code: 'allotment-ended' };
  return unknownSeats(session, seats) ?? hasEnded(session.reservations.get(reservationId));
}

function join(command: CommandOf<'JoinWaitlist'>, session: Session): Verdict {
  const { reservationId, seats, guest } = command;
  const reservation = session.reservations.get(reservationId);
  const refusal = cannotAsk(session, reservation, seats);
  if (refusal) return refusal;
  if (guest && !canBeReached(guest)) return { code: 'contact-needed' };
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
  reservation: Reservation | undefined,
  seats: Seats,
): Refusal | undefined {
  return cannotTake(session, seats) ?? hasEnded(reservation);
}

/** Its id is not used again (B4). */
function hasEnded(reservation: Reservation | undefined): Refusal | undefined {
  if (!reservation || reservation.status === 'active') return undefined;
  return { code: 'reservation-ended', outcome: outcomeOf(reservation) };
}

/** Whom one can tell that a promise could not be kept (B7). */
function canBeReached({ phone, mail }: Guest): boolean {
  return Boolean(phone || mail);
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
  if (reservation.offer) return { code: 'answer-the-offer' };
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

import { assertNever } from '../log/assert-never.ts';
import { obtainable } from './availability.ts';
import type { PlacedBookingEvent } from './events.ts';
import { closeFollowUps, openFollowUp } from './follow-up.ts';
import { putReservation } from './put-reservation.ts';
import { isEmpty, NO_SEATS, sameSeats } from './seats.ts';
import type { FollowUpReason, Reservation, Session } from './session.ts';

export type ReservationEvent = Extract<PlacedBookingEvent, { data: { reservationId: unknown } }>;
type Of<T extends ReservationEvent['type']> = Extract<ReservationEvent, { type: T }>;

/**
 * One reservation after one more event. An ended reservation (cancelled, moved, declined, expired) stays as it
 * ended, and an event on an unknown one changes nothing: such facts are recorded all the same, and `derive` makes
 * up for those that made a promise.
 */
export function evolveReservation(session: Session, event: ReservationEvent): void {
  switch (event.type) {
    case 'SeatsReserved':
      return putActive(session, event, reserved(session, event));
    case 'ReservationWaitlisted':
      putActive(session, event, waitlisted(session, event));
      if (event.meta.compensates) followUp(session, event, 'waitlisted');
      return;
    case 'GuestDescribed':
      return describeGuest(session, event);
    case 'ReservationConfirmed':
      return confirm(session, event);
    case 'ReservationCancelled':
      return change(session, event, ENDED('cancelled'));
    case 'WaitlistLeft':
      return leaveWaitlist(session, event);
    case 'WaitlistPrioritySet':
      return prioritise(session, event);
    case 'GuestCheckedIn':
      return checkIn(session, event);
    case 'CheckInReverted':
    case 'NoShowMarked':
      return correctArrival(session, event);
    case 'GuestContacted':
      return closeFollowUps(session, event.data);
    case 'ReservationPromoted':
      return promote(session, event);
    case 'ReservationReduced':
      change(session, event, { granted: event.data.granted, waiting: null });
      return followUp(session, event, 'reduced');
    case 'ReservationRestored':
      return restore(session, event);
    case 'ReservationDeclined':
      change(session, event, ENDED('declined'));
      return followUp(session, event, 'declined');
    default:
      return assertNever(event);
  }
}

const ENDED = (status: 'cancelled' | 'declined') =>
  ({ status, granted: NO_SEATS, waiting: null, confirmed: false }) as const;

function found(session: Session, event: ReservationEvent): Reservation | undefined {
  return session.reservations.get(event.data.reservationId);
}

function isActive(reservation: Reservation | undefined): reservation is Reservation {
  return reservation?.status === 'active';
}

function change(session: Session, event: ReservationEvent, changes: Partial<Reservation>): void {
  const reservation = found(session, event);
  if (isActive(reservation)) putActive(session, event, { ...reservation, ...changes });
}

function putActive(session: Session, event: ReservationEvent, next: Reservation): void {
  const before = found(session, event);
  if (before && !isActive(before)) return;
  putReservation(session, isEmpty(next.granted) && next.confirmed ? { ...next, confirmed: false } : next);
}

function reserved(session: Session, event: Of<'SeatsReserved'>): Reservation {
  const { wanted, granted } = event.data;
  return { ...(found(session, event) ?? blank(event)), wanted, granted, waiting: null, swappedFrom: null };
}

/** Waiting again keeps the place, also when this commit's own fact had taken it off the waitlist (B3). */
function waitlisted(session: Session, event: Of<'ReservationWaitlisted'>): Reservation {
  const { reservationId, wanted, granted } = event.data;
  const before = found(session, event);
  const waiting = before?.waiting ??
    session.commit?.before.get(reservationId)?.waiting ?? { place: event.version, priority: 0 };
  return { ...(before ?? blank(event)), wanted, granted, waiting, swappedFrom: null };
}

function blank(event: ReservationEvent): Reservation {
  return {
    id: event.data.reservationId,
    status: 'active',
    confirmed: false,
    wanted: NO_SEATS,
    granted: NO_SEATS,
    waiting: null,
    swappedFrom: null,
    arrival: null,
    guest: null,
    booked: { at: event.meta.occurredAt, actorId: event.meta.actorId, deviceId: event.meta.deviceId },
  };
}

/** Of an ended reservation too: the guest has to be told, so the newest number counts. */
function describeGuest(session: Session, event: Of<'GuestDescribed'>): void {
  const reservation = found(session, event);
  if (reservation) putReservation(session, { ...reservation, guest: event.data.guest });
}

function confirm(session: Session, event: Of<'ReservationConfirmed'>): void {
  const reservation = found(session, event);
  if (isActive(reservation) && !isEmpty(reservation.granted)) change(session, event, { confirmed: true });
  else if (reservation) followUp(session, event, 'confirmed-without-seats');
}

/** One that was promoted meanwhile goes back to what it held before, or to nothing; where those seats are gone by
 * now it stays as it is, and somebody has to talk to the guest. */
function leaveWaitlist(session: Session, event: Of<'WaitlistLeft'>): void {
  const reservation = found(session, event);
  if (!isActive(reservation)) return;
  const { waiting, granted, swappedFrom } = reservation;
  const kept = waiting ? granted : (swappedFrom ?? NO_SEATS);
  if (isEmpty(kept)) change(session, event, ENDED('cancelled'));
  else if (!sameSeats(obtainable(session, kept, granted, granted), kept))
    followUp(session, event, 'promoted');
  else change(session, event, { wanted: kept, granted: kept, waiting: null, swappedFrom: null });
}

function prioritise(session: Session, event: Of<'WaitlistPrioritySet'>): void {
  const waiting = found(session, event)?.waiting;
  if (waiting) change(session, event, { waiting: { ...waiting, priority: event.data.priority } });
}

function checkIn(session: Session, event: Of<'GuestCheckedIn'>): void {
  const reservation = found(session, event);
  if (!reservation || reservation.arrival?.kind === 'checked-in') return;
  putReservation(session, { ...reservation, arrival: { kind: 'checked-in', guests: event.data.guests } });
  if (!isActive(reservation) || isEmpty(reservation.granted))
    followUp(session, event, 'arrived-without-seats');
}

function correctArrival(session: Session, event: Of<'CheckInReverted' | 'NoShowMarked'>): void {
  const reservation = found(session, event);
  if (!reservation) return;
  if (event.type === 'CheckInReverted') putReservation(session, { ...reservation, arrival: null });
  else if (!reservation.arrival) putReservation(session, { ...reservation, arrival: { kind: 'no-show' } });
}

function promote(session: Session, event: Of<'ReservationPromoted'>): void {
  const reservation = found(session, event);
  if (!reservation?.waiting) return;
  const swappedFrom = isEmpty(reservation.granted) ? null : reservation.granted;
  change(session, event, { granted: event.data.granted, waiting: null, swappedFrom });
  followUp(session, event, 'promoted');
}

/** Its seats and its place in the waitlist are as they were before the commit; what the commit says of the guest
 * stays. */
function restore(session: Session, event: Of<'ReservationRestored'>): void {
  const { reservationId, granted, wanted } = event.data;
  const before = session.commit?.before.get(reservationId);
  const confirmed = before?.confirmed || found(session, event)?.confirmed || false;
  const { waiting, swappedFrom } = before ?? { waiting: null, swappedFrom: null };
  change(session, event, { granted, wanted, waiting, swappedFrom, confirmed });
  followUp(session, event, 'restored');
}

function followUp(session: Session, event: ReservationEvent, why: FollowUpReason): void {
  openFollowUp(session, event, event.data.reservationId, why);
}

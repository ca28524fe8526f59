import { assertNever } from '../log/assert-never.ts';
import { unusedOf } from './allotment.ts';
import { obtainable } from './availability.ts';
import type { Drawn, PlacedBookingEvent, Seats } from './events.ts';
import { ENDED, evolveOffer, withoutRequest } from './evolve-offer.ts';
import { closeFollowUps, openFollowUp } from './follow-up.ts';
import { putReservation } from './put-reservation.ts';
import { type Reservation, termOf } from './reservation.ts';
import { countOf, isEmpty, mapSeats, NO_SEATS, sameSeats } from './seats.ts';
import type { FollowUpReason, Session } from './session.ts';

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
      restartMoved(session, event);
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
      return change(session, event, { ...ENDED, status: 'cancelled' });
    case 'ReservationExpired':
      return expire(session, event);
    case 'ReservationMovedOut':
      return moveOut(session, event);
    case 'ReservationMoveReverted':
      return revertMove(session, event);
    case 'SeatsOffered':
    case 'OfferAccepted':
    case 'OfferDeclined':
    case 'OfferExpired':
      return evolveOffer(session, event);
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
      change(session, event, {
        granted: event.data.granted,
        drawn: liveDraw(session, event.data.drawn),
        waiting: null,
        offer: null,
      });
      return followUp(session, event, 'reduced');
    case 'ReservationRestored':
      return restore(session, event);
    case 'ReservationDeclined':
      change(session, event, { ...ENDED, status: 'declined' });
      return followUp(session, event, 'declined');
    default:
      return assertNever(event);
  }
}

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
  const { wanted, granted, holdMinutes } = event.data;
  const before = found(session, event) ?? blank(event);
  const drawn = drawnBy(event, before, session);
  const held = holdMinutes === undefined ? before.hold : termOf(event, holdMinutes);
  const hold = before.confirmed ? null : held;
  return { ...before, wanted, granted, drawn, hold, waiting: null, offer: null, swappedFrom: null };
}

/** From the named allotment what there is in it, if it is this device's; without one, what it has drawn and keeps. */
function drawnBy({ data, meta }: Of<'SeatsReserved'>, before: Reservation, session: Session): Drawn | null {
  const { fromAllotment, granted } = data;
  if (fromAllotment === undefined) return keptDraw(before.drawn, granted);
  const allotment = session.allotments.get(fromAllotment);
  if (allotment?.deviceId !== meta.deviceId) return null;
  return keptDraw({ allotmentId: fromAllotment, seats: unusedOf(allotment, before.id) }, granted);
}

/** A draw is never more than what the reservation holds; the rest goes back to the allotment (A4). */
function keptDraw(drawn: Drawn | null, granted: Seats): Drawn | null {
  if (!drawn) return null;
  const seats = mapSeats([granted], (seatType) =>
    Math.min(countOf(granted, seatType), countOf(drawn.seats, seatType)),
  );
  return isEmpty(seats) ? null : { allotmentId: drawn.allotmentId, seats };
}

/** Of an allotment that has ended nothing is drawn: its seats are held as any others. */
function liveDraw(session: Session, drawn: Drawn | null | undefined): Drawn | null {
  return drawn && session.allotments.get(drawn.allotmentId)?.status === 'live' ? drawn : null;
}

/** One that moved away, or whose earlier move here was declined, can come (back): it starts anew, with its guest. */
function restartMoved(session: Session, event: Of<'SeatsReserved'>): void {
  const before = found(session, event);
  if (event.data.movedFrom !== undefined && before && before.status !== 'active')
    putReservation(session, { ...blank(event), guest: before.guest });
}

/** Waiting again keeps the place, also when this commit's own fact had taken it off the waitlist (B3). */
function waitlisted(session: Session, event: Of<'ReservationWaitlisted'>): Reservation {
  const { reservationId, wanted, granted } = event.data;
  const before = found(session, event) ?? blank(event);
  const waiting = before.waiting ??
    session.commit?.before.get(reservationId)?.waiting ?? { place: event.version, priority: 0 };
  const drawn = event.meta.compensates
    ? liveDraw(session, event.data.drawn)
    : keptDraw(before.drawn, granted);
  const hold = isEmpty(granted) ? null : before.hold;
  return { ...before, wanted, granted, drawn, hold, waiting, offer: null, swappedFrom: null };
}

function blank(event: ReservationEvent): Reservation {
  return {
    id: event.data.reservationId,
    status: 'active',
    confirmed: false,
    wanted: NO_SEATS,
    granted: NO_SEATS,
    drawn: null,
    waiting: null,
    offer: null,
    hold: null,
    swappedFrom: null,
    movedTo: null,
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
  if (isActive(reservation) && !isEmpty(reservation.granted) && !reservation.offer)
    change(session, event, { confirmed: true, hold: null });
  else if (reservation) followUp(session, event, 'confirmed-without-seats');
}

/** One that was promoted meanwhile goes back to what it held before, or to nothing; where those seats are gone by
 * now it stays as it is, and somebody has to talk to the guest. */
function leaveWaitlist(session: Session, event: Of<'WaitlistLeft'>): void {
  const reservation = found(session, event);
  if (!isActive(reservation)) return;
  const { waiting, swappedFrom } = reservation;
  if (waiting) return putReservation(session, withoutRequest(reservation, 'cancelled'));
  const kept = swappedFrom ?? NO_SEATS;
  if (isEmpty(kept)) return change(session, event, { ...ENDED, status: 'cancelled' });
  if (!sameSeats(obtainable(session, kept, reservation), kept)) return followUp(session, event, 'promoted');
  const drawn = keptDraw(reservation.drawn, kept);
  change(session, event, { wanted: kept, granted: kept, drawn, swappedFrom: null });
}

function expire(session: Session, event: Of<'ReservationExpired'>): void {
  if (!found(session, event)?.hold) return;
  change(session, event, { ...ENDED, status: 'expired' });
  followUp(session, event, 'hold-expired');
}

/** What holds nothing by now has nothing to move, and stays as it is. */
function moveOut(session: Session, event: Of<'ReservationMovedOut'>): void {
  const reservation = found(session, event);
  if (isActive(reservation) && !isEmpty(reservation.granted))
    change(session, event, { ...ENDED, status: 'moved', movedTo: event.data.to });
}

function revertMove(session: Session, event: Of<'ReservationMoveReverted'>): void {
  const reservation = found(session, event);
  const before = session.commit?.before.get(event.data.reservationId);
  if (reservation?.status !== 'moved' || !before) return;
  const drawn = liveDraw(session, before.drawn);
  putReservation(session, { ...before, drawn, guest: reservation.guest });
  followUp(session, event, 'move-reverted');
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

/** Its seats, its place in the waitlist, its offer and its hold are as they were before the commit; what the commit
 * says of the guest stays. */
function restore(session: Session, event: Of<'ReservationRestored'>): void {
  const { reservationId, granted, wanted } = event.data;
  const drawn = liveDraw(session, event.data.drawn);
  const before = session.commit?.before.get(reservationId);
  const confirmed = before?.confirmed || found(session, event)?.confirmed || false;
  const { waiting, offer, swappedFrom } = before ?? NOTHING_BEFORE;
  const hold = confirmed ? null : (before?.hold ?? null);
  change(session, event, { granted, wanted, drawn, waiting, offer, hold, swappedFrom, confirmed });
  followUp(session, event, 'restored');
}

const NOTHING_BEFORE = { waiting: null, offer: null, swappedFrom: null } as const;

function followUp(session: Session, event: ReservationEvent, why: FollowUpReason): void {
  openFollowUp(session, event, event.data.reservationId, why);
}

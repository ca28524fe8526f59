import { assertNever } from '../log/assert-never.ts';
import type { PlacedBookingEvent } from './events.ts';
import { closeFollowUps, openFollowUp } from './follow-up.ts';
import { putReservation } from './put-reservation.ts';
import { isQueued, type Reservation, termOf } from './reservation.ts';
import { isEmpty, NO_SEATS } from './seats.ts';
import type { FollowUpReason, Session } from './session.ts';

type OfferEvent = Extract<
  PlacedBookingEvent,
  { type: 'SeatsOffered' | 'OfferAccepted' | 'OfferDeclined' | 'OfferExpired' }
>;

/**
 * One reservation after one more event of its offer: seats that were kept for it until the guest answers. An answer
 * without a live offer changes nothing, and somebody has to talk to the guest.
 */
export function evolveOffer(session: Session, event: OfferEvent): void {
  const reservation = session.reservations.get(event.data.reservationId);
  if (event.type === 'SeatsOffered') {
    if (!reservation || !isQueued(reservation)) return;
    const { granted: seats, minutes } = event.data;
    putReservation(session, { ...reservation, offer: { ...termOf(event, minutes), seats } });
    return followUp(session, event, 'offered');
  }
  const { offer } = reservation ?? {};
  if (!reservation || !offer) return reservation && followUp(session, event, 'offer-gone');
  // The answer itself shows that the guest was told.
  closeFollowUps(session, { reservationId: reservation.id, about: [offer.by], outcome: 'told' });
  switch (event.type) {
    case 'OfferAccepted':
      return putReservation(session, {
        ...reservation,
        granted: offer.seats,
        swappedFrom: isEmpty(reservation.granted) ? null : reservation.granted,
        waiting: null,
        offer: null,
      });
    case 'OfferDeclined':
      return putReservation(session, withoutRequest(reservation, 'cancelled'));
    case 'OfferExpired':
      putReservation(session, withoutRequest(reservation, 'expired'));
      return followUp(session, event, 'offer-expired');
    default:
      return assertNever(event);
  }
}

/** What it keeps when it waits no longer: what it holds, or nothing, and then it has ended. */
export function withoutRequest(reservation: Reservation, ended: 'cancelled' | 'expired'): Reservation {
  const { granted } = reservation;
  const left = { ...reservation, waiting: null, offer: null, swappedFrom: null };
  return isEmpty(granted) ? { ...left, ...ENDED, status: ended } : { ...left, wanted: granted };
}

/** What an ended reservation has: nothing. */
export const ENDED = {
  granted: NO_SEATS,
  drawn: null,
  waiting: null,
  offer: null,
  hold: null,
  confirmed: false,
} as const;

function followUp(session: Session, event: OfferEvent, why: FollowUpReason): void {
  openFollowUp(session, event, event.data.reservationId, why);
}

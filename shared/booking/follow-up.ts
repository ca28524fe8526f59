import type { ReservationId } from '../log/ids.ts';
import type { DataOf, PlacedBookingEvent } from './events.ts';
import type { FollowUp, FollowUpReason, Session } from './session.ts';

/** An event opens at most one follow-up for a reservation. */
export function followUpKey({ about, reservationId }: Pick<FollowUp, 'about' | 'reservationId'>): string {
  return `${about} ${reservationId}`;
}

/** The guest has to be told of the event (C4). */
export function openFollowUp(
  session: Session,
  event: PlacedBookingEvent,
  reservationId: ReservationId,
  why: FollowUpReason,
): void {
  const { id: about, meta } = event;
  const { compensates = [], occurredAt: since } = meta;
  session.followUps.set(followUpKey({ about, reservationId }), {
    reservationId,
    about,
    why,
    compensates,
    since,
  });
}

/** Everyone who has a place here has to be told. */
export function followUpAll(session: Session, event: PlacedBookingEvent, why: FollowUpReason): void {
  for (const { id, status } of session.reservations.values())
    if (status === 'active') openFollowUp(session, event, id, why);
}

/** Nobody answered: the guest still has to be told. */
export function closeFollowUps(
  session: Session,
  contact: Pick<DataOf<'GuestContacted'>, 'reservationId' | 'about' | 'outcome'>,
): void {
  const { reservationId, about: events, outcome } = contact;
  if (outcome === 'no-answer' || session.followUps.size === 0) return;
  for (const about of events) session.followUps.delete(followUpKey({ about, reservationId }));
}

import type { Reservation } from '../../shared/booking/reservation.ts';
import { sameSeats } from '../../shared/booking/seats.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { Instant } from '../../shared/log/ids.ts';
import { endOf } from './term.ts';

/**
 * Until when a booking has to be sent that stands whatever else comes first: all that was wanted is drawn from an
 * allotment (A3). Undefined for what may still be moved or waitlisted.
 */
export function guaranteedUntil(session: Session, reservation: Reservation): Instant | undefined {
  const { status, drawn, granted, wanted } = reservation;
  if (status !== 'active' || !drawn || !sameSeats(drawn.seats, wanted) || !sameSeats(granted, wanted))
    return undefined;
  const allotment = session.allotments.get(drawn.allotmentId);
  return (allotment && endOf(allotment.term)) ?? undefined;
}

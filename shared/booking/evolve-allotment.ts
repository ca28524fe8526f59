import { assertNever } from '../log/assert-never.ts';
import type { ReservationId } from '../log/ids.ts';
import type { PlacedBookingEvent } from './events.ts';
import { putReservation, tallySeats } from './put-reservation.ts';
import { termOf } from './reservation.ts';
import type { Session } from './session.ts';

export type AllotmentEvent = Extract<PlacedBookingEvent, { data: { allotmentId: unknown } }>;

/** One allotment after one more event; one that has ended stays as it ended. */
export function evolveAllotment(session: Session, event: AllotmentEvent): void {
  switch (event.type) {
    case 'SeatsAllotted':
      return allot(session, event);
    case 'AllotmentReturned':
      return end(session, event, 'returned');
    case 'AllotmentExpired':
      return end(session, event, 'expired');
    default:
      return assertNever(event);
  }
}

function allot(session: Session, event: Extract<AllotmentEvent, { type: 'SeatsAllotted' }>): void {
  const { allotmentId: id, deviceId, seats, minutes } = event.data;
  if (session.allotments.has(id)) return;
  session.allotments.set(id, {
    id,
    deviceId,
    seats,
    term: termOf(event, minutes),
    status: 'live',
    draws: {},
  });
  for (const [seatType, count] of Object.entries(seats)) tallySeats(session, seatType, count);
}

/** Who drew from it keeps the seats, as anybody keeps theirs; the others are free again. */
function end(session: Session, event: AllotmentEvent, status: 'returned' | 'expired'): void {
  const allotment = session.allotments.get(event.data.allotmentId);
  if (allotment?.status !== 'live') return;
  for (const id of Object.keys(allotment.draws) as ReservationId[]) {
    const reservation = session.reservations.get(id);
    if (reservation) putReservation(session, { ...reservation, drawn: null });
  }
  session.allotments.set(allotment.id, { ...allotment, status, draws: {} });
  for (const [seatType, count] of Object.entries(allotment.seats)) tallySeats(session, seatType, -count);
}

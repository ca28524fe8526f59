import type { Book } from '../../../shared/booking/book.ts';
import type { Reservation } from '../../../shared/booking/reservation.ts';
import { isEmpty } from '../../../shared/booking/seats.ts';
import type { Session } from '../../../shared/booking/session.ts';
import { type ReservationId, type SessionId, type StreamId, sessionOf } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { hold } from './violation.ts';

type Sides = { readonly before: ReadonlyMap<StreamId, Session | undefined>; readonly after: Book };

/** Both streams of a move or neither: who leaves one session arrives in another, in the same commit, and is in one. */
export function checkMoves(events: readonly RecordedEvent[], sides: Sides): void {
  const left = events.filter(({ type }) => type === 'ReservationMovedOut');
  const arrived = events.filter(({ type, data }) => type === 'SeatsReserved' && data.movedFrom);
  const from = left.map(({ streamId, data }) => `${data.reservationId} ${sessionOf(streamId)} ${data.to}`);
  const to = arrived.map(({ streamId, data }) => {
    return `${data.reservationId} ${data.movedFrom} ${sessionOf(streamId)}`;
  });
  hold(from.sort().join() === to.sort().join(), '9 valid at every commit', () => {
    return `${events[0]?.commitId} moves ${from.join()} and brings ${to.join()}`;
  });
  for (const leaving of left) checkWhereItIs(leaving, events, sides);
}

/** What came there has gone here, and what was declined there has stayed. */
function checkWhereItIs(
  { streamId, data, commitId }: RecordedEvent,
  events: readonly RecordedEvent[],
  { before, after }: Sides,
): void {
  const id = data.reservationId as ReservationId;
  const target = after.session(data.to as SessionId);
  const source = after.session(sessionOf(streamId));
  if (!source || source.unreadable || !target || target.unreadable) return;
  const held = holdsSeats(before.get(streamId)?.reservations.get(id));
  const isGone = held && !holdsSeats(source.reservations.get(id));
  const isDeclined = events.some(
    (event) =>
      sessionOf(event.streamId) === target.id && event.meta.compensates && event.data.reservationId === id,
  );
  hold(isGone !== isDeclined, '9 valid at every commit', () => {
    return `${commitId} moves ${id}, which is ${isGone ? 'gone here and declined there' : 'in both'}`;
  });
}

function holdsSeats(reservation: Reservation | undefined): boolean {
  return reservation?.status === 'active' && !isEmpty(reservation.granted);
}

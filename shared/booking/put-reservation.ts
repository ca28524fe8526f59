import type { ReservationId } from '../log/ids.ts';
import { countDemand } from './demand.ts';
import { NO_SEATS } from './seats.ts';
import type { Reservation, Session } from './session.ts';

/** The only place that stores a reservation: the tallies, the waitlist, its demand and the commit's "before" follow from it. */
export function putReservation(session: Session, next: Reservation): void {
  const before = session.reservations.get(next.id);
  const requeues = (before?.waiting ?? null) !== next.waiting;
  if (session.commit && !session.commit.before.has(next.id)) session.commit.before.set(next.id, before);
  tally(session, before, -1);
  tally(session, next, 1);
  if (before?.waiting) countDemand(session.demand, before, -1);
  if (next.waiting) countDemand(session.demand, next, 1);
  if (requeues && before) leaveQueue(session, before);
  session.reservations.set(next.id, next);
  if (requeues) queueUp(session, next);
}

function tally(session: Session, reservation: Reservation | undefined, sign: 1 | -1): void {
  for (const [seatType, seats] of Object.entries(reservation?.granted ?? NO_SEATS)) {
    const taken = (session.taken.get(seatType) ?? 0) + sign * seats;
    if (taken === 0) session.taken.delete(seatType);
    else session.taken.set(seatType, taken);
  }
}

function leaveQueue(session: Session, { waiting }: Reservation): void {
  if (waiting) session.waitlist = session.waitlist.toSpliced(aheadOf(waiting, session), 1);
}

function queueUp(session: Session, { id, waiting }: Reservation): void {
  if (waiting) session.waitlist = session.waitlist.toSpliced(aheadOf(waiting, session), 0, id);
}

type Waiting = NonNullable<Reservation['waiting']>;

/** How many wait ahead of this one; no two share a place, since one event makes one reservation wait. */
function aheadOf(waiting: Waiting, { waitlist, reservations }: Session): number {
  let low = 0;
  let high = waitlist.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = reservations.get(waitlist[middle] as ReservationId)?.waiting;
    if (other && comesFirst(other, waiting)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function comesFirst(a: Waiting, b: Waiting): boolean {
  return a.priority > b.priority || (a.priority === b.priority && a.place < b.place);
}

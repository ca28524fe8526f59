import type { AllotmentId, ReservationId } from '../log/ids.ts';
import { countDemand } from './demand.ts';
import type { Seats } from './events.ts';
import { isQueued, type Reservation, weightOf } from './reservation.ts';
import type { Session } from './session.ts';

/** The only place that stores a reservation: the tallies, its allotment, the waitlist, its demand and the commit's
 * "before" follow from it. */
export function putReservation(session: Session, next: Reservation): void {
  const before = session.reservations.get(next.id);
  const was = before && isQueued(before) ? before : undefined;
  const is = isQueued(next) ? next : undefined;
  const requeues = was?.waiting !== is?.waiting;
  if (session.commit && !session.commit.before.has(next.id)) session.commit.before.set(next.id, before);
  tally(session, before, next);
  draw(session, before, next);
  if (was) countDemand(session.demand, was, -1);
  if (is) countDemand(session.demand, is, 1);
  if (requeues && was) leaveQueue(session, was);
  session.reservations.set(next.id, next);
  if (requeues && is) queueUp(session, is);
}

/** Seats that nobody else can have any more, or can have again. */
export function tallySeats(session: Session, seatType: string, seats: number): void {
  const taken = (session.taken.get(seatType) ?? 0) + seats;
  if (taken === 0) session.taken.delete(seatType);
  else session.taken.set(seatType, taken);
}

function tally(session: Session, before: Reservation | undefined, next: Reservation): void {
  const seats = { ...before?.granted, ...before?.offer?.seats, ...next.granted, ...next.offer?.seats };
  for (const seatType of Object.keys(seats)) {
    const change = weightOf(next, seatType) - weightOf(before, seatType);
    if (change !== 0) tallySeats(session, seatType, change);
  }
}

/** Its allotment knows who drew what. */
function draw(session: Session, before: Reservation | undefined, next: Reservation): void {
  const [was, is] = [before?.drawn ?? null, next.drawn];
  if (was === is) return;
  if (was && was.allotmentId !== is?.allotmentId) setDraw(session, was.allotmentId, next.id, undefined);
  if (is) setDraw(session, is.allotmentId, next.id, is.seats);
}

function setDraw(session: Session, id: AllotmentId, by: ReservationId, seats: Seats | undefined): void {
  const allotment = session.allotments.get(id);
  if (!allotment) return;
  const { [by]: _, ...draws } = allotment.draws;
  session.allotments.set(id, { ...allotment, draws: seats ? { ...draws, [by]: seats } : draws });
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

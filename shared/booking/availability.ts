import type { AllotmentId, ReservationId } from '../log/ids.ts';
import { unusedOf } from './allotment.ts';
import type { Seats } from './events.ts';
import { lacking, type Reservation, weightOf } from './reservation.ts';
import { countOf, mapSeats, NO_SEATS } from './seats.ts';
import { remaining, type Session } from './session.ts';

/**
 * Seats that a reservation may have when it asks for `wanted`: what it drew from an allotment by now, what it held
 * besides, and what nobody holds (B2).
 *
 * `was` is the reservation before it asked, and `now` the one that `remaining` counts.
 */
export function obtainable(
  session: Session,
  wanted: Seats,
  was: Reservation | undefined,
  now: Reservation | undefined = was,
): Seats {
  return mapSeats([wanted], (seatType) => {
    const free = remaining(session, seatType) + weightOf(now, seatType) - weightOf(was, seatType);
    const asked = countOf(wanted, seatType);
    const drawn = Math.min(asked, countOf(now?.drawn?.seats ?? NO_SEATS, seatType));
    return Math.min(asked, drawn + undrawn(was, seatType) + Math.max(free, 0));
  });
}

/** Seats that it holds as anybody does, not from an allotment. */
export function undrawn(reservation: Reservation | undefined, seatType: string): number {
  const { granted = NO_SEATS, drawn } = reservation ?? {};
  return countOf(granted, seatType) - countOf(drawn?.seats ?? NO_SEATS, seatType);
}

/** Somebody who waits fits. Asks each size of party once, however many wait. */
export function someoneFits(session: Session): boolean {
  return [...session.demand.values()].some(({ lacks }) =>
    Object.keys(lacks).every((seatType) => countOf(lacks, seatType) <= remaining(session, seatType)),
  );
}

/** All that the reservation still lacks is free. */
export function fits(session: Session, reservation: Reservation): boolean {
  return Object.keys(reservation.wanted).every((seatType) => {
    const lacks = lacking(reservation, seatType);
    return lacks <= 0 || lacks <= remaining(session, seatType);
  });
}

/**
 * What a reservation can draw at most: seats that a pending commit gives back come into play once the log has it, since
 * it may yet be rejected and then stood on nothing (B2).
 *
 * `session` has the pending commits on top, `settled` is what the log alone says.
 */
export function drawableBy(
  reservationId: ReservationId,
  allotmentId: AllotmentId,
  session: Session,
  settled: Session | undefined,
): Seats {
  const allotment = session.allotments.get(allotmentId);
  const below = settled?.allotments.get(allotmentId);
  if (!allotment || below?.status !== 'live') return NO_SEATS;
  const draws = { ...below.draws };
  for (const [id, seats] of Object.entries(allotment.draws) as [ReservationId, Seats][])
    draws[id] = larger(seats, draws[id] ?? NO_SEATS);
  return unusedOf({ ...allotment, draws }, reservationId);
}

function larger(a: Seats, b: Seats): Seats {
  return mapSeats([a, b], (seatType) => Math.max(countOf(a, seatType), countOf(b, seatType)));
}

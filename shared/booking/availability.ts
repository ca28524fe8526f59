import type { Seats } from './events.ts';
import { countOf, mapSeats } from './seats.ts';
import { lacking, type Reservation, remaining, type Session } from './session.ts';

/**
 * Seats that a reservation may have when it asks for `wanted`, given that `remaining` counts what it has now as
 * taken: what it held, and what nobody holds (B2).
 */
export function obtainable(session: Session, wanted: Seats, held: Seats, current: Seats): Seats {
  return mapSeats([wanted], (seatType) => {
    const free = remaining(session, seatType) + countOf(current, seatType) - countOf(held, seatType);
    return Math.min(countOf(wanted, seatType), countOf(held, seatType) + Math.max(free, 0));
  });
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

import type { Seats } from './events.ts';

/** Arithmetic on seat maps. A type that is not named counts 0, and no map that is made here names a 0. */
export const NO_SEATS: Seats = Object.freeze({});

export function countOf(seats: Seats, seatType: string): number {
  return Object.hasOwn(seats, seatType) ? (seats[seatType] ?? 0) : 0;
}

export function total(seats: Seats): number {
  return Object.values(seats).reduce((sum, count) => sum + count, 0);
}

export function isEmpty(seats: Seats): boolean {
  return Object.keys(seats).length === 0;
}

/** A map over the types of the given maps, in the order in which they first name them. */
export function mapSeats(over: readonly Seats[], count: (seatType: string) => number): Seats {
  const result: Record<string, number> = {};
  for (const seatType of new Set(over.flatMap((seats) => Object.keys(seats)))) {
    const seats = count(seatType);
    if (seats > 0) result[seatType] = seats;
  }
  return result;
}

export function sameSeats(a: Seats, b: Seats): boolean {
  return Object.keys({ ...a, ...b }).every((seatType) => countOf(a, seatType) === countOf(b, seatType));
}

/** Some seat type of `part` stands for more seats than in `whole`. */
export function exceeds(part: Seats, whole: Seats): boolean {
  return Object.keys(part).some((seatType) => countOf(part, seatType) > countOf(whole, seatType));
}

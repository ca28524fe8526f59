import { lacking, type Reservation } from './reservation.ts';
import { mapSeats } from './seats.ts';
import type { Demand } from './session.ts';

/** One party more, or less, that waits for what it lacks. */
export function countDemand(demand: Map<string, Demand>, reservation: Reservation, sign: 1 | -1): void {
  const lacks = mapSeats([reservation.wanted], (seatType) => lacking(reservation, seatType));
  const key = JSON.stringify(lacks);
  const parties = (demand.get(key)?.parties ?? 0) + sign;
  if (parties === 0) demand.delete(key);
  else demand.set(key, { lacks, parties });
}

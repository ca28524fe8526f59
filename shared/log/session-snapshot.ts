import type { Allotment } from '../booking/allotment.ts';
import { countDemand } from '../booking/demand.ts';
import { followUpKey } from '../booking/follow-up.ts';
import { isQueued, type Reservation } from '../booking/reservation.ts';
import type { Demand, FollowUp, SeatType, Session } from '../booking/session.ts';

/** Raised whenever the same events fold to something else: older snapshots are then dropped (L6). */
export const FOLD_VERSION = 3;

/**
 * A session as JSON can hold it: maps as lists of their values, and without the demand, which the reservations tell.
 * Taken at a commit's boundary only.
 */
export type SessionSnapshot = Omit<
  Session,
  'seatTypes' | 'taken' | 'allotments' | 'reservations' | 'demand' | 'followUps' | 'commit'
> & {
  readonly seatTypes: readonly SeatType[];
  readonly taken: readonly (readonly [string, number])[];
  readonly allotments: readonly Allotment[];
  readonly reservations: readonly Reservation[];
  readonly followUps: readonly FollowUp[];
};

export function packSession(session: Session): SessionSnapshot {
  const { commit: _, demand: __, ...state } = session;
  return {
    ...state,
    seatTypes: [...session.seatTypes.values()],
    taken: [...session.taken].sort(([a], [b]) => (a < b ? -1 : 1)),
    allotments: [...session.allotments.values()],
    reservations: [...session.reservations.values()],
    followUps: [...session.followUps.values()],
  };
}

export function unpackSession(snapshot: SessionSnapshot): Session {
  const demand = new Map<string, Demand>();
  for (const reservation of snapshot.reservations)
    if (isQueued(reservation)) countDemand(demand, reservation, 1);
  return {
    ...snapshot,
    demand,
    seatTypes: new Map(snapshot.seatTypes.map((type) => [type.id, type])),
    taken: new Map(snapshot.taken),
    allotments: new Map(snapshot.allotments.map((allotment) => [allotment.id, allotment])),
    reservations: new Map(snapshot.reservations.map((reservation) => [reservation.id, reservation])),
    followUps: new Map(snapshot.followUps.map((followUp) => [followUpKey(followUp), followUp])),
    commit: null,
  };
}

import type { Session } from '../booking/session.ts';

/** Raised whenever the same events fold to something else: older snapshots are then dropped (L6). */
export const FOLD_VERSION = 1;

/** A session as JSON can hold it: maps as lists of their values. Taken at a commit's boundary only. */
export type SessionSnapshot = Omit<Session, 'seatTypes' | 'taken' | 'reservations' | 'commit'> & {
  readonly seatTypes: readonly (Session['seatTypes'] extends Map<string, infer T> ? T : never)[];
  readonly taken: readonly (readonly [string, number])[];
  readonly reservations: readonly (Session['reservations'] extends Map<unknown, infer R> ? R : never)[];
};

export function packSession(session: Session): SessionSnapshot {
  const { commit: _, ...state } = session;
  return {
    ...state,
    seatTypes: [...session.seatTypes.values()],
    taken: [...session.taken].sort(([a], [b]) => (a < b ? -1 : 1)),
    reservations: [...session.reservations.values()],
  };
}

export function unpackSession(snapshot: SessionSnapshot): Session {
  return {
    ...snapshot,
    seatTypes: new Map(snapshot.seatTypes.map((type) => [type.id, type])),
    taken: new Map(snapshot.taken),
    reservations: new Map(snapshot.reservations.map((reservation) => [reservation.id, reservation])),
    commit: null,
  };
}

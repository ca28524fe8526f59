import type { Commit } from '../../shared/log/commit.ts';
import { factsOf } from '../../shared/log/commit.ts';
import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import { sessionOf } from '../../shared/log/ids.ts';
import type { AnyEvent } from '../../shared/log/recorded-event.ts';
import type { Source } from './source.ts';

/** Own bookings that the server has not accepted yet, counted by session: each may still be moved or waitlisted.
 * What was drawn from an allotment is not among them (A3), nor what has ended on this device. */
export function provisionalBySession(source: Pick<Source, 'overlay' | 'session'>): Map<SessionId, number> {
  const ids = new Map<SessionId, Set<ReservationId>>();
  for (const { commit, state } of source.overlay) {
    if (state !== 'pending') continue;
    for (const { streamId, event } of factsOf(commit)) {
      if (!asksForSeats(event) || event.data.fromAllotment) continue;
      const session = sessionOf(streamId);
      const reservations = ids.get(session) ?? new Set();
      const id = reservationOf(event);
      const isLive = id && source.session(session)?.reservations.get(id)?.status === 'active';
      if (isLive) ids.set(session, reservations.add(id));
    }
  }
  return new Map([...ids].map(([session, reservations]) => [session, reservations.size]));
}

/** Which others may be faster at. An arrival, say, is a fact: who held seats before it holds them after. */
export function asksForSeats({ type }: AnyEvent): boolean {
  return type === 'SeatsReserved' || type === 'ReservationWaitlisted';
}

/** The reservation that an event speaks of, also where its type is newer than this program. */
export function reservationOf(event: AnyEvent): ReservationId | undefined {
  const id = event.data.reservationId;
  return typeof id === 'string' ? (id as ReservationId) : undefined;
}

/** The session and reservation that a commit is mainly about: those of its first fact. */
export function subjectOf(commit: Commit): {
  readonly sessionId: SessionId | undefined;
  readonly reservationId: ReservationId | undefined;
} {
  const first = factsOf(commit)[0];
  return {
    sessionId: first && sessionOf(first.streamId),
    reservationId: first && reservationOf(first.event),
  };
}

/** The guest's name as the commit itself says it, for a reservation that never reached the log. */
export function guestNamedIn(commit: Commit): string | null {
  const guest = factsOf(commit).find(({ event }) => event.type === 'GuestDescribed')?.event.data.guest;
  const name = guest && typeof guest === 'object' && 'name' in guest ? guest.name : undefined;
  return typeof name === 'string' ? name : null;
}

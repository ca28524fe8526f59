import type { Reservation } from '../../shared/booking/reservation.ts';
import type { ReservationId } from '../../shared/log/ids.ts';
import { openFollowUps } from './follow-ups.ts';
import { subjectOf } from './own-work.ts';
import type { Quarantined, Source } from './source.ts';

/** What the bar at the bottom counts; cheaper than the rows, since it is asked for at every change. */
export function inboxCount(source: Source): number {
  const guests = new Set<ReservationId>();
  for (const session of source.sessions()) {
    if (session.followUps.size === 0) continue;
    for (const { reservationId } of openFollowUps(source, session.id)) {
      const reservation = session.reservations.get(reservationId);
      if (reservation && isMine(source, reservation)) guests.add(reservationId);
    }
  }
  return guests.size + stuckByGuest(source).size;
}

/** Booked on this device, or by its person on another. */
export function isMine({ who }: Source, { booked }: Reservation): boolean {
  return booked.deviceId === who.deviceId || booked.actorId === who.actorId;
}

/** What the server rejected and nobody has set aside, by guest, or by commit where there is none. */
export function stuckByGuest({ quarantine }: Source): Map<string, Quarantined[]> {
  const open = quarantine.filter((one) => !one.setAside);
  return Map.groupBy(open, ({ commit }) => subjectOf(commit).reservationId ?? commit.id);
}

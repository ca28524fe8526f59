import type { Seats } from '../../shared/booking/events.ts';
import type { Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import { type FakeDaybook, fakeId, type Person } from '../support/fake-daybook.ts';

export const NOW = '2026-05-10T09:10:00.000Z' as Instant;
export const UTC = 'UTC';
export const NOOR: Person = {
  actorId: 'noor' as Person['actorId'],
  deviceId: 'phone-of-noor' as Person['deviceId'],
};

type Session = {
  readonly title?: string;
  readonly venue?: string;
  readonly startsAt?: string;
  readonly seats?: Seats;
  readonly shortfall?: 'waitlist' | 'partial' | 'refuse';
  readonly promotion?: 'at-once' | 'offer';
};

export function scheduled(daybook: FakeDaybook, session: Session = {}): SessionId {
  const {
    title = 'Bees',
    venue = 'Orchard',
    startsAt = '2026-05-11T09:00:00.000Z',
    seats = { seat: 4 },
  } = session;
  const sessionId = fakeId<SessionId>();
  daybook.others(NOOR, {
    type: 'ScheduleSession',
    sessionId,
    title,
    venue,
    startsAt: startsAt as Instant,
    endsAt: new Date(Date.parse(startsAt) + 3_600_000).toISOString() as Instant,
    timeZone: UTC,
    seatTypes: Object.entries(seats).map(([id, capacity]) => ({ id, label: id, capacity })),
    policy: {
      shortfall: session.shortfall ?? 'waitlist',
      promotion: session.promotion ?? 'at-once',
      offerMinutes: 60,
    },
  });
  return sessionId;
}

export function othersBook(
  daybook: FakeDaybook,
  sessionId: SessionId,
  seats: Seats,
  name = 'Sol',
): ReservationId {
  const reservationId = fakeId<ReservationId>();
  daybook.others(NOOR, {
    type: 'ReserveSeats',
    sessionId,
    reservationId,
    seats,
    guest: { name, phone: '+1' },
  });
  return reservationId;
}

export function ownBook(
  daybook: FakeDaybook,
  sessionId: SessionId,
  seats: Seats,
  name = 'Dara',
): ReservationId {
  const reservationId = fakeId<ReservationId>();
  daybook.own({ type: 'ReserveSeats', sessionId, reservationId, seats, guest: { name, phone: '+1' } });
  return reservationId;
}

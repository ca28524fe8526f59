import type { Draft } from '../../client/worker/api.ts';
import type { Guest, Policy, Seats, Shortfall } from '../../shared/booking/events.ts';
import type { Instant, SessionId } from '../../shared/log/ids.ts';
import { reservationId, sessionId } from './ids.ts';

const POLICY: Policy = { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 };

/** A session with seats of type A, in words a test reads easily. */
export function schedule(
  capacity: number,
  { id = sessionId(), policy = {} }: { id?: SessionId; policy?: Partial<Policy> } = {},
): Draft {
  return {
    type: 'ScheduleSession',
    sessionId: id,
    title: 'Bread baking',
    venue: 'Mill',
    startsAt: '2026-05-01T09:00:00.000Z' as Instant,
    endsAt: '2026-05-01T11:00:00.000Z' as Instant,
    timeZone: 'Europe/Vienna',
    seatTypes: [{ id: 'A', label: 'Seat', capacity }],
    policy: { ...POLICY, ...policy },
  };
}

export function reserve(
  name: string,
  seats: number | Seats,
  more: { shortfall?: Shortfall; guest?: Guest; in?: SessionId } = {},
): Draft {
  const { in: session = sessionId(), ...rest } = more;
  const wanted = typeof seats === 'number' ? { A: seats } : seats;
  return {
    type: 'ReserveSeats',
    sessionId: session,
    reservationId: reservationId(name),
    seats: wanted,
    ...rest,
  };
}

export function cancel(name: string): Draft {
  return {
    type: 'CancelReservation',
    sessionId: sessionId(),
    reservationId: reservationId(name),
    reason: 'ill',
  };
}

export function checkIn(name: string, guests = 1): Draft {
  return { type: 'CheckInGuest', sessionId: sessionId(), reservationId: reservationId(name), guests };
}

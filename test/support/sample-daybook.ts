import type { Seats } from '../../shared/booking/events.ts';
import type {
  ActorId,
  AllotmentId,
  DeviceId,
  Instant,
  ReservationId,
  SessionId,
} from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook, fakeId, type Person } from './fake-daybook.ts';

const DAY = 24 * 60 * 60 * 1_000;
const gate: Person = { actorId: 'noor' as ActorId, deviceId: 'phone-of-noor' as DeviceId };
const office: Person = { actorId: 'planner-ada' as ActorId, deviceId: 'office' as DeviceId };

const SESSIONS = [
  ['Spring tulips, guided walk', 'North garden', 9, 90, { adult: 18, child: 6 }],
  ['Seed swap and first sowing', 'Glasshouse', 10.5, 60, { seat: 16 }],
  ['Bees in the orchard', 'Orchard', 13, 120, { seat: 10 }],
  ['Botanical drawing for beginners', 'Studio', 14.5, 150, { seat: 8 }],
  ['Evening walk: moths and bats', 'North garden', 20, 90, { adult: 20, child: 10 }],
] as const;
const GUESTS = [
  'Kim Seo-yeon',
  'Ana Moreira',
  'Jonas Weber',
  'Fatima Haddad',
  'Lucas Petit',
  'Grace Okafor',
  'Tom Nilsson',
  'Yuki Mori',
];

export type Sample = {
  readonly daybook: FakeDaybook;
  readonly tulips: SessionId;
  readonly bees: SessionId;
  readonly drawing: SessionId;
  readonly moths: SessionId;
  /** A booking of the first of them. */
  readonly atTheDoor: ReservationId;
};

/** Three days of a garden's bookings, with work in every state that a screen can show. */
export function sampleDaybook(today: Date): Sample {
  const daybook = createFakeDaybook(new Date(today.getTime() - 3 * DAY).toISOString());
  const ids = [-1, 0, 1].flatMap((days) =>
    SESSIONS.map((_, index) => scheduled(daybook, today, days, index)),
  );
  const [tulips, seeds, bees, drawing, moths] = ids.slice(5, 10) as [
    SessionId,
    SessionId,
    SessionId,
    SessionId,
    SessionId,
  ];
  GUESTS.forEach((name, index) => {
    others(daybook, tulips, name, { adult: 1 + (index % 2), ...(index % 3 === 0 && { child: 1 }) });
    if (index < 5) others(daybook, seeds, name, { seat: 1 + (index % 3) });
    if (index < 4) others(daybook, bees, name, { seat: 2 });
    if (index < 5) others(daybook, drawing, name, { seat: index === 4 ? 3 : 2 });
  });
  daybook.others(office, { type: 'RemoveSeats', sessionId: ids[6] as SessionId, seatType: 'seat', seats: 8 });
  daybook.others(office, { type: 'CancelSession', sessionId: ids[14] as SessionId, reason: 'Storm warning' });
  daybook.newer(office, ids[13] as SessionId);
  at(daybook, today, -0.05);
  daybook.deliver();
  clash(daybook, bees);
  at(daybook, today, -0.01);
  takenAlong(daybook, moths);
  daybook.deliver();
  own(daybook, seeds, 'Rejected Guest', { seat: 1 }, '+1 555 0100');
  daybook.reject();
  own(daybook, tulips, 'Ines Castro', { adult: 1 }, '+351 912 345 678');
  own(daybook, drawing, 'Peter Brand', { seat: 1 }, '+49 170 1234567');
  fromTakenAlong(daybook, moths);
  comingClash(daybook, ids[10] as SessionId);
  daybook.own({ type: 'CheckInGuest', sessionId: tulips, reservationId: first(daybook, tulips), guests: 2 });
  at(daybook, today, 0);
  daybook.sync = { ...daybook.sync, state: 'offline' };
  return { daybook, tulips, bees, drawing, moths, atTheDoor: first(daybook, tulips) };
}

/** The last two seats: taken here and by somebody else, who reached the server first. */
function clash(daybook: FakeDaybook, session: SessionId): void {
  own(daybook, session, 'Dara Lindqvist', { seat: 2 }, '+46 70 123 45 67');
  others(daybook, session, 'Sol Herrera', { seat: 2 });
}

const ALONG = fakeId<AllotmentId>();

/** Seats that this device and the one at the gate have to themselves. */
function takenAlong(daybook: FakeDaybook, sessionId: SessionId): void {
  const seats = { adult: 6, child: 2 };
  const forDevice = daybook.who.deviceId;
  daybook.own({ type: 'AllotSeats', sessionId, allotmentId: ALONG, forDevice, seats, minutes: 480 });
  daybook.others(office, {
    type: 'AllotSeats',
    sessionId,
    allotmentId: fakeId<AllotmentId>(),
    forDevice: gate.deviceId,
    seats: { adult: 4 },
    minutes: 240,
  });
}

function fromTakenAlong(daybook: FakeDaybook, sessionId: SessionId): void {
  daybook.own({
    type: 'ReserveSeats',
    sessionId,
    reservationId: fakeId<ReservationId>(),
    seats: { adult: 2 },
    guest: { name: 'Rosa Duarte' },
    fromAllotment: ALONG,
    holdMinutes: 30,
  });
}

/** Booked here on figures that are out of date by now: it will be waitlisted when it is sent. */
function comingClash(daybook: FakeDaybook, session: SessionId): void {
  own(daybook, session, 'Emil Novak', { adult: 8 }, '+420 601 123 456');
  others(daybook, session, 'A school class', { adult: 6 });
}

function at(daybook: FakeDaybook, today: Date, days: number): void {
  daybook.now = new Date(today.getTime() + days * DAY).toISOString() as Instant;
}

function scheduled(daybook: FakeDaybook, today: Date, days: number, index: number): SessionId {
  const [title, venue, hour, minutes, seats] = SESSIONS[index] as (typeof SESSIONS)[number];
  const sessionId = fakeId<SessionId>();
  const start = new Date(today);
  start.setHours(Math.floor(hour), (hour % 1) * 60, 0, 0);
  const startsAt = new Date(start.getTime() + days * DAY);
  const label = { adult: 'Adult', child: 'Child', seat: 'Seat' };
  daybook.others(office, {
    type: 'ScheduleSession',
    sessionId,
    title,
    venue,
    startsAt: startsAt.toISOString() as Instant,
    endsAt: new Date(startsAt.getTime() + minutes * 60_000).toISOString() as Instant,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    seatTypes: Object.entries(seats).map(([id, capacity]) => ({
      id,
      label: label[id as keyof typeof label],
      capacity,
    })),
    policy: { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 },
  });
  return sessionId;
}

function others(daybook: FakeDaybook, sessionId: SessionId, name: string, seats: Seats): void {
  const guest = { name, phone: '+44 20 7946 0000' };
  daybook.others(gate, {
    type: 'ReserveSeats',
    sessionId,
    reservationId: fakeId<ReservationId>(),
    seats,
    guest,
  });
}

function own(daybook: FakeDaybook, sessionId: SessionId, name: string, seats: Seats, phone: string): void {
  daybook.own({
    type: 'ReserveSeats',
    sessionId,
    reservationId: fakeId<ReservationId>(),
    seats,
    guest: { name, phone },
  });
}

function first(daybook: FakeDaybook, sessionId: SessionId): ReservationId {
  const [id] = daybook.source().session(sessionId)?.reservations.keys() ?? [];
  if (!id) throw new Error('a session of the sample has no booking');
  return id;
}

import type {
  CommitId,
  EventId,
  Instant,
  Position,
  ReservationId,
  SessionId,
  StreamVersion,
  WorkspaceId,
} from '../../shared/log/ids.ts';
import { streamOf } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { uuidV7 } from '../../shared/log/uuid.ts';
import { type Random, random } from '../support/random.ts';

/** When the bench looks at its sample logs. */
export const NOW = '2026-04-20T09:00:00.000Z' as Instant;

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const TODAY = Date.parse('2026-04-20T00:00:00.000Z');
const SESSIONS_A_DAY = 4;
const BOOKINGS_A_SESSION = 33;
/** Bookings are taken from so many days before a session to its beginning. */
const OPEN_DAYS = 12;
const BY = { actorId: 'ada', deviceId: 'tablet' };

/** `position` is given at the end. */
type Sample = RecordedEvent;

/**
 * A workspace's log as it grows over the months, in the order of time: four sessions a day, about 100 events each.
 * Those from yesterday on are live, `liveDays` of them; before them come as many past days as `count` has room for.
 * So logs of different lengths end with the same live sessions.
 */
export function sampleLog(count: number, { liveDays = 16 } = {}): RecordedEvent[] {
  const chance = random(20_260_420);
  const live = Array.from({ length: liveDays }, (_, index) => dayOf(index - 1, chance)).flat();
  const events = live.filter(({ recordedAt }) => recordedAt < NOW);
  if (events.length > count) throw new Error(`${count} events have no room for ${events.length} live ones`);
  for (let day = -2; events.length < count; day -= 1) {
    events.push(...dayOf(day, chance).slice(0, count - events.length));
  }
  return inOrder(events);
}

/** So many sessions of tomorrow with so many bookings each, three events a booking. */
export function fullSessions(count: number, bookings: number): RecordedEvent[] {
  const chance = random(20_260_421);
  const tomorrow = TODAY + DAY;
  return inOrder(Array.from({ length: count }, () => sessionEvents(tomorrow, { chance, bookings })).flat());
}

function inOrder(events: Sample[]): RecordedEvent[] {
  const inTime = events.sort((a, b) =>
    a.recordedAt < b.recordedAt ? -1 : Number(a.recordedAt > b.recordedAt),
  );
  return inTime.map((event, index): RecordedEvent => ({ ...event, position: (index + 1) as Position }));
}

function dayOf(day: number, chance: Random): Sample[] {
  return Array.from({ length: SESSIONS_A_DAY }, (_, index) =>
    sessionEvents(TODAY + day * DAY + (9 + 2 * index) * 60 * MINUTE, {
      chance,
      bookings: BOOKINGS_A_SESSION,
    }),
  ).flat();
}

type Content = { readonly chance: Random; readonly bookings: number };

function sessionEvents(startsAt: number, { chance, bookings }: Content): Sample[] {
  const opened = startsAt - (OPEN_DAYS + 2) * DAY;
  const sessionId = id<SessionId>(opened, chance);
  const events: Sample[] = [];
  const add = (at: number, commitId: CommitId, type: string, data: object): void => {
    const eventId = id<EventId>(at, chance);
    const occurredAt = instant(at);
    events.push({
      position: 0 as Position,
      data: data as Sample['data'],
      id: eventId,
      meta: { ...BY, causationId: null, correlationId: eventId, occurredAt } as Sample['meta'],
      schemaVersion: 1,
      type,
      workspaceId: 'studio' as WorkspaceId,
      streamId: streamOf(sessionId),
      version: (events.length + 1) as StreamVersion,
      commitId,
      recordedAt: occurredAt,
      submittedBy: BY as Sample['submittedBy'],
    });
  };
  add(opened, id<CommitId>(opened, chance), 'SessionScheduled', {
    title: 'Letterpress for beginners',
    venue: chance.pick(['Mill workshop', 'Hall North', 'Harbour gate']),
    startsAt: instant(startsAt),
    endsAt: instant(startsAt + 120 * MINUTE),
    timeZone: 'Europe/Zurich',
    seatTypes: [{ id: 'chair', label: 'At the table', capacity: 500 }],
    policy: { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 },
  });
  for (let index = 0; index < bookings; index += 1) {
    const at = startsAt - OPEN_DAYS * DAY + Math.floor((index * OPEN_DAYS * DAY) / bookings);
    const reservationId = id<ReservationId>(at, chance);
    const seats = { chair: chance.whole(1, 4) };
    const commitId = id<CommitId>(at, chance);
    add(at, commitId, 'SeatsReserved', {
      reservationId,
      wanted: seats,
      granted: seats,
      shortfall: 'waitlist',
    });
    const guest = { name: `Guest ${chance.whole(1, 1e6)}`, phone: '+41 44 555 01 02' };
    add(at, commitId, 'GuestDescribed', { reservationId, guest });
    const later = at + 5 * MINUTE;
    add(later, id<CommitId>(later, chance), 'ReservationConfirmed', { reservationId });
  }
  return events;
}

function id<T extends string>(at: number, chance: Random): T {
  return uuidV7(
    at,
    Uint8Array.from({ length: 10 }, () => chance.whole(0, 255)),
  ) as T;
}

function instant(at: number): Instant {
  return new Date(at).toISOString() as Instant;
}

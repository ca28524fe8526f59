import { total } from '../../shared/booking/seats.ts';
import type { ActorId, DeviceId, ReservationId, SessionId, WorkspaceId } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import type { DeviceRegister } from '../access/device-register.ts';
import type { Members } from '../access/members.ts';
import { hashToken, newToken } from '../access/token.ts';
import type { GroupCommit } from '../commits/group-commit.ts';
import type { EventLog } from '../log/event-log.ts';
import { type Chance, type Clock, instantOf, newId } from '../running/clock.ts';
import { type Clerk, createClerk } from './clerk.ts';
import { DAYS, OFFERS, type Offer } from './programme.ts';
import { sampleGuest } from './sample-guests.ts';
import { createSeeded, type Seeded } from './seeded.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SEED = 20_260_420;
/** The team began to take bookings so long ago. */
const OPENED_BEFORE = 12 * DAY;

export type Filling = {
  readonly eventLog: EventLog;
  readonly commits: GroupCommit;
  readonly devices: DeviceRegister;
  readonly members: Members;
  readonly clock: Clock;
  readonly chance: Chance;
};

/** Two weeks of sessions from today, booked by a device of its own through the same door as everybody's commits. */
export async function fillWithSamples(into: WorkspaceId, services: Filling): Promise<void> {
  const { eventLog, commits, devices, members, clock, chance } = services;
  const workspace = await eventLog.workspace(into);
  if (!workspace || workspace.head > 0) return;
  const id = (): string => newId(clock, chance);
  const sender = { actorId: id() as ActorId, deviceId: id() as DeviceId };
  const tokenHash = hashToken(newToken(chance));
  const enrolledAt = instantOf(clock());
  const member = { workspaceId: workspace.id, userId: sender.actorId, since: enrolledAt };
  await members.grant({ ...member, role: 'planner' });
  const device = { ...sender, workspaceId: workspace.id, name: 'Sample data', sessionId: null };
  await devices.enrol({ ...device, tokenHash, enrolledAt });

  const clerk = createClerk(sender, id);
  const seeded = createSeeded(SEED);
  for (const { offer, startsAt } of programmeFrom(clock())) {
    takeBookings({ clerk, seeded, offer, startsAt, now: clock(), id });
  }
  const made = clerk.takeCommits();
  for (let from = 0; from < made.length; from += LIMITS.commitsPerRequest) {
    const some = made.slice(from, from + LIMITS.commitsPerRequest);
    const { id: workspaceId, epoch } = workspace;
    const pushed = await commits.push({ workspaceId, epoch, sender, commits: some });
    const isRefused = pushed.kind !== 'answered' || pushed.receipts.some((one) => one.outcome !== 'accepted');
    if (isRefused) throw new Error('the log did not take the sample bookings');
  }
  await members.withdraw(workspace.id, sender.actorId);
}

function programmeFrom(now: number): { offer: Offer; startsAt: number }[] {
  const today = new Date(now);
  const sessions = OFFERS.flatMap((offer) =>
    Array.from({ length: DAYS }, (_, day) => day)
      .filter((day) => day >= offer.fromDay && (day - offer.fromDay) % offer.everyDays === 0)
      .flatMap((day) => offer.hours.map((hour) => ({ offer, startsAt: localTime(today, day, hour) }))),
  );
  return sessions.sort((a, b) => a.startsAt - b.startsAt);
}

function localTime(today: Date, day: number, hour: number): number {
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + day, hour).getTime();
}

type Booking = {
  readonly clerk: Clerk;
  readonly seeded: Seeded;
  readonly offer: Offer;
  readonly startsAt: number;
  readonly now: number;
  readonly id: () => string;
};

function takeBookings(booking: Booking): void {
  const { clerk, seeded, offer, startsAt, now, id } = booking;
  const sessionId = id() as SessionId;
  let at = now - OPENED_BEFORE;
  clerk.submit(
    {
      type: 'ScheduleSession',
      sessionId,
      title: offer.title,
      venue: offer.venue,
      startsAt: instantOf(startsAt),
      endsAt: instantOf(startsAt + offer.minutes * MINUTE),
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      seatTypes: offer.seats.map(([seatType, label, capacity]) => ({ id: seatType, label, capacity })),
      policy: { shortfall: offer.shortfall, promotion: 'at-once', offerMinutes: 60 },
    },
    at,
  );
  // The nearer the day, the fuller.
  const nearness = 1 - Math.max(0, startsAt - now) / (4 * DAYS * DAY);
  const parties = offer.seats.flatMap(([seatType, , capacity]) =>
    partiesFor(capacity * offer.demand * nearness, seatType, seeded),
  );
  for (const seats of parties) {
    at += Math.floor((seeded.next() * 2 * (now - at)) / (parties.length + 1));
    const reservationId = id() as ReservationId;
    clerk.submit({ type: 'ReserveSeats', sessionId, reservationId, seats, guest: sampleGuest(seeded) }, at);
    livesOn(booking, { sessionId, reservationId, at });
  }
  // Where people wait, somebody stays away: the first of them moves up, and has to be told.
  const session = clerk.book.session(sessionId);
  const held = [...(session?.reservations.values() ?? [])].filter((one) => total(one.granted) > 1);
  if (session?.waitlist.length && held.length > 0) {
    const reason = 'Cannot come';
    clerk.submit({ type: 'CancelReservation', sessionId, reservationId: seeded.pick(held).id, reason }, now);
  }
}

/** Some confirm, some cancel; of sessions that have begun, some have come. */
function livesOn(
  { clerk, seeded, startsAt, now }: Booking,
  { at, ...which }: { sessionId: SessionId; reservationId: ReservationId; at: number },
): void {
  const fate = seeded.next();
  if (fate < 0.5) clerk.submit({ type: 'ConfirmReservation', ...which }, Math.min(now, at + 5 * MINUTE));
  else if (fate < 0.56) {
    const reason = 'Cannot come';
    clerk.submit({ type: 'CancelReservation', ...which, reason }, Math.min(now, at + 9 * MINUTE));
  }
  const reservation = clerk.book.session(which.sessionId)?.reservations.get(which.reservationId);
  if (startsAt >= now || fate >= 0.4 || !reservation || total(reservation.granted) === 0) return;
  clerk.submit({ type: 'CheckInGuest', ...which, guests: total(reservation.granted) }, startsAt);
}

/** Families, pairs and people who come alone, until about so many seats are asked for. */
function partiesFor(seatsAsked: number, seatType: string, seeded: Seeded): Record<string, number>[] {
  const parties: Record<string, number>[] = [];
  for (let asked = 0; asked < seatsAsked; ) {
    const size = Math.min(seeded.pick([1, 1, 2, 2, 2, 3, 4]), Math.max(1, Math.ceil(seatsAsked - asked)));
    parties.push({ [seatType]: size });
    asked += size;
  }
  return parties;
}

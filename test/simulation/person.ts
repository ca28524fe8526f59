import type { Draft } from '../../client/worker/api.ts';
import type { Book } from '../../shared/booking/book.ts';
import type { Reservation } from '../../shared/booking/reservation.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { Instant, SessionId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import { reservationId, sessionId } from '../support/ids.ts';
import type { Random } from '../support/random.ts';

/** What the people of the world agree on: which sessions there are, and how many bookings were begun. */
export type Common = { readonly sessions: SessionId[]; bookings: number; readonly capacity: number };

const FIRST_DAY = Date.UTC(2026, 3, 18);
const DAY = 86_400_000;

export function newSession(common: Common, chance: Random): Draft {
  const id = sessionId(`session ${common.sessions.length + 1}`);
  common.sessions.push(id);
  const startsAt = FIRST_DAY + chance.whole(0, 6) * DAY;
  return {
    type: 'ScheduleSession',
    sessionId: id,
    title: 'Bread baking',
    venue: 'Mill',
    ...hours(startsAt),
    timeZone: 'Europe/Vienna',
    seatTypes: [
      { id: 'A', label: 'Seat', capacity: common.capacity },
      { id: 'B', label: 'Bench', capacity: chance.whole(0, 3) },
    ],
    policy: drawPolicy(chance),
  };
}

function drawPolicy(chance: Random) {
  const shortfall = chance.pick(['waitlist', 'partial', 'refuse'] as const);
  return { shortfall, promotion: 'at-once' as const, offerMinutes: 60 };
}

function hours(startsAt: number): { startsAt: Instant; endsAt: Instant } {
  const at = (time: number): Instant => new Date(time).toISOString() as Instant;
  return { startsAt: at(startsAt), endsAt: at(startsAt + 2 * 3_600_000) };
}

/** How often somebody asks for what their role does not permit: of an app that had not heard of it yet, say. */
const OVERREACHES = 0.04;
const FOR_PLANNERS: ReadonlySet<string> = new Set([
  'ScheduleSession',
  'RescheduleSession',
  'CloseSession',
  'ReopenSession',
  'CancelSession',
  'AddSeats',
  'RemoveSeats',
  'SetAllowance',
  'SetPolicy',
  'SetPriority',
]);

export function mayDo(role: Role, command: Draft['type']): boolean {
  if (role === 'auditor') return false;
  return role !== 'field' || !FOR_PLANNERS.has(command);
}

/** Something that a person of this role might do at this device, with what it shows. */
export function draftOf(role: Role, book: Book, common: Common, chance: Random): Draft | undefined {
  const draft = anyDraft(book, common, chance);
  if (mayDo(role, draft.type) || chance.chance(OVERREACHES)) return draft;
  return role === 'field' ? reserve(chance.pick(common.sessions), common, chance) : undefined;
}

function anyDraft(book: Book, common: Common, chance: Random): Draft {
  const id = chance.pick(common.sessions);
  const session = book.session(id);
  const known = session ? [...session.reservations.values()] : [];
  if (session?.status === 'closed' && chance.chance(0.15)) return { type: 'ReopenSession', sessionId: id };
  if (known.length === 0 || chance.chance(0.4)) return reserve(id, common, chance);
  if (chance.chance(0.25)) return onSession(session as Session, common, chance);
  return onReservation(session as Session, chance.pick(known), chance);
}

/** Bookings that somebody may still be about to save. */
const RECENT = 20;

function reserve(id: SessionId, common: Common, chance: Random): Draft {
  // Now and then two people use one reservation: as one device whose copy got another identity would.
  const again = common.bookings > RECENT && chance.chance(0.08);
  if (!again) common.bookings += 1;
  const name = `booking ${again ? chance.whole(1, common.bookings - RECENT) : common.bookings}`;
  const seats = { A: chance.whole(1, 4), ...(chance.chance(0.2) && { B: chance.whole(1, 2) }) };
  const on = { sessionId: id, reservationId: reservationId(name), seats };
  const guest = chance.chance(0.5) ? { guest: { name: `Guest of ${name}`, phone: '+43 660 1' } } : {};
  if (chance.chance(0.12)) return { type: 'JoinWaitlist', ...on, ...guest };
  const shortfall = chance.pick(['waitlist', 'partial', 'refuse'] as const);
  return { type: 'ReserveSeats', ...on, ...guest, ...(chance.chance(0.5) && { shortfall }) };
}

function onSession(session: Session, common: Common, chance: Random): Draft {
  const { id: sessionId } = session;
  const seats = { sessionId, seatType: chance.pick(['A', 'A', 'B']), seats: chance.whole(1, 3) };
  switch (chance.whole(1, 10)) {
    case 1:
    case 2:
      return { type: 'AddSeats', ...seats };
    case 3:
    case 4:
      return { type: 'RemoveSeats', ...seats };
    case 5:
      return { type: 'SetAllowance', ...seats };
    case 6:
      return { type: 'SetPolicy', sessionId, policy: drawPolicy(chance) };
    case 7: {
      const startsAt = FIRST_DAY + chance.whole(0, 8) * DAY;
      return {
        type: 'RescheduleSession',
        sessionId,
        ...hours(startsAt),
        timeZone: 'Europe/Vienna',
        reason: 'ill',
      };
    }
    default:
      return closing(session, common, chance);
  }
}

function closing({ id: sessionId, status }: Session, common: Common, chance: Random): Draft {
  const isLast = common.sessions.length === 1;
  if (!isLast && chance.chance(0.35)) return { type: 'CancelSession', sessionId, reason: 'flood' };
  return status === 'closed'
    ? { type: 'ReopenSession', sessionId }
    : { type: 'CloseSession', sessionId, reason: 'rain' };
}

function onReservation(session: Session, reservation: Reservation, chance: Random): Draft {
  const on = { sessionId: session.id, reservationId: reservation.id };
  const followUp = [...session.followUps.values()].find((one) => one.reservationId === reservation.id);
  if (followUp && chance.chance(0.4)) {
    const outcome = chance.pick(['told', 'no-answer'] as const);
    return { type: 'LogContact', ...on, about: [followUp.about], means: 'phone', outcome };
  }
  if (reservation.waiting && chance.chance(0.15)) return { type: 'LeaveWaitlist', ...on };
  if (reservation.waiting && chance.chance(0.3))
    return { type: 'SetPriority', ...on, priority: chance.whole(0, 3) };
  if (reservation.arrival?.kind === 'checked-in' && chance.chance(0.4))
    return { type: 'RevertCheckIn', ...on };
  switch (chance.whole(1, 9)) {
    case 1:
    case 2:
    case 3:
      return { type: 'CancelReservation', ...on, reason: 'ill' };
    case 4:
      return { type: 'ConfirmReservation', ...on };
    case 5:
      return { type: 'CheckInGuest', ...on, guests: chance.whole(1, 3) };
    case 6:
      return { type: 'RevertCheckIn', ...on };
    case 7:
      return { type: 'MarkNoShow', ...on };
    case 8:
      return { type: 'SetPriority', ...on, priority: chance.whole(0, 3) };
    default:
      return { type: 'LeaveWaitlist', ...on };
  }
}

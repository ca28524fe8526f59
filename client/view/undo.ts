import type { Command } from '../../shared/booking/commands.ts';
import type { BookingEvent, EventType, Guest } from '../../shared/booking/events.ts';
import { pick } from '../../shared/booking/pick.ts';
import type { Reservation } from '../../shared/booking/reservation.ts';
import { isEmpty, sameSeats } from '../../shared/booking/seats.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { CommitId, EventId, Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import type { AnyEvent } from '../../shared/log/recorded-event.ts';
import type { Chronicle } from './chronicle.ts';
import { type Happening, happeningOf } from './happening.ts';
import { guestOf } from './history-entry.ts';
import type { Moment } from './history-moments.ts';
import { reservationOf } from './own-work.ts';
import type { View } from './view.ts';

export type UndoQuery = {
  readonly view: 'undo';
  readonly of: { readonly sessionId: SessionId };
  readonly commitId: CommitId;
  /** For commands that say why. */
  readonly reason: string;
};

/** How something done on this device is taken back (C8). `head` is null where it is not known, or not this device's. */
export type UndoView = View<UndoHead | null>;

export type UndoHead = {
  readonly what: Happening;
  readonly guest: string | null;
  /** The command that takes it back; the rules still decide. */
  readonly draft: UndoDraft | null;
  readonly whyNot: 'changed-since' | 'no-way-back' | null;
};

/** A command without what the worker adds. */
export type UndoDraft = Command extends infer C
  ? C extends Command
    ? Omit<C, 'at' | 'actorId' | 'deviceId' | 'eventIds'>
    : never
  : never;

/** To which session that commit moved a booking: what was done to it there since counts too. */
export function movedTo({ moments }: Chronicle, commitId: CommitId): SessionId | undefined {
  for (const moment of moments) {
    const event = moment.event as BookingEvent;
    if (moment.commitId === commitId && event.type === 'ReservationMovedOut') return event.data.to;
  }
  return undefined;
}

/** `there`: what happened to the session that the commit moved a booking to. */
export function undoView(
  chronicle: Chronicle,
  { commitId, of, reason }: UndoQuery,
  there?: Chronicle,
): UndoView {
  const { moments } = chronicle.travel();
  const index = moments.findIndex((one) => one.commitId === commitId && !one.derived);
  const moment = moments[index];
  if (!moment || moment.event.meta.deviceId !== chronicle.source.who.deviceId)
    return { head: null, rows: [] };
  const session = chronicle.book.session(of.sessionId);
  const before = chronicle.travel().at(index).session(of.sessionId);
  const later = [...since(moments, commitId), ...since(there?.travel().moments ?? [], commitId)];
  const changed = later.some((one) => concernsTheSame(one.event, moment.event));
  const command = changed ? undefined : takingBack(moment, { before, session, reason });
  const undoes: EventId = moment.event.id;
  return {
    head: {
      what: happeningOf(moment.event, session),
      guest: guestOf(moment, session),
      draft: command ? { ...command, undoes } : null,
      whyNot: command ? null : changed ? 'changed-since' : 'no-way-back',
    },
    rows: [],
  };
}

function since(moments: readonly Moment[], commitId: CommitId): readonly Moment[] {
  const first = moments.findIndex((one) => one.commitId === commitId);
  return moments.slice(first + 1).filter((one) => one.commitId !== commitId);
}

/** The booking, or the seats taken along; of the session itself whatever is no booking. */
function concernsTheSame(later: AnyEvent, event: AnyEvent): boolean {
  const [id, allotment] = [reservationOf(event), event.data.allotmentId];
  if (id) return reservationOf(later) === id;
  if (allotment) return later.data.allotmentId === allotment || later.data.fromAllotment === allotment;
  // Differences in seats add up, whatever was changed meanwhile (B5).
  return later.type === event.type ? !COMMUTES.has(event.type) : OF_SESSION.has(later.type);
}

const COMMUTES: ReadonlySet<string> = new Set<EventType>(['SeatsAdded', 'SeatsRemoved']);
const OF_SESSION: ReadonlySet<string> = new Set<EventType>([
  'SessionRescheduled',
  'SessionClosed',
  'SessionReopened',
  'SessionCancelled',
]);

type Around = {
  readonly before: Session | undefined;
  readonly session: Session | undefined;
  readonly reason: string;
};

type Taken = UndoDraft | null | undefined;

/** Nothing where no single command brings back what was before. */
function takingBack(moment: Moment, { before, session, reason }: Around): Taken {
  const { sessionId } = moment;
  const event = moment.event as BookingEvent;
  const on = { sessionId, reservationId: reservationOf(event) as ReservationId };
  const was = moment.before.reservation;
  switch (event.type) {
    case 'SeatsReserved':
      return takingBackSeats(on, was, reason);
    case 'ReservationWaitlisted':
      if (was?.waiting) return null;
      if (was && session?.reservations.get(on.reservationId)?.waiting)
        return { type: 'LeaveWaitlist', ...on };
      return takingBackSeats(on, was, reason);
    case 'GuestDescribed':
      return was?.guest && takingBackWords(on, was, was.guest);
    case 'WaitlistPrioritySet':
      return was?.waiting && { type: 'SetPriority', ...on, priority: was.waiting.priority };
    case 'GuestCheckedIn':
    case 'NoShowMarked':
      return was?.arrival ? null : { type: 'RevertCheckIn', ...on };
    case 'CheckInReverted':
      if (was?.arrival?.kind === 'no-show') return { type: 'MarkNoShow', ...on };
      return was?.arrival && { type: 'CheckInGuest', ...on, guests: was.arrival.guests };
    case 'ReservationMovedOut':
      return { type: 'MoveReservation', ...on, sessionId: event.data.to, toSessionId: sessionId };
    default:
      return before && takingBackOfSession(event, { sessionId, before, session, reason });
  }
}

type OnReservation = { readonly sessionId: SessionId; readonly reservationId: ReservationId };

/** A new booking ends; a changed party is again what it was, or stays as it is: it never gets less. */
function takingBackSeats(on: OnReservation, was: Reservation | null, reason: string): Taken {
  if (!was) return { type: 'CancelReservation', ...on, reason };
  const { granted: seats, wanted, drawn } = was;
  const held = !was.waiting && !was.hold && !isEmpty(seats) && sameSeats(seats, wanted);
  if (was.status !== 'active' || !held) return null;
  const fromAllotment = drawn && sameSeats(drawn.seats, seats) && drawn.allotmentId;
  return { type: 'ReserveSeats', ...on, seats, shortfall: 'refuse', ...(fromAllotment && { fromAllotment }) };
}

/** What is said of the guest comes with seats that are asked for: of the same ones nothing changes. */
function takingBackWords(on: OnReservation, was: Reservation, guest: Guest): Taken {
  const { wanted: seats, drawn, waiting } = was;
  if (waiting) return { type: 'JoinWaitlist', ...on, seats, guest };
  const fromAllotment = drawn && sameSeats(drawn.seats, seats) && drawn.allotmentId;
  return {
    type: 'ReserveSeats',
    ...on,
    seats,
    guest,
    shortfall: 'refuse',
    ...(fromAllotment && { fromAllotment }),
  };
}

type OfSession = Around & { readonly sessionId: SessionId; readonly before: Session };

function takingBackOfSession(event: BookingEvent, { sessionId, before, session, reason }: OfSession): Taken {
  const { startsAt, endsAt, timeZone, policy, seatTypes } = before;
  switch (event.type) {
    case 'SessionRescheduled': {
      const times = { startsAt: startsAt as Instant, endsAt: endsAt as Instant, timeZone };
      return { type: 'RescheduleSession', sessionId, ...times, reason };
    }
    case 'SessionClosed':
      return { type: 'ReopenSession', sessionId };
    case 'SessionReopened':
      return { type: 'CloseSession', sessionId, reason };
    case 'SessionPolicySet':
      return { type: 'SetPolicy', sessionId, policy };
    case 'SeatsAdded':
      return { type: 'RemoveSeats', sessionId, ...pick(event.data, 'seatType', 'seats'), reason };
    case 'SeatsRemoved':
      return { type: 'AddSeats', sessionId, ...pick(event.data, 'seatType', 'seats') };
    case 'AllowanceSet': {
      const { seatType } = event.data;
      return { type: 'SetAllowance', sessionId, seatType, seats: seatTypes.get(seatType)?.allowance ?? 0 };
    }
    case 'SeatsAllotted': {
      const { allotmentId } = event.data;
      const isLive = session?.allotments.get(allotmentId)?.status === 'live';
      return isLive ? { type: 'ReturnAllotment', sessionId, allotmentId } : null;
    }
    default:
      return null;
  }
}

import { assertNever } from '../log/assert-never.ts';
import { sessionOf } from '../log/ids.ts';
import type { PlacedEvent } from '../log/recorded-event.ts';
import type { DataOf, PlacedBookingEvent } from './events.ts';
import { evolveAllotment } from './evolve-allotment.ts';
import { evolveReservation } from './evolve-reservation.ts';
import { followUpAll } from './follow-up.ts';
import { newSession, type SeatType, type Session } from './session.ts';
import { upcast } from './upcast.ts';

/**
 * The session after one more event of its stream. Total: it never throws and never refuses, since what is in the
 * log has happened. An event at a version that is already folded changes nothing (R4).
 *
 * It takes the session over and changes it in place; give it `layerSession(session)` or `copySession(session)` to
 * keep the one before.
 */
export function evolve(session: Session | undefined, event: PlacedEvent): Session {
  const current = session ?? newSession(sessionOf(event.streamId));
  if (event.version <= current.version) return current;
  if (current.commit?.id !== event.commitId) current.commit = { id: event.commitId, before: new Map() };
  const { type, schemaVersion, version } = event;
  if (!read(current, event)) current.unreadable ??= { type, schemaVersion, version };
  current.version = event.version;
  current.lastEventId = event.id;
  return current;
}

/** Whether the event could be read. One that does not fit its schema makes its own session wait and no other: no
 * server lets it in, but a log that holds it all the same has to open. */
function read(session: Session, event: PlacedEvent): boolean {
  const known = upcast(event);
  if (!known) return false;
  try {
    apply(session, known);
    if (isConflict(known)) session.conflicts += 1;
    return true;
  } catch {
    return false;
  }
}

/** A move that goes back is the conflict of where it did not arrive, which is counted there (F3). */
function isConflict({ type, meta }: PlacedBookingEvent): boolean {
  return meta.compensates !== undefined && type !== 'ReservationMoveReverted';
}

function apply(session: Session, event: PlacedBookingEvent): void {
  switch (event.type) {
    case 'SessionScheduled':
      return schedule(session, event.data);
    case 'SessionRescheduled':
      return reschedule(session, event);
    case 'SessionClosed':
      if (session.status === 'open') session.status = 'closed';
      return;
    case 'SessionReopened':
      if (session.status === 'closed') session.status = 'open';
      return;
    case 'SessionCancelled':
      if (session.status !== 'cancelled') followUpAll(session, event, 'session-cancelled');
      session.status = 'cancelled';
      return;
    case 'SessionPolicySet':
      session.policy = event.data.policy;
      return;
    case 'SeatsAdded':
      return changeSeats(session, event.data.seatType, event.data.label, { capacity: event.data.seats });
    case 'SeatsRemoved':
      return changeSeats(session, event.data.seatType, undefined, { capacity: -event.data.seats });
    case 'AllowanceSet':
      return changeSeats(session, event.data.seatType, undefined, { allowance: event.data.seats });
    case 'SeatsReserved':
    case 'GuestDescribed':
    case 'ReservationConfirmed':
    case 'ReservationCancelled':
    case 'ReservationWaitlisted':
    case 'WaitlistLeft':
    case 'WaitlistPrioritySet':
    case 'GuestCheckedIn':
    case 'CheckInReverted':
    case 'NoShowMarked':
    case 'GuestContacted':
    case 'OfferAccepted':
    case 'OfferDeclined':
    case 'OfferExpired':
    case 'ReservationExpired':
    case 'ReservationMovedOut':
    case 'ReservationMoveReverted':
    case 'SeatsOffered':
    case 'ReservationPromoted':
    case 'ReservationReduced':
    case 'ReservationRestored':
    case 'ReservationDeclined':
      return evolveReservation(session, event);
    case 'SeatsAllotted':
    case 'AllotmentReturned':
    case 'AllotmentExpired':
      return evolveAllotment(session, event);
    default:
      return assertNever(event);
  }
}

function schedule(session: Session, data: DataOf<'SessionScheduled'>): void {
  if (session.status !== 'unscheduled') return;
  const { seatTypes, ...rest } = data;
  Object.assign(session, rest, { status: 'open' });
  for (const { id, label, capacity } of seatTypes)
    session.seatTypes.set(id, { id, label, capacity, allowance: 0 });
}

function reschedule(session: Session, event: PlacedBookingEvent & { type: 'SessionRescheduled' }): void {
  const { startsAt, endsAt, timeZone } = event.data;
  Object.assign(session, { startsAt, endsAt, timeZone });
  followUpAll(session, event, 'session-rescheduled');
}

function changeSeats(
  session: Session,
  id: string,
  label: string | undefined,
  change: { capacity?: number; allowance?: number },
): void {
  const type: SeatType = session.seatTypes.get(id) ?? { id, label: id, capacity: 0, allowance: 0 };
  session.seatTypes.set(id, {
    id,
    label: label ?? type.label,
    capacity: type.capacity + (change.capacity ?? 0),
    allowance: change.allowance ?? type.allowance,
  });
}

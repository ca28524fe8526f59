import type { Book } from '../../shared/booking/book.ts';
import { type BookingEvent, type EventInStream, SCHEMA_VERSION } from '../../shared/booking/events.ts';
import type { Session } from '../../shared/booking/session.ts';
import { type Commit, commitOnto } from '../../shared/log/commit.ts';
import {
  type ActorId,
  type AllotmentId,
  type CommitId,
  type DeviceId,
  type EventId,
  type ReservationId,
  sessionOf,
} from '../../shared/log/ids.ts';
import { uuidV5 } from '../../shared/log/uuid.ts';
import type { Deadline } from '../log/event-log.ts';

/** Who does what the server itself does. */
export const SYSTEM = { actorId: 'system' as ActorId, deviceId: 'system' as DeviceId };

/**
 * The commit that ends what is overdue. All its ids follow from the event that set the time: whoever makes it, and
 * however often, makes the same one (P8). `over`: it has ended already; `unknown`: only a newer version of the server
 * can tell (L7).
 */
export function expiryOf(deadline: Deadline, book: Book): Commit | 'over' | 'unknown' {
  const { streamId, startedBy, kind, dueAt } = deadline;
  const session = book.session(sessionOf(streamId));
  if (session?.unreadable) return 'unknown';
  const said = session && whatEnds(deadline, session);
  if (!said) return 'over';
  const id = uuidV5(startedBy, kind) as CommitId;
  const event = {
    id: uuidV5(id, 'fact') as EventId,
    ...said,
    schemaVersion: SCHEMA_VERSION,
    meta: { occurredAt: dueAt, ...SYSTEM, causationId: startedBy, correlationId: startedBy },
  } as BookingEvent;
  const facts: EventInStream[] = [{ streamId, event }];
  return commitOnto(book, { id, deviceSequence: 0, command: { type: `End ${kind}` } }, facts);
}

function whatEnds(
  { kind, thing, startedBy }: Deadline,
  session: Session,
): Pick<BookingEvent, 'type' | 'data'> | undefined {
  const reservation = session.reservations.get(thing as ReservationId);
  const allotment = session.allotments.get(thing as AllotmentId);
  switch (kind) {
    case 'hold':
      if (reservation?.hold?.by !== startedBy) return undefined;
      return { type: 'ReservationExpired', data: { reservationId: reservation.id } };
    case 'offer':
      if (reservation?.offer?.by !== startedBy) return undefined;
      return { type: 'OfferExpired', data: { reservationId: reservation.id } };
    case 'allotment':
      if (allotment?.status !== 'live' || allotment.term.by !== startedBy) return undefined;
      return { type: 'AllotmentExpired', data: { allotmentId: allotment.id } };
  }
}

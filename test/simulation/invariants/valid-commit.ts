import { AssertionError } from 'node:assert';
import { SYSTEM } from '../../../server/expiry/expiry-of.ts';
import type { Book } from '../../../shared/booking/book.ts';
import type { BookingEvent } from '../../../shared/booking/events.ts';
import { followUpKey } from '../../../shared/booking/follow-up.ts';
import { sameSeats } from '../../../shared/booking/seats.ts';
import type { Session } from '../../../shared/booking/session.ts';
import { sessionOf } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { uuidVersion } from '../../../shared/log/uuid.ts';
import { checkCommit, checkSession } from '../../support/invariants.ts';
import { checkEndings } from './endings.ts';
import { hold, Violation } from './violation.ts';

/** 9, and the domain's own: at each commit's boundary. */
export function checkRules(book: Book, before: Session | undefined, events: readonly RecordedEvent[]): void {
  const after = book.session(sessionOf((events[0] as RecordedEvent).streamId));
  if (!after || after.unreadable) return;
  if (before) checkDraws(before, after, events);
  checkEndings(before, events);
  checkPromotions(after, events);
  if (before) checkEverybodyIsTold(before, after, events);
  const booking = events as unknown as BookingEvent[];
  const facts = booking.slice(0, events.filter(isFact).length);
  try {
    checkSession(after);
    checkCommit(before, after, facts, booking.slice(facts.length));
  } catch (error) {
    if (error instanceof AssertionError) throw new Violation('9 valid at every commit', error.message);
    throw error;
  }
}

/** A3: nobody takes from a reservation what it drew from an allotment that is live, whatever else is recorded. */
function checkDraws(before: Session, after: Session, events: readonly RecordedEvent[]): void {
  if (after.status === 'cancelled') return;
  const touched = new Set(events.filter(isFact).map(({ data }) => data.reservationId));
  for (const { id, drawn } of before.reservations.values()) {
    if (!drawn || touched.has(id)) continue;
    const isLive = after.allotments.get(drawn.allotmentId)?.status === 'live';
    const now = after.reservations.get(id)?.drawn;
    const stands = now?.allotmentId === drawn.allotmentId && sameSeats(now.seats, drawn.seats);
    hold(!isLive || stands, '9 valid at every commit', () => {
      return `${id} drew ${JSON.stringify(drawn)}, and has ${JSON.stringify(now)} of that`;
    });
  }
}

/** Where nobody can book, nobody is promoted either. */
function checkPromotions({ id, status }: Session, events: readonly RecordedEvent[]): void {
  const promoted = events.find(({ type }) => PROMOTIONS.has(type));
  hold(!promoted || status === 'open', '9 valid at every commit', () => {
    return `${promoted?.type} of ${String(promoted?.data.reservationId)} on ${id}, which is ${status}`;
  });
}

const PROMOTIONS: ReadonlySet<string> = new Set(['ReservationPromoted', 'SeatsOffered']);

/** Whoever has a place in a session that is put off or cancelled has to hear of it. */
function checkEverybodyIsTold(before: Session, after: Session, events: readonly RecordedEvent[]): void {
  const said = events.find(({ type }) => type === 'SessionRescheduled' || type === 'SessionCancelled');
  if (!said || (said.type === 'SessionCancelled' && before.status === 'cancelled')) return;
  for (const { id, status } of before.reservations.values()) {
    const isTold = after.followUps.has(followUpKey({ about: said.id, reservationId: id }));
    hold(status !== 'active' || isTold, '9 valid at every commit', () => {
      return `nobody has to tell ${id} of ${said.type}`;
    });
  }
}

/** Derived events, and what the server itself says, have ids that follow from others. */
function isFact({ id, meta }: RecordedEvent): boolean {
  return uuidVersion(id) === 7 || meta.actorId === SYSTEM.actorId;
}

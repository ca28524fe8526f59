import type { FoldingBook } from '../../shared/booking/book.ts';
import type { EventType } from '../../shared/booking/events.ts';
import type { ActorId, DeviceId, Instant, SessionId } from '../../shared/log/ids.ts';
import { guestOf } from './history-entry.ts';
import type { Moment } from './history-moments.ts';

/** What of a history is looked at; what is not said does not matter. `from` and `before` are by the device's clock. */
export type HistoryFilter = {
  readonly sessionId?: SessionId;
  readonly actorId?: ActorId;
  readonly deviceId?: DeviceId;
  readonly kind?: HistoryKind;
  /** A part of the guest's name as it stands today. */
  readonly guest?: string;
  readonly from?: Instant;
  readonly before?: Instant;
};

export type HistoryKind = 'session' | 'seats' | 'booking' | 'waitlist' | 'arrival' | 'guest';

const KIND: Readonly<Record<EventType, HistoryKind>> = {
  SessionScheduled: 'session',
  SessionRescheduled: 'session',
  SessionClosed: 'session',
  SessionReopened: 'session',
  SessionCancelled: 'session',
  SessionPolicySet: 'session',
  SeatsAdded: 'seats',
  SeatsRemoved: 'seats',
  AllowanceSet: 'seats',
  SeatsAllotted: 'seats',
  AllotmentReturned: 'seats',
  AllotmentExpired: 'seats',
  SeatsReserved: 'booking',
  ReservationConfirmed: 'booking',
  ReservationCancelled: 'booking',
  ReservationMovedOut: 'booking',
  ReservationMoveReverted: 'booking',
  ReservationReduced: 'booking',
  ReservationRestored: 'booking',
  ReservationDeclined: 'booking',
  ReservationExpired: 'booking',
  ReservationWaitlisted: 'waitlist',
  WaitlistLeft: 'waitlist',
  WaitlistPrioritySet: 'waitlist',
  ReservationPromoted: 'waitlist',
  SeatsOffered: 'waitlist',
  OfferAccepted: 'waitlist',
  OfferDeclined: 'waitlist',
  OfferExpired: 'waitlist',
  GuestCheckedIn: 'arrival',
  CheckInReverted: 'arrival',
  NoShowMarked: 'arrival',
  GuestDescribed: 'guest',
  GuestContacted: 'guest',
};

/** Undefined of an event that this version does not know: it has no kind, and shows where none is asked for. */
export function kindOf(type: string): HistoryKind | undefined {
  return Object.hasOwn(KIND, type) ? KIND[type as EventType] : undefined;
}

export function passes(moment: Moment, filter: HistoryFilter, book: FoldingBook): boolean {
  const { event, sessionId, submittedBy } = moment;
  const { actorId, deviceId, occurredAt } = event.meta;
  const at = Date.parse(occurredAt);
  const { guest, from, before } = filter;
  return (
    (!filter.sessionId || sessionId === filter.sessionId) &&
    (!filter.actorId || actorId === filter.actorId || submittedBy?.actorId === filter.actorId) &&
    (!filter.deviceId || deviceId === filter.deviceId || submittedBy?.deviceId === filter.deviceId) &&
    (!filter.kind || kindOf(event.type) === filter.kind) &&
    (!from || at >= Date.parse(from)) &&
    (!before || at < Date.parse(before)) &&
    (!guest || folded(guestOf(moment, book.session(sessionId)) ?? '').includes(folded(guest)))
  );
}

/** As somebody types it: the case does not matter, and a letter with an accent is found either way it is stored. */
function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}

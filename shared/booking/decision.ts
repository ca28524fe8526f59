import type { DeviceId, SessionId } from '../log/ids.ts';
import type { DataOf, EventInStream, EventType, Seats } from './events.ts';
import type { Outcome } from './reservation.ts';

export type Decision =
  | { readonly ok: true; readonly facts: EventInStream[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a fact says, before it is one. `on`: another session than the command's. */
export type FactBody = {
  [T in EventType]: { readonly type: T; readonly data: DataOf<T>; readonly on?: SessionId };
}[EventType];
export type Verdict = readonly FactBody[] | Refusal;

/** Why a command does nothing: what was asked and what was found. */
export type Refusal =
  | { readonly code: 'session-unknown' }
  | { readonly code: 'session-exists' }
  | { readonly code: 'session-unreadable'; readonly eventType: string }
  | { readonly code: 'session-closed' }
  | { readonly code: 'session-cancelled' }
  | { readonly code: 'session-ends-before-it-starts' }
  | { readonly code: 'seat-type-unknown'; readonly seatType: string }
  | { readonly code: 'no-seats-asked' }
  | { readonly code: 'not-enough-seats'; readonly wanted: Seats; readonly available: Seats }
  | { readonly code: 'fewer-seats-than-that'; readonly capacity: number }
  | { readonly code: 'contact-needed' }
  | { readonly code: 'reservation-unknown' }
  | { readonly code: 'reservation-ended'; readonly outcome: Outcome }
  | { readonly code: 'nothing-granted' }
  | { readonly code: 'not-waiting' }
  | { readonly code: 'no-offer' }
  | { readonly code: 'answer-the-offer' }
  | { readonly code: 'allotment-unknown' }
  | { readonly code: 'allotment-exists' }
  | { readonly code: 'allotment-not-confirmed' }
  | { readonly code: 'allotment-of-another'; readonly deviceId: DeviceId }
  | { readonly code: 'allotment-ended' }
  | { readonly code: 'moved-to-itself' }
  | { readonly code: 'booked-there-already' }
  | { readonly code: 'malformed'; readonly detail: string };

import * as v from 'valibot';
import {
  AllotmentId,
  DeviceId,
  EventId,
  Instant,
  ReservationId,
  SessionId,
  type StreamId,
} from '../log/ids.ts';
import type { EventMeta, PlacedEvent } from '../log/recorded-event.ts';

/** Longest texts, in UTF-16 code units (P7). */
const TEXT_LIMITS = {
  title: 200,
  venue: 200,
  label: 80,
  reason: 500,
  name: 200,
  phone: 40,
  mail: 254,
  language: 35,
  note: 2000,
  zone: 64,
} as const;
/** Most seats of one type that one event can speak of, and most seat types in one map. */
export const SEATS_LIMIT = 100_000;
export const SEAT_TYPES_LIMIT = 50;

const Text = (limit: number) =>
  v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(limit),
    v.check(
      (text) => text.isWellFormed() && !text.includes('\u0000'),
      'holds a character that no log can keep',
    ),
  );

/** Names such as `constructor` would find what JavaScript put into every object. */
export const SeatTypeId = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
  v.check((name) => !(name in {}), 'is a reserved word'),
);
const SeatCount = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(SEATS_LIMIT));
export const Capacity = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(SEATS_LIMIT));
export const Minutes = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(366 * 24 * 60));

/** Seat type id → a whole number above 0; `{}` where nothing. */
export const Seats = v.pipe(
  v.custom<Readonly<Record<string, number>>>(
    (map) =>
      map !== null &&
      typeof map === 'object' &&
      !Array.isArray(map) &&
      Object.keys(map).length <= SEAT_TYPES_LIMIT &&
      Object.entries(map).every(([name, count]) => v.is(SeatTypeId, name) && v.is(SeatCount, count)),
    'must map seat types to whole numbers above 0',
  ),
);
export type Seats = v.InferOutput<typeof Seats>;

const SomeSeats = v.pipe(
  Seats,
  v.check((seats) => Object.keys(seats).length > 0, 'must ask for at least one seat'),
);

export const Shortfall = v.picklist(['waitlist', 'partial', 'refuse']);
export type Shortfall = v.InferOutput<typeof Shortfall>;

export const Policy = v.strictObject({
  shortfall: Shortfall,
  promotion: v.picklist(['at-once', 'offer']),
  offerMinutes: Minutes,
});
export type Policy = v.InferOutput<typeof Policy>;

export const Guest = v.strictObject({
  name: Text(TEXT_LIMITS.name),
  phone: v.optional(Text(TEXT_LIMITS.phone)),
  mail: v.optional(Text(TEXT_LIMITS.mail)),
  language: v.optional(Text(TEXT_LIMITS.language)),
  note: v.optional(Text(TEXT_LIMITS.note)),
});
export type Guest = v.InferOutput<typeof Guest>;

const ContactMeans = v.picklist(['phone', 'message', 'mail', 'in-person', 'other']);
const ContactOutcome = v.picklist(['told', 'no-answer', 'unreachable']);

const Reservation = { reservationId: ReservationId };
const Allotment = { allotmentId: AllotmentId };
/** Which of a reservation's seats came from an allotment. */
export const Drawn = v.strictObject({ ...Allotment, seats: SomeSeats });
export type Drawn = v.InferOutput<typeof Drawn>;
const When = { startsAt: Instant, endsAt: Instant, timeZone: Text(TEXT_LIMITS.zone) };
const Reason = { reason: Text(TEXT_LIMITS.reason) };
const SeatsOfType = { seatType: SeatTypeId, seats: SeatCount };

/** What can happen, in the order in which a session lives. */
export const eventData = {
  SessionScheduled: v.strictObject({
    title: Text(TEXT_LIMITS.title),
    venue: Text(TEXT_LIMITS.venue),
    ...When,
    seatTypes: v.pipe(
      v.array(v.strictObject({ id: SeatTypeId, label: Text(TEXT_LIMITS.label), capacity: Capacity })),
      v.minLength(1),
      v.maxLength(SEAT_TYPES_LIMIT),
      v.check((types) => new Set(types.map(({ id }) => id)).size === types.length, 'names a seat type twice'),
    ),
    policy: Policy,
  }),
  SessionRescheduled: v.strictObject({ ...When, ...Reason }),
  SessionClosed: v.strictObject(Reason),
  SessionReopened: v.strictObject({}),
  SessionCancelled: v.strictObject(Reason),
  SessionPolicySet: v.strictObject({ policy: Policy }),
  SeatsAdded: v.strictObject({ ...SeatsOfType, label: v.optional(Text(TEXT_LIMITS.label)) }),
  SeatsRemoved: v.strictObject({ ...SeatsOfType, reason: v.optional(Text(TEXT_LIMITS.reason)) }),
  AllowanceSet: v.strictObject({ seatType: SeatTypeId, seats: Capacity }),
  SeatsReserved: v.strictObject({
    ...Reservation,
    wanted: SomeSeats,
    granted: Seats,
    shortfall: Shortfall,
    fromAllotment: v.optional(AllotmentId),
    holdMinutes: v.optional(Minutes),
    movedFrom: v.optional(SessionId),
  }),
  GuestDescribed: v.strictObject({ ...Reservation, guest: Guest }),
  ReservationConfirmed: v.strictObject(Reservation),
  ReservationCancelled: v.strictObject({ ...Reservation, ...Reason }),
  ReservationWaitlisted: v.strictObject({
    ...Reservation,
    wanted: SomeSeats,
    granted: Seats,
    drawn: v.optional(Drawn),
  }),
  WaitlistLeft: v.strictObject(Reservation),
  WaitlistPrioritySet: v.strictObject({
    ...Reservation,
    priority: v.pipe(v.number(), v.safeInteger(), v.minValue(-1000), v.maxValue(1000)),
  }),
  OfferAccepted: v.strictObject(Reservation),
  OfferDeclined: v.strictObject(Reservation),
  SeatsAllotted: v.strictObject({ ...Allotment, deviceId: DeviceId, seats: SomeSeats, minutes: Minutes }),
  AllotmentReturned: v.strictObject(Allotment),
  ReservationMovedOut: v.strictObject({ ...Reservation, to: SessionId, seats: SomeSeats }),
  GuestCheckedIn: v.strictObject({ ...Reservation, guests: SeatCount }),
  CheckInReverted: v.strictObject(Reservation),
  NoShowMarked: v.strictObject(Reservation),
  GuestContacted: v.strictObject({
    ...Reservation,
    about: v.pipe(v.array(EventId), v.minLength(1), v.maxLength(50)),
    means: ContactMeans,
    outcome: ContactOutcome,
    note: v.optional(Text(TEXT_LIMITS.note)),
  }),
  ReservationPromoted: v.strictObject({ ...Reservation, granted: Seats }),
  ReservationReduced: v.strictObject({ ...Reservation, granted: Seats, drawn: v.optional(Drawn) }),
  ReservationRestored: v.strictObject({
    ...Reservation,
    granted: Seats,
    wanted: Seats,
    drawn: v.optional(Drawn),
  }),
  ReservationDeclined: v.strictObject({ ...Reservation, ...Reason }),
  SeatsOffered: v.strictObject({ ...Reservation, granted: SomeSeats, minutes: Minutes }),
  ReservationMoveReverted: v.strictObject(Reservation),
  ReservationExpired: v.strictObject(Reservation),
  OfferExpired: v.strictObject(Reservation),
  AllotmentExpired: v.strictObject(Allotment),
} as const;

export type EventType = keyof typeof eventData;
export type DataOf<T extends EventType> = v.InferOutput<(typeof eventData)[T]>;
export type EventOf<T extends EventType> = {
  readonly id: EventId;
  readonly type: T;
  readonly schemaVersion: number;
  readonly data: DataOf<T>;
  readonly meta: EventMeta;
};
export type BookingEvent = { [T in EventType]: EventOf<T> }[EventType];
export type PlacedBookingEvent = { [T in EventType]: PlacedEvent<EventOf<T>> }[EventType];
export type EventInStream<E = BookingEvent> = { readonly streamId: StreamId; readonly event: E };

/** The version in which this program writes each type, and the newest that it reads (L7). */
export const SCHEMA_VERSION = 1;

/** Types that only `derive` writes; a commit that brings one as a fact is rejected (P6). ReservationWaitlisted and
 * AllotmentReturned are written by both. */
export const DERIVED_ONLY: ReadonlySet<string> = new Set<EventType>([
  'ReservationPromoted',
  'SeatsOffered',
  'ReservationReduced',
  'ReservationRestored',
  'ReservationDeclined',
  'ReservationMoveReverted',
]);

/** Types of which every fact is the server's own (P8). */
export const SYSTEM_ONLY: ReadonlySet<string> = new Set<EventType>([
  'ReservationExpired',
  'OfferExpired',
  'AllotmentExpired',
]);

export function isKnownType(type: string): type is EventType {
  return Object.hasOwn(eventData, type);
}

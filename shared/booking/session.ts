import type {
  ActorId,
  CommitId,
  DeviceId,
  EventId,
  Instant,
  ReservationId,
  SessionId,
  StreamVersion,
} from '../log/ids.ts';
import { streamVersion } from '../log/ids.ts';
import type { Guest, Policy, Seats } from './events.ts';
import { countOf, isEmpty, NO_SEATS } from './seats.ts';

/**
 * What one session's stream folds to. `evolve` owns the session that it is given and changes it in place (a
 * whole copy per event would make replay quadratic); everything inside its maps and lists is read-only and is
 * replaced, so that `copySession` is shallow.
 */
export type Session = {
  readonly id: SessionId;
  version: StreamVersion;
  lastEventId: EventId | null;
  status: SessionStatus;
  title: string;
  venue: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  policy: Policy;
  seatTypes: Map<string, SeatType>;
  /** Seats granted to active reservations, by seat type; kept in step by `putReservation`. */
  taken: Map<string, number>;
  reservations: Map<ReservationId, Reservation>;
  /** Who waits, in the order in which they are promoted: priority, then place. */
  waitlist: readonly ReservationId[];
  followUps: readonly FollowUp[];
  /** The first event that this program cannot read: the session is shown, and takes no command (L7). */
  unreadable: Unreadable | null;
  /** The reservations as they were before the commit that is being folded; not part of the state. */
  commit: { readonly id: CommitId; readonly before: Map<ReservationId, Reservation | undefined> } | null;
};

export type SessionStatus = 'unscheduled' | 'open' | 'closed' | 'cancelled';
export type Unreadable = {
  readonly type: string;
  readonly schemaVersion: number;
  readonly version: StreamVersion;
};
export type SeatType = {
  readonly id: string;
  readonly label: string;
  readonly capacity: number;
  readonly allowance: number;
};

export type Reservation = {
  readonly id: ReservationId;
  readonly status: 'active' | 'moved' | 'declined' | 'cancelled' | 'expired';
  readonly confirmed: boolean;
  readonly wanted: Seats;
  readonly granted: Seats;
  /** `place`: the version of the event with which it began to wait. */
  readonly waiting: { readonly place: StreamVersion; readonly priority: number } | null;
  /** What it held before a promotion swapped it for what it wanted; leaving the waitlist late goes back to this. */
  readonly swappedFrom: Seats | null;
  readonly arrival:
    | { readonly kind: 'checked-in'; readonly guests: number }
    | { readonly kind: 'no-show' }
    | null;
  readonly guest: Guest | null;
  readonly booked: { readonly at: Instant; readonly actorId: ActorId; readonly deviceId: DeviceId };
};

/** Why a guest has to be told something (C4). */
export type FollowUpReason =
  | 'waitlisted'
  | 'reduced'
  | 'restored'
  | 'declined'
  | 'promoted'
  | 'confirmed-without-seats'
  | 'arrived-without-seats'
  | 'session-rescheduled'
  | 'session-cancelled';

export type FollowUp = {
  readonly reservationId: ReservationId;
  /** The event that opened it. */
  readonly about: EventId;
  readonly why: FollowUpReason;
  readonly compensates: readonly EventId[];
  readonly since: Instant;
};

export type Outcome =
  | 'confirmed'
  | 'reserved'
  | 'waitlisted'
  | 'wanting-more'
  | 'unfilled'
  | 'moved'
  | 'declined'
  | 'cancelled'
  | 'expired';

/** The one current outcome of a reservation (invariant 2). */
export function outcomeOf(reservation: Reservation): Outcome {
  if (reservation.status !== 'active') return reservation.status;
  if (reservation.waiting) return isEmpty(reservation.granted) ? 'waitlisted' : 'wanting-more';
  if (isEmpty(reservation.granted)) return 'unfilled';
  return reservation.confirmed ? 'confirmed' : 'reserved';
}

/** Seats of a type that there are to give, the allowance for overbooking included; 0 of an unknown type (B4). */
export function capacityOf(session: Session, seatType: string): number {
  const type = session.seatTypes.get(seatType);
  return type ? type.capacity + type.allowance : 0;
}

/** Seats of a type that nobody holds; below 0 where the session is overbooked (B1). */
export function remaining(session: Session, seatType: string): number {
  return capacityOf(session, seatType) - (session.taken.get(seatType) ?? 0);
}

export function newSession(id: SessionId): Session {
  return {
    id,
    version: streamVersion(0),
    lastEventId: null,
    status: 'unscheduled',
    title: '',
    venue: '',
    startsAt: '',
    endsAt: '',
    timeZone: 'UTC',
    policy: { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 },
    seatTypes: new Map(),
    taken: new Map(),
    reservations: new Map(),
    waitlist: [],
    followUps: [],
    unreadable: null,
    commit: null,
  };
}

/** A session that `evolve` may have without touching this one. */
export function copySession(session: Session): Session {
  return {
    ...session,
    seatTypes: new Map(session.seatTypes),
    taken: new Map(session.taken),
    reservations: new Map(session.reservations),
    commit: null,
  };
}

/** The only place that stores a reservation: the tallies, the waitlist and the commit's "before" follow from it. */
export function putReservation(session: Session, next: Reservation): void {
  const before = session.reservations.get(next.id);
  if (session.commit && !session.commit.before.has(next.id)) session.commit.before.set(next.id, before);
  tally(session, before, -1);
  tally(session, next, 1);
  session.reservations.set(next.id, next);
  if ((before?.waiting ?? null) !== next.waiting) session.waitlist = requeue(session, next);
}

function tally(session: Session, reservation: Reservation | undefined, sign: 1 | -1): void {
  for (const [seatType, seats] of Object.entries(reservation?.granted ?? NO_SEATS)) {
    const taken = (session.taken.get(seatType) ?? 0) + sign * seats;
    if (taken === 0) session.taken.delete(seatType);
    else session.taken.set(seatType, taken);
  }
}

function requeue(session: Session, next: Reservation): ReservationId[] {
  const others = session.waitlist.filter((id) => id !== next.id);
  if (!next.waiting) return others;
  const { priority, place } = next.waiting;
  const behind = others.findIndex((id) => {
    const other = session.reservations.get(id)?.waiting;
    return other && (other.priority < priority || (other.priority === priority && other.place > place));
  });
  return others.toSpliced(behind === -1 ? others.length : behind, 0, next.id);
}

/** What the reservation still lacks of a seat type. */
export function lacking(reservation: Reservation, seatType: string): number {
  return countOf(reservation.wanted, seatType) - countOf(reservation.granted, seatType);
}

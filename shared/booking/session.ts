import type {
  AllotmentId,
  CommitId,
  EventId,
  Instant,
  ReservationId,
  SessionId,
  StreamVersion,
} from '../log/ids.ts';
import { streamVersion } from '../log/ids.ts';
import type { Allotment } from './allotment.ts';
import type { Policy, Seats } from './events.ts';
import { LayeredMap, type MapLike } from './layered-map.ts';
import type { Reservation } from './reservation.ts';

/**
 * What one session's stream folds to. `evolve` owns the session that it is given and changes it in place (a
 * whole copy per event would make replay quadratic); everything inside its maps and lists is read-only and is
 * replaced, so that copies are shallow and layers share what they do not change.
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
  /** Seats that are nobody else's to take, by seat type: granted, offered, or unused in a live allotment (B1); kept in
   * step by `putReservation` and `putAllotment`. */
  taken: Map<string, number>;
  allotments: Map<AllotmentId, Allotment>;
  reservations: MapLike<ReservationId, Reservation>;
  /** Who waits, in the order in which they are promoted: priority, then place. */
  waitlist: readonly ReservationId[];
  /** What they lack, by its JSON: whether anybody fits shows without asking each. Kept in step as well. */
  demand: Map<string, Demand>;
  /** Who has to be told something, in the order of the events that opened it; by `followUpKey`. */
  followUps: MapLike<string, FollowUp>;
  /** How often a promise that somebody made here could not be kept, for planners to see (F3). */
  conflicts: number;
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

export type Demand = {
  /** What just these parties lack; nothing, where they hold all that they want. */
  readonly lacks: Seats;
  readonly parties: number;
};

/** Why a guest has to be told something (C4). */
export type FollowUpReason =
  | 'waitlisted'
  | 'reduced'
  | 'restored'
  | 'declined'
  | 'promoted'
  | 'offered'
  | 'offer-expired'
  | 'offer-gone'
  | 'hold-expired'
  | 'move-reverted'
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
    allotments: new Map(),
    reservations: new Map(),
    waitlist: [],
    demand: new Map(),
    followUps: new Map(),
    conflicts: 0,
    unreadable: null,
    commit: null,
  };
}

/** A session of its own, whatever becomes of this one; costs as much as there are reservations. */
export function copySession(session: Session): Session {
  return {
    ...withoutReservations(session),
    reservations: new Map(session.reservations),
    followUps: new Map(session.followUps),
  };
}

/** A session on top of this one, which must stay as it is meanwhile; costs as much as is then changed. */
export function layerSession(session: Session): Session {
  return {
    ...withoutReservations(session),
    reservations: new LayeredMap(session.reservations),
    followUps: new LayeredMap(session.followUps),
  };
}

/** Makes a layer stand in the place of the session below it, which is of no use afterwards. */
export function settleSession(layer: Session): Session {
  const { reservations, followUps } = layer;
  if (reservations instanceof LayeredMap) layer.reservations = reservations.settle();
  if (followUps instanceof LayeredMap) layer.followUps = followUps.settle();
  return layer;
}

/** The small maps are copied: seat types, allotments, and the few sizes that parties come in. */
function withoutReservations(session: Session): Session {
  const { seatTypes, taken, allotments, demand } = session;
  return {
    ...session,
    seatTypes: new Map(seatTypes),
    taken: new Map(taken),
    allotments: new Map(allotments),
    demand: new Map(demand),
    commit: null,
  };
}

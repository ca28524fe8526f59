import { outcomeOf, type Reservation } from '../../shared/booking/reservation.ts';
import type { Session } from '../../shared/booking/session.ts';
import type {
  ActorId,
  CommitId,
  EventId,
  Instant,
  Position,
  ReservationId,
  SessionId,
} from '../../shared/log/ids.ts';
import { codeOf, type ProblemCode } from '../../shared/sync/problem-code.ts';
import type { Chronicle } from './chronicle.ts';
import { type PartyLine, partyOf } from './figures.ts';
import { type Happening, happeningOf } from './happening.ts';
import type { Why } from './history-links.ts';
import type { Moment } from './history-moments.ts';
import { guestNamedIn, reservationOf } from './own-work.ts';
import type { People, Who } from './source.ts';

export type HistoryEntry = {
  readonly key: EventId;
  readonly commitId: CommitId;
  readonly sessionId: SessionId;
  readonly session: string;
  /** `pending`: saved here. `accepted`: the server said so. `recorded`: it came back. `quarantined`: rejected, kept. */
  readonly state: 'recorded' | 'accepted' | 'pending' | 'quarantined';
  /** Its place in the log, where it is recorded. */
  readonly position: Position | null;
  readonly deviceAt: Instant;
  readonly serverAt: Instant | null;
  /** Server's time less device's time where they are more than a minute apart: sent later, or a clock that is wrong. */
  readonly skewSeconds: number | null;
  readonly by: { readonly name: string; readonly deviceId: string; readonly own: boolean };
  /** Who brought it, where that was another device (C7), or another person: a planner who took it in (C5). */
  readonly deliveredBy: { readonly name: string; readonly isAnother: boolean } | null;
  readonly reservationId: ReservationId | null;
  readonly guest: string | null;
  readonly what: Happening;
  /** It follows from the facts of its commit; nobody did it. */
  readonly derived: boolean;
  readonly before: Standing | null;
  readonly after: Standing | null;
  readonly left: readonly SeatsLeft[];
  /** What it makes up for, what it rests on, what came of it. */
  readonly why: Why;
  /** Why the server rejected it. */
  readonly problem: {
    readonly code: ProblemCode | null;
    readonly detail: string | null;
    readonly setAside: boolean;
  } | null;
};

/** How the reservation stood. */
export type Standing = {
  readonly outcome: string;
  readonly granted: readonly PartyLine[];
  readonly wanted: readonly PartyLine[];
  readonly place: number | null;
  readonly arrival: 'checked-in' | 'no-show' | null;
};

/** Seats of a type that nobody held before and after. */
export type SeatsLeft = { readonly label: string; readonly before: number; readonly after: number };

/** Further apart than this, both times are shown. */
const SKEW_SECONDS = 60;

type Around = { readonly who: Who; readonly people: People };

export function entryOf(moment: Moment, { source, book, why }: Chronicle): HistoryEntry {
  const { event, state, before, after, sessionId } = moment;
  const session = book.session(sessionId);
  const { actorId, deviceId, occurredAt } = event.meta;
  const reservation = after.reservation ?? before.reservation;
  return {
    key: event.id,
    commitId: moment.commitId,
    sessionId,
    session: session?.title ?? '',
    state,
    position: moment.position,
    deviceAt: occurredAt,
    serverAt: moment.recordedAt,
    skewSeconds: skew(occurredAt, moment.recordedAt),
    by: { name: nameOfActor(actorId, source), deviceId, own: deviceId === source.who.deviceId },
    deliveredBy: delivererOf(moment, source),
    reservationId: reservationOf(event) ?? null,
    guest: guestOf(moment, session),
    what: happeningOf(event, session),
    derived: moment.derived,
    before: reservation ? standing(before.reservation, before.place, session) : null,
    after: reservation ? standing(after.reservation, after.place, session) : null,
    left: seatsLeft(moment, session),
    why: why(event),
    problem: problemOf(moment),
  };
}

function delivererOf({ event, submittedBy }: Moment, around: Around): HistoryEntry['deliveredBy'] {
  const { actorId, deviceId } = event.meta;
  if (!submittedBy || submittedBy.deviceId === deviceId) return null;
  return { name: nameOfActor(submittedBy.actorId, around), isAnother: submittedBy.actorId !== actorId };
}

function skew(occurredAt: string, recordedAt: string | null): number | null {
  if (!recordedAt) return null;
  const seconds = Math.round((Date.parse(recordedAt) - Date.parse(occurredAt)) / 1_000);
  return Math.abs(seconds) > SKEW_SECONDS ? seconds : null;
}

export function nameOfActor(actorId: ActorId, { who, people }: Around): string {
  return people[actorId] ?? (actorId === who.actorId ? who.name : actorId);
}

/** The name as it stands today: a booking's own event does not carry it (D1). */
export function guestOf({ event, rejection }: Moment, session: Session | undefined): string | null {
  const id = reservationOf(event);
  const known = id && session?.reservations.get(id)?.guest?.name;
  return known ?? (rejection ? guestNamedIn(rejection.commit) : null);
}

export function standing(
  reservation: Reservation | null,
  place: number | null,
  session: Session | undefined,
): Standing | null {
  if (!reservation) return null;
  const types = session ?? { seatTypes: new Map() };
  return {
    outcome: outcomeOf(reservation),
    granted: partyOf(types, reservation.granted),
    wanted: partyOf(types, reservation.wanted),
    place,
    arrival: reservation.arrival?.kind ?? null,
  };
}

function seatsLeft({ before, after }: Moment, session: Session | undefined): SeatsLeft[] {
  return after.left.map(([type, seats], index) => ({
    label: session?.seatTypes.get(type)?.label ?? type,
    before: before.left[index]?.[1] ?? 0,
    after: seats,
  }));
}

function problemOf({ rejection }: Moment): HistoryEntry['problem'] {
  if (!rejection) return null;
  const { problem, setAside } = rejection;
  return { code: codeOf(problem) ?? null, detail: problem.detail ?? null, setAside: setAside !== undefined };
}

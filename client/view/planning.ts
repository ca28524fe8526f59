import type { Policy } from '../../shared/booking/events.ts';
import { type Outcome, outcomeOf } from '../../shared/booking/reservation.ts';
import { total } from '../../shared/booking/seats.ts';
import type { Session, SessionStatus } from '../../shared/booking/session.ts';
import type { Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import { type AllotmentLine, allotmentLines } from './allotments.ts';
import {
  allFigures,
  arrivals,
  type Figures,
  type PartyLine,
  partyOf,
  type SeatFigures,
  seatFigures,
} from './figures.ts';
import { openFollowUps } from './follow-ups.ts';
import type { SessionNamed } from './session-named.ts';
import type { Source } from './source.ts';
import type { View } from './view.ts';

/** All sessions that this device knows, whenever they are: for tables, calendars and figures over a season. */
export type PlanningView = View<PlanningHead, PlannedSession>;
export type PlanningHead = { readonly asOf: Instant | null };

export type PlannedSession = Omit<SessionNamed, 'id'> & {
  readonly key: SessionId;
  readonly status: SessionStatus;
  readonly shortfall: Policy['shortfall'];
  /** Raised with every change: a calendar takes the higher one. */
  readonly version: number;
  readonly seatTypes: readonly SeatFigures[];
  readonly figures: Figures;
  /** Parties. */
  readonly waiting: number;
  /** Guests. */
  readonly came: number;
  readonly noShows: number;
  /** Promises that could not be kept (F3). */
  readonly conflicts: number;
  /** Guests who have to be told that something became of their booking. */
  readonly toTell: number;
  /** What devices have taken along and not brought back. */
  readonly allotments: readonly AllotmentLine[];
};

export function planningView(source: Source): PlanningView {
  const rows = [...source.sessions()]
    .filter(({ status }) => status !== 'unscheduled')
    .map((session) => planned(source, session));
  return { head: { asOf: source.sync.lastSuccessAt }, rows: rows.sort(bySession) };
}

function planned(source: Source, session: Session): PlannedSession {
  const { id, title, venue, startsAt, endsAt, timeZone, status, version, policy } = session;
  const seatTypes = seatFigures(session);
  return {
    ...{ key: id, title, venue, startsAt, endsAt, timeZone, status, version, seatTypes },
    ...arrivals(session),
    shortfall: policy.shortfall,
    figures: allFigures(seatTypes),
    waiting: session.waitlist.length,
    conflicts: source.recorded(id)?.conflicts ?? 0,
    toTell: openFollowUps(source, id).length,
    allotments: allotmentLines(source, session),
  };
}

function bySession(a: PlannedSession, b: PlannedSession): number {
  return a.startsAt.localeCompare(b.startsAt) || a.key.localeCompare(b.key);
}

/** Every booking of every session, also those that have ended: nothing is torn out. */
export type AllBookingsView = View<PlanningHead, BookingLine>;

export type BookingLine = {
  readonly key: ReservationId;
  readonly session: Pick<PlannedSession, 'title' | 'venue' | 'startsAt' | 'timeZone'>;
  readonly guest: string | null;
  readonly phone: string | null;
  readonly mail: string | null;
  readonly note: string | null;
  readonly outcome: Outcome;
  readonly granted: readonly PartyLine[];
  readonly wanted: number;
  readonly arrival: 'checked-in' | 'no-show' | null;
  readonly guests: number | null;
  readonly bookedAt: Instant;
};

export function allBookingsView(source: Source): AllBookingsView {
  const sessions = [...source.sessions()].filter(({ status }) => status !== 'unscheduled');
  sessions.sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id));
  return { head: { asOf: source.sync.lastSuccessAt }, rows: sessions.flatMap(bookingsOf) };
}

function bookingsOf(session: Session): BookingLine[] {
  const { title, venue, startsAt, timeZone } = session;
  return [...session.reservations.values()].map((reservation) => {
    const { id, guest, granted, wanted, arrival, booked } = reservation;
    return {
      key: id,
      session: { title, venue, startsAt, timeZone },
      guest: guest?.name ?? null,
      phone: guest?.phone ?? null,
      mail: guest?.mail ?? null,
      note: guest?.note ?? null,
      outcome: outcomeOf(reservation),
      granted: partyOf(session, granted),
      wanted: total(wanted),
      arrival: arrival?.kind ?? null,
      guests: arrival?.kind === 'checked-in' ? arrival.guests : null,
      bookedAt: booked.at,
    };
  });
}

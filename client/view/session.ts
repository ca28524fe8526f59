import type { Drawn, Policy } from '../../shared/booking/events.ts';
import { type Outcome, outcomeOf, type Reservation } from '../../shared/booking/reservation.ts';
import { isEmpty, total } from '../../shared/booking/seats.ts';
import type { Session, SessionStatus } from '../../shared/booking/session.ts';
import type { Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import { streamOf } from '../../shared/log/ids.ts';
import { type AllotmentLine, allotmentLines, drawables, guaranteedSeats } from './allotments.ts';
import type { Drawable } from './drawing.ts';
import {
  allFigures,
  type Figures,
  type PartyLine,
  partyOf,
  type SeatFigures,
  seatFigures,
} from './figures.ts';
import { openFollowUps } from './follow-ups.ts';
import { guaranteedUntil } from './guarantee.ts';
import { isProvisional, type Marks, marksOf } from './marks.ts';
import { type Counts, type ListName, listed, type Numbered, type SessionQuery } from './session-lists.ts';
import { type SessionNamed, sessionNamed } from './session-named.ts';
import type { Source } from './source.ts';
import { endOf } from './term.ts';
import type { View } from './view.ts';

/** One session: its figures, and one of its lists. */
export type SessionView = View<SessionHead | null, ReservationRow>;

export type SessionHead = SessionNamed & {
  readonly status: SessionStatus;
  /** The first event that this version of the app cannot read: look, but do not touch (L7). */
  readonly unreadable: string | null;
  /** Raised with every change: a calendar takes the higher one. */
  readonly version: number;
  /** As it was planned: what another session like it begins with. */
  readonly plan: SessionPlan;
  readonly seatTypes: readonly SeatFigures[];
  readonly figures: Figures;
  /** What devices have taken along. */
  readonly allotments: readonly AllotmentLine[];
  /** What this device may book from by itself, and how many seats that is. */
  readonly own: readonly Drawable[];
  readonly guaranteed: number;
  readonly asOf: Instant | null;
  /** The highest that anybody waits with. */
  readonly topPriority: number;
  /** By seat type, how many are promised beyond those that there are; of `seatTypes` they are a part. */
  readonly allowances: Readonly<Record<string, number>>;
  readonly list: ListName;
  /** How many each list holds, whatever the filter. */
  readonly counts: Counts;
  /** Commits on this session that the server rejected: they are in the inbox. */
  readonly quarantined: number;
  /** How many rows fit the filter; `rows` begin with number `from` of them, counted from 0. */
  readonly total: number;
  readonly from: number;
};

export type SessionPlan = {
  readonly policy: Policy;
  readonly seatTypes: readonly { readonly label: string; readonly capacity: number }[];
};

export type ReservationRow = {
  readonly key: ReservationId;
  readonly name: string | null;
  readonly phone: string | null;
  readonly mail: string | null;
  readonly note: string | null;
  /** In which the guest is spoken to. */
  readonly language: string | null;
  readonly outcome: Outcome;
  readonly ended: boolean;
  /** Where the booking is instead. */
  readonly movedTo: { readonly id: SessionId; readonly title: string } | null;
  readonly confirmed: boolean;
  readonly granted: number;
  readonly wanted: number;
  readonly party: readonly PartyLine[];
  readonly wantedParty: readonly PartyLine[];
  /** 1 is the next to be promoted. */
  readonly place: number | null;
  /** Who has a higher one waits before others; 0 where nobody gave one. */
  readonly priority: number;
  readonly arrival: Reservation['arrival'];
  readonly provisional: boolean;
  /** Not decided, and stands all the same if it is sent by then. */
  readonly guaranteedUntil: Instant | null;
  readonly drawn: Drawn | null;
  /** Ended by the server unless it is confirmed; `until` is null while the server has not recorded it. */
  readonly hold: { readonly minutes: number; readonly until: Instant | null } | null;
  /** Kept for the guest until there is an answer. */
  readonly offer: { readonly party: readonly PartyLine[]; readonly until: Instant | null } | null;
  readonly marks: Marks;
  /** The guest has to be told something: it is in the inbox. */
  readonly followUp: boolean;
  /** Booked on this device. */
  readonly own: boolean;
};

const USUAL_WINDOW = 1_000;

/** `head` is null where this device has no such session. */
export function sessionView(source: Source, query: SessionQuery): SessionView {
  const session = source.session(query.sessionId);
  if (!session || session.status === 'unscheduled') return { head: null, rows: [] };
  const { from = 0, count = USUAL_WINDOW } = query;
  const { shown, total, counts } = listed(session, query, { from, count });
  const told = new Set(openFollowUps(source, session.id).map((one) => one.reservationId));
  const seatTypes = seatFigures(session);
  const own = drawables(source, session);
  const { status, version } = session;
  return {
    head: {
      ...sessionNamed(session),
      ...{ status, version },
      unreadable: session.unreadable?.type ?? null,
      plan: planOf(session),
      seatTypes,
      figures: allFigures(seatTypes),
      allotments: allotmentLines(source, session),
      own,
      guaranteed: guaranteedSeats(own),
      asOf: source.sync.lastSuccessAt,
      list: query.list,
      topPriority: topPriority(session),
      allowances: Object.fromEntries([...session.seatTypes].map(([id, { allowance }]) => [id, allowance])),
      counts,
      quarantined: quarantinedOn(source, session),
      ...{ total, from },
    },
    rows: shown.map((one) => rowOf(source, session, one, told)),
  };
}

function planOf({ policy, seatTypes }: Session): SessionPlan {
  return { policy, seatTypes: [...seatTypes.values()].map(({ label, capacity }) => ({ label, capacity })) };
}

/** Null too where this device does not have that session. */
function movedTo(source: Source, { movedTo: id }: Reservation): ReservationRow['movedTo'] {
  const session = id && source.session(id);
  return session ? { id, title: session.title } : null;
}

/** The waitlist goes by it: who is first has the highest. */
function topPriority({ waitlist: [first], reservations }: Session): number {
  return (first && reservations.get(first)?.waiting?.priority) ?? 0;
}

function rowOf(
  source: Source,
  session: Session,
  { reservation, place }: Numbered,
  told: ReadonlySet<ReservationId>,
): ReservationRow {
  const own = source.overlay.length > 0 ? source.overlayOn(reservation.id) : [];
  const { id, guest, granted, wanted, confirmed, arrival, status, drawn, hold, offer } = reservation;
  const until = guaranteedUntil(session, reservation);
  const pending = isProvisional(reservation, own);
  const stands = until !== undefined && source.now < until;
  const seats = status === 'active' && !isEmpty(granted) ? granted : wanted;
  return {
    key: id,
    name: guest?.name ?? null,
    phone: guest?.phone ?? null,
    mail: guest?.mail ?? null,
    note: guest?.note ?? null,
    language: guest?.language ?? null,
    outcome: outcomeOf(reservation),
    ended: status !== 'active',
    movedTo: movedTo(source, reservation),
    confirmed,
    granted: total(granted),
    wanted: total(wanted),
    party: partyOf(session, seats),
    wantedParty: partyOf(session, wanted),
    place,
    priority: reservation.waiting?.priority ?? 0,
    arrival,
    provisional: pending && !stands,
    guaranteedUntil: pending && stands ? until : null,
    drawn,
    hold: hold && !confirmed ? { minutes: hold.minutes, until: endOf(hold) } : null,
    offer: offer && { party: partyOf(session, offer.seats), until: endOf(offer) },
    marks: marksOf(reservation, own),
    followUp: told.has(id),
    own: reservation.booked.deviceId === source.who.deviceId,
  };
}

function quarantinedOn(source: Source, { id }: Session): number {
  return source.quarantine.filter(
    ({ commit, setAside }) => !setAside && commit.writes.some((write) => write.streamId === streamOf(id)),
  ).length;
}

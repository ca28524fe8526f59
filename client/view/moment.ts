import type { Book } from '../../shared/booking/book.ts';
import type { Session, SessionStatus } from '../../shared/booking/session.ts';
import type { EventId, Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import type { Chronicle } from './chronicle.ts';
import { type SeatFigures, seatFigures } from './figures.ts';
import { entryOf, type HistoryEntry, type Standing, standing } from './history-entry.ts';
import type { Moment } from './history-moments.ts';
import { reservationOf } from './own-work.ts';
import type { View } from './view.ts';

export type MomentQuery = {
  readonly view: 'moment';
  readonly of: { readonly sessionId: SessionId };
  readonly at: MomentAt;
  /** `before`: what its entry changed. `now`: what has changed since. */
  readonly against: 'before' | 'now';
  readonly count?: number;
};

/** After the entry with that id, after the nth, or after all that had happened by a time; else after the last one. */
export type MomentAt =
  | { readonly entry: EventId }
  | { readonly nth: number }
  | { readonly by: Instant }
  | 'last';

/** A session as it was after one of its entries, beside what it is compared with (field-app rule 10). */
export type MomentView = View<MomentHead | null, MomentRow>;

export type MomentHead = {
  readonly title: string;
  /** Which of how many entries; from `recorded` on they are this device's own, and the server may still order them anew. */
  readonly nth: number;
  readonly of: number;
  readonly recorded: number;
  readonly entry: HistoryEntry;
  /** Of which entries something else had to be made good: the newest of them. */
  readonly marks: readonly number[];
  readonly against: MomentQuery['against'];
  /** Null before there was a session. */
  readonly from: SessionThen | null;
  readonly to: SessionThen | null;
  /** Bookings that stand otherwise; they come first. */
  readonly changed: number;
  /** Bookings beyond those in `rows`. */
  readonly more: number;
};

export type SessionThen = {
  readonly status: SessionStatus;
  readonly title: string;
  readonly venue: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly seatTypes: readonly SeatFigures[];
  readonly parties: number;
  readonly waiting: number;
};

export type MomentRow = {
  readonly key: ReservationId;
  /** As it was noted by then; before that, as it was noted first. */
  readonly name: string | null;
  readonly from: Standing | null;
  readonly to: Standing | null;
  readonly changed: boolean;
};

const USUAL_WINDOW = 100;

/** `head` is null where nothing is known of such a session. */
export function momentView(chronicle: Chronicle, query: MomentQuery): MomentView {
  const { at, against, count = USUAL_WINDOW } = query;
  const { sessionId } = query.of;
  const travel = chronicle.travel();
  const { moments, recorded, marks } = travel;
  const nth = nthOf(moments, at);
  const moment = moments[nth - 1];
  if (!moment) return { head: null, rows: [] };
  const session = (book: Book): Session | undefined => book.session(sessionId);
  const there = session(travel.at(nth));
  const [from, to] =
    against === 'now' ? [there, session(travel.at(travel.length))] : [session(travel.at(nth - 1)), there];
  const since = against === 'now' ? moments.slice(nth) : [moment];
  const changed = changedBy(since, from, to);
  const all = to?.reservations.size ?? 0;
  return {
    head: {
      title: chronicle.book.session(sessionId)?.title ?? '',
      nth,
      of: moments.length,
      recorded,
      against,
      entry: entryOf(moment, chronicle),
      marks,
      from: thenOf(from),
      to: thenOf(to),
      changed: changed.length,
      more: Math.max(all - count, 0),
    },
    rows: [...changed.slice(0, count), ...unchanged(changed, count, to)],
  };
}

function nthOf(moments: readonly Moment[], at: MomentAt): number {
  if (at === 'last') return moments.length;
  if ('nth' in at) return Math.min(Math.max(at.nth, 1), moments.length);
  if ('entry' in at) {
    const found = moments.findIndex(({ event }) => event.id === at.entry);
    return found < 0 ? moments.length : found + 1;
  }
  const by = Date.parse(at.by);
  const last = moments.findLastIndex((one) => Date.parse(one.recordedAt ?? one.event.meta.occurredAt) <= by);
  return Math.max(last + 1, 1);
}

function thenOf(session: Session | undefined): SessionThen | null {
  if (!session || session.status === 'unscheduled') return null;
  const { status, title, venue, startsAt, endsAt, waitlist } = session;
  let parties = 0;
  for (const reservation of session.reservations.values()) if (reservation.status === 'active') parties++;
  return {
    ...{ status, title, venue, startsAt, endsAt, parties },
    seatTypes: seatFigures(session),
    waiting: waitlist.length,
  };
}

/**
 * The bookings that stand otherwise at `to`: of those that the entries between speak of, and of those in the line, which
 * moves up by itself. So a session with thousands of others costs no more.
 */
function changedBy(
  between: readonly Moment[],
  from: Session | undefined,
  to: Session | undefined,
): MomentRow[] {
  const [placeFrom, placeTo] = [placesIn(from), placesIn(to)];
  const named = between.flatMap(({ event }) => reservationOf(event) ?? []);
  const rows = [...new Set([...named, ...placeFrom.keys(), ...placeTo.keys()])].map((id): MomentRow => {
    const [was, is] = [from?.reservations.get(id) ?? null, to?.reservations.get(id) ?? null];
    return {
      key: id,
      name: is?.guest?.name ?? was?.guest?.name ?? null,
      from: standing(was, placeFrom.get(id) ?? null, from),
      to: standing(is, placeTo.get(id) ?? null, to),
      changed: true,
    };
  });
  return rows.filter((row) => JSON.stringify(row.from) !== JSON.stringify(row.to));
}

/** The first of the others, as many as there is room for. */
function unchanged(changed: readonly MomentRow[], count: number, to: Session | undefined): MomentRow[] {
  const known = new Set(changed.map(({ key }) => key));
  const places = placesIn(to);
  const rows: MomentRow[] = [];
  for (const [key, is] of to?.reservations ?? []) {
    if (changed.length + rows.length >= count) break;
    if (known.has(key)) continue;
    const stands = standing(is, places.get(key) ?? null, to);
    rows.push({ key, name: is.guest?.name ?? null, from: stands, to: stands, changed: false });
  }
  return rows;
}

function placesIn(session: Session | undefined): Map<ReservationId, number> {
  return new Map(session?.waitlist.map((id, index) => [id, index + 1]));
}

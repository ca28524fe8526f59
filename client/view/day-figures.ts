import type { Session } from '../../shared/booking/session.ts';
import { dayIn } from './calendar-day.ts';
import { allFigures, arrivals, seatFigures } from './figures.ts';
import type { PlanningHead } from './planning.ts';
import type { Source } from './source.ts';
import type { View } from './view.ts';

/** Days as 'YYYY-MM-DD', both included. */
export type DayFiguresQuery = {
  readonly view: 'day-figures';
  readonly from: string;
  readonly to: string;
  readonly venue?: string;
  readonly timeZone: string;
};

/** How each venue stands on each day of a time, by day and then by venue (F1); days without sessions have no row. */
export type DayFiguresView = View<PlanningHead & { readonly venues: readonly string[] }, DayFigures>;

export type DayFigures = Tally & { readonly key: string; readonly day: string; readonly venue: string };

export type Tally = {
  /** That take place. */
  readonly sessions: number;
  readonly cancelled: number;
  /** Seats. */
  readonly capacity: number;
  readonly booked: number;
  /** Parties. */
  readonly waiting: number;
  /** Guests. */
  readonly came: number;
  readonly noShows: number;
  readonly conflicts: number;
};

const NOTHING: Tally = {
  ...{ sessions: 0, cancelled: 0, capacity: 0, booked: 0 },
  ...{ waiting: 0, came: 0, noShows: 0, conflicts: 0 },
};

export function dayFiguresView(source: Source, query: DayFiguresQuery): DayFiguresView {
  const { from, to, venue, timeZone } = query;
  const venues = new Set<string>();
  const rows = new Map<string, DayFigures>();
  for (const session of source.sessions()) {
    if (session.status === 'unscheduled') continue;
    venues.add(session.venue);
    const day = dayIn(timeZone, session.startsAt);
    if (day < from || day > to || (venue && session.venue !== venue)) continue;
    const key = `${day} ${session.venue}`;
    const tally = plus(rows.get(key) ?? NOTHING, tallyOf(source, session));
    rows.set(key, { key, day, venue: session.venue, ...tally });
  }
  return {
    head: { asOf: source.sync.lastSuccessAt, venues: [...venues].sort() },
    rows: [...rows.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}

/** Of a session that does not take place nothing is counted but what went wrong (F2, F3). */
function tallyOf(source: Source, session: Session): Tally {
  const conflicts = source.recorded(session.id)?.conflicts ?? 0;
  if (session.status === 'cancelled') return { ...NOTHING, cancelled: 1, conflicts };
  const { capacity, taken, held } = allFigures(seatFigures(session));
  const waiting = session.waitlist.length;
  return {
    ...NOTHING,
    sessions: 1,
    capacity,
    booked: taken + held,
    waiting,
    conflicts,
    ...arrivals(session),
  };
}

export function sumOf(tallies: readonly Tally[]): Tally {
  return tallies.reduce(plus, NOTHING);
}

function plus(a: Tally, b: Tally): Tally {
  return {
    sessions: a.sessions + b.sessions,
    cancelled: a.cancelled + b.cancelled,
    capacity: a.capacity + b.capacity,
    booked: a.booked + b.booked,
    waiting: a.waiting + b.waiting,
    came: a.came + b.came,
    noShows: a.noShows + b.noShows,
    conflicts: a.conflicts + b.conflicts,
  };
}

/** Booked seats by capacity; null where there is nothing to fill. */
export function fillOf({ booked, capacity }: Pick<Tally, 'booked' | 'capacity'>): number | null {
  return capacity > 0 ? booked / capacity : null;
}

/** All that is counted on a day, or at a venue, together. */
export type Tallied = { readonly name: string; readonly sum: Tally; readonly rows: readonly DayFigures[] };

export function tallied(rows: readonly DayFigures[], by: 'day' | 'venue'): Tallied[] {
  return [...Map.groupBy(rows, (row) => row[by])]
    .map(([name, of]) => ({ name, sum: sumOf(of), rows: of }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

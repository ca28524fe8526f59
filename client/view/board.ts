import type { Session, SessionStatus } from '../../shared/booking/session.ts';
import type { Instant, SessionId } from '../../shared/log/ids.ts';
import { drawables, guaranteedSeats } from './allotments.ts';
import { dayIn } from './calendar-day.ts';
import { allFigures, type Figures, type SeatFigures, seatFigures } from './figures.ts';
import { provisionalBySession } from './own-work.ts';
import type { RowWindow } from './row-window.ts';
import type { SessionNamed } from './session-named.ts';
import type { Source } from './source.ts';
import type { View } from './view.ts';

export type BoardQuery = {
  readonly view: 'board';
  readonly text?: string;
  readonly venue?: string;
  readonly past?: boolean;
  readonly timeZone: string;
} & Partial<RowWindow>;

/** The sessions by day: today first, the past folded away. */
export type BoardView = View<BoardHead, SessionCard>;

export type BoardHead = {
  /** When this device last held everything that the server had: what the figures stand on. */
  readonly asOf: Instant | null;
  readonly today: string;
  readonly venues: readonly string[];
  /** Sessions of earlier days that fit the filter, shown or folded away. */
  readonly past: number;
  /** Scheduled sessions in all, whatever the filter. */
  readonly sessions: number;
  /** The days of the cards that fit the filter, in order; `rows` begin with card number `from` of them, from 0. */
  readonly days: readonly DayCount[];
  readonly from: number;
};

type DayCount = { readonly day: string; readonly cards: number };

export type SessionCard = Omit<SessionNamed, 'id'> & {
  readonly key: SessionId;
  readonly day: string;
  readonly status: SessionStatus;
  /** False: written by a newer version of the app (L7). */
  readonly readable: boolean;
  readonly seatTypes: readonly SeatFigures[];
  readonly figures: Figures;
  readonly waiting: number;
  /** Own bookings that the server has not accepted yet. */
  readonly provisional: number;
  /** Seats that this device took along and has not booked yet. */
  readonly guaranteed: number;
};

const USUAL_WINDOW = 1_000;

export function boardView(source: Source, query: BoardQuery): BoardView {
  const today = dayIn(query.timeZone, source.now);
  const venues = new Set<string>();
  const found: { session: Session; day: string }[] = [];
  let sessions = 0;
  let past = 0;
  for (const session of source.sessions()) {
    if (session.status === 'unscheduled') continue;
    sessions++;
    venues.add(session.venue);
    if (!fitsFilter(session, query)) continue;
    const day = dayIn(query.timeZone, session.startsAt);
    if (day < today) past++;
    if (day >= today || query.past) found.push({ session, day });
  }
  found.sort((a, b) => inOrder(a, b, today));
  const provisional = provisionalBySession(source);
  const { from = 0, count = USUAL_WINDOW } = query;
  return {
    head: {
      asOf: source.sync.lastSuccessAt,
      today,
      venues: [...venues].sort(),
      past,
      sessions,
      days: daysOf(found),
      from,
    },
    rows: found.slice(from, from + count).map(({ session, day }) =>
      cardOf(session, {
        day,
        provisional: provisional.get(session.id) ?? 0,
        guaranteed: guaranteedSeats(drawables(source, session)),
      }),
    ),
  };
}

function daysOf(found: readonly { readonly day: string }[]): DayCount[] {
  return [...Map.groupBy(found, ({ day }) => day)].map(([day, cards]) => ({ day, cards: cards.length }));
}

function fitsFilter(session: Session, { text, venue }: BoardQuery): boolean {
  if (venue && session.venue !== venue) return false;
  if (!text) return true;
  const wanted = text.trim().toLowerCase();
  return session.title.toLowerCase().includes(wanted) || session.venue.toLowerCase().includes(wanted);
}

type Dated = { readonly session: Session; readonly day: string };

/** Today and what comes, soonest first; then the past, latest first. */
function inOrder(a: Dated, b: Dated, today: string): number {
  const aPast = a.day < today;
  if (aPast !== b.day < today) return aPast ? 1 : -1;
  if (a.day !== b.day) return a.day < b.day === aPast ? 1 : -1;
  return order(a.session.startsAt, b.session.startsAt) || order(a.session.id, b.session.id);
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** A card is made anew only when its session has moved: the board of a whole season costs little to look at again. */
const cards = new WeakMap<Session, { readonly version: number; readonly card: SessionCard }>();

type Changing = Pick<SessionCard, 'day' | 'provisional' | 'guaranteed'>;

function cardOf(session: Session, changing: Changing): SessionCard {
  const made = cards.get(session);
  if (made?.version === session.version && isAsBefore(made.card, changing)) return made.card;
  const seatTypes = seatFigures(session);
  const card: SessionCard = {
    key: session.id,
    ...changing,
    title: session.title,
    venue: session.venue,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    timeZone: session.timeZone,
    status: session.status,
    readable: session.unreadable === null,
    seatTypes,
    figures: allFigures(seatTypes),
    waiting: session.waitlist.length,
  };
  cards.set(session, { version: session.version, card });
  return card;
}

function isAsBefore(card: SessionCard, { day, provisional, guaranteed }: Changing): boolean {
  return card.day === day && card.provisional === provisional && card.guaranteed === guaranteed;
}

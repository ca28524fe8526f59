import type { Policy } from '../../shared/booking/events.ts';
import type { Session, SessionStatus } from '../../shared/booking/session.ts';
import type { Instant } from '../../shared/log/ids.ts';
import { streamOf } from '../../shared/log/ids.ts';
import { type AllotmentLine, allotmentLines, drawables, guaranteedSeats } from './allotments.ts';
import type { Drawable } from './drawing.ts';
import { allFigures, type Figures, type SeatFigures, seatFigures } from './figures.ts';
import { openFollowUps } from './follow-ups.ts';
import { type ReservationRow, rowOf } from './reservation-row.ts';
import { type Counts, type ListName, listed, type SessionQuery } from './session-lists.ts';
import { type SessionNamed, sessionNamed } from './session-named.ts';
import type { Source } from './source.ts';
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

/** The waitlist goes by it: who is first has the highest. */
function topPriority({ waitlist: [first], reservations }: Session): number {
  return (first && reservations.get(first)?.waiting?.priority) ?? 0;
}

function quarantinedOn(source: Source, { id }: Session): number {
  return source.quarantine.filter(
    ({ commit, setAside }) => !setAside && commit.writes.some((write) => write.streamId === streamOf(id)),
  ).length;
}

import type { Reservation } from '../../shared/booking/reservation.ts';
import { isEmpty } from '../../shared/booking/seats.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import { guestsFitting, prepareSearch } from './guest-search.ts';
import type { RowWindow } from './row-window.ts';

export type SessionQuery = {
  readonly view: 'session';
  readonly sessionId: SessionId;
  readonly list: 'bookings' | 'waitlist' | 'check-in';
  readonly text?: string;
  /** This one alone, whatever list it is in. */
  readonly only?: ReservationId;
} & Partial<RowWindow>;
export type ListName = SessionQuery['list'];
export type Numbered = { readonly reservation: Reservation; readonly place: number | null };

export type Counts = {
  readonly bookings: number;
  readonly waitlist: number;
  readonly toArrive: number;
  readonly arrived: number;
  /** Who has a place in one of the lists: a party that holds seats and wants more once. */
  readonly parties: number;
};

export type Listed = {
  readonly shown: readonly Numbered[];
  /** How many fit the filter. */
  readonly total: number;
  readonly counts: Counts;
};

/**
 * A window of one of a session's lists.
 *
 * - bookings: who holds seats, the newest on top; after them what ended, since nothing is torn out
 * - waitlist: who was offered seats, then the others in the order in which they are promoted
 * - check-in: by name, who is still to come before who has arrived
 */
export function listed(session: Session, query: SessionQuery, { from, count }: RowWindow): Listed {
  const order = orderOf(session, query.list);
  const rows = query.only ? the(session, query.only) : fitting(order, query.text ?? '');
  return {
    shown: rows
      .slice(from, from + count)
      .map((reservation) => ({ reservation, place: order.place.get(reservation.id) ?? null })),
    total: rows.length,
    counts: order.counts,
  };
}

type Order = {
  readonly of: string;
  readonly all: readonly Reservation[];
  readonly place: ReadonlyMap<Reservation['id'], number>;
  readonly counts: Counts;
  found?: { readonly text: string; readonly rows: readonly Reservation[] };
};

/** Who scrolls or types asks for window after window of one order, in a session that has not moved. */
const orders = new WeakMap<Session, Order>();

function orderOf(session: Session, list: ListName): Order {
  const of = `${session.version} ${list}`;
  const made = orders.get(session);
  if (made?.of === of) return made;
  const { holding, ended, counts } = sorted(session);
  const all = inList(session, list, holding, ended);
  prepareSearch(all);
  const order = { of, all, place: places(session), counts };
  orders.set(session, order);
  return order;
}

function the({ reservations }: Session, id: ReservationId): readonly Reservation[] {
  const one = reservations.get(id);
  return one ? [one] : [];
}

function fitting(order: Order, text: string): readonly Reservation[] {
  if (order.found?.text !== text) order.found = { text, rows: guestsFitting(order.all, text) };
  return order.found.rows;
}

function sorted(session: Session): { holding: Reservation[]; ended: Reservation[]; counts: Counts } {
  const holding: Reservation[] = [];
  const ended: Reservation[] = [];
  let [arrived, parties, expected] = [0, 0, 0];
  for (const reservation of session.reservations.values()) {
    const { status, granted, waiting, arrival } = reservation;
    if (status !== 'active') {
      ended.push(reservation);
      continue;
    }
    parties++;
    if (!isEmpty(granted)) expected++;
    if (!isEmpty(granted) || !waiting) holding.push(reservation);
    if (arrival?.kind === 'checked-in') arrived++;
  }
  const counts = {
    bookings: holding.length,
    waitlist: session.waitlist.length + offered(session).length,
    toArrive: Math.max(expected - arrived, 0),
    arrived,
    parties,
  };
  return { holding, ended, counts };
}

function inList(
  session: Session,
  list: ListName,
  holding: Reservation[],
  ended: Reservation[],
): Reservation[] {
  switch (list) {
    case 'bookings':
      return [...holding.reverse(), ...ended.reverse()];
    case 'waitlist':
      return [...offered(session), ...session.waitlist.flatMap((id) => session.reservations.get(id) ?? [])];
    case 'check-in':
      return atTheDoor(holding);
  }
}

/** Out of the line while seats are kept for them; their place is too. */
function offered({ reservations }: Session): Reservation[] {
  return [...reservations.values()].filter(({ offer }) => offer !== null);
}

function places({ waitlist }: Session): Map<Reservation['id'], number> {
  return new Map(waitlist.map((id, index) => [id, index + 1]));
}

function atTheDoor(holding: readonly Reservation[]): Reservation[] {
  return holding
    .filter(({ granted }) => !isEmpty(granted))
    .map((reservation) => ({ reservation, key: `${reservation.arrival ? 1 : 0}${nameOf(reservation)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ reservation }) => reservation);
}

function nameOf({ guest }: Reservation): string {
  return guest?.name.toLowerCase() ?? '';
}

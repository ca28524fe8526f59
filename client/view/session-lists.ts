import type { Reservation } from '../../shared/booking/reservation.ts';
import { isEmpty } from '../../shared/booking/seats.ts';
import type { Session } from '../../shared/booking/session.ts';
import type { SessionId } from '../../shared/log/ids.ts';

export type SessionQuery = {
  readonly view: 'session';
  readonly sessionId: SessionId;
  readonly list: 'bookings' | 'waitlist' | 'check-in';
  readonly text?: string;
  readonly count?: number;
};
export type ListName = SessionQuery['list'];
export type Numbered = { readonly reservation: Reservation; readonly place: number | null };

export type Listed = {
  readonly shown: Numbered[];
  readonly more: number;
  readonly counts: {
    readonly bookings: number;
    readonly waitlist: number;
    readonly toArrive: number;
    readonly arrived: number;
    /** Who has a place in one of the lists: a party that holds seats and wants more once. */
    readonly parties: number;
  };
};

/**
 * The reservations of one of a session's lists.
 *
 * - bookings: who holds seats, the newest on top; after them what ended, since nothing is torn out
 * - waitlist: who was offered seats, then the others in the order in which they are promoted
 * - check-in: by name, who is still to come before who has arrived
 */
export function listed(session: Session, query: SessionQuery, count: number): Listed {
  const holding: Reservation[] = [];
  const ended: Reservation[] = [];
  let arrived = 0;
  let parties = 0;
  for (const reservation of session.reservations.values()) {
    if (reservation.status === 'active') parties++;
    if (reservation.status !== 'active') ended.push(reservation);
    else if (!isEmpty(reservation.granted) || !reservation.waiting) holding.push(reservation);
    if (reservation.status === 'active' && reservation.arrival?.kind === 'checked-in') arrived++;
  }
  const place = places(session);
  const fitting = filtered(inList(session, query.list, holding, ended), query.text);
  const expected = holding.filter(({ granted }) => !isEmpty(granted)).length;
  return {
    shown: fitting
      .slice(0, count)
      .map((reservation) => ({ reservation, place: place.get(reservation.id) ?? null })),
    more: Math.max(fitting.length - count, 0),
    counts: {
      bookings: holding.length,
      waitlist: session.waitlist.length + offered(session).length,
      toArrive: Math.max(expected - arrived, 0),
      arrived,
      parties,
    },
  };
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

function filtered(reservations: Reservation[], text: string | undefined): Reservation[] {
  const wanted = text?.trim().toLowerCase();
  if (!wanted) return reservations;
  return reservations.filter(
    (reservation) =>
      nameOf(reservation).includes(wanted) ||
      reservation.guest?.phone?.includes(wanted) ||
      reservation.guest?.mail?.toLowerCase().includes(wanted),
  );
}

function nameOf({ guest }: Reservation): string {
  return guest?.name.toLowerCase() ?? '';
}

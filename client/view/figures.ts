import { unusedOf } from '../../shared/booking/allotment.ts';
import type { Seats } from '../../shared/booking/events.ts';
import { countOf, total } from '../../shared/booking/seats.ts';
import { remaining, type Session } from '../../shared/booking/session.ts';

/** What the bar of a session shows. `left` of one seat type is below 0 where it is overbooked. */
export type SeatFigures = {
  readonly id: string;
  readonly label: string;
  readonly capacity: number;
  /** Granted, whether or not somebody has confirmed it; not those that are only held. */
  readonly taken: number;
  /** Granted until the hold is over, unless it is confirmed. */
  readonly held: number;
  /** Kept for who was offered them. */
  readonly offered: number;
  /** Unused in what devices took along. */
  readonly allotted: number;
  readonly left: number;
};

/** All seat types together. `left`: seats that can still be had, so that one overbooked type does not hide
 * another's free seats; `over`: seats promised beyond what there is. */
export type Figures = Omit<SeatFigures, 'id' | 'label'> & { readonly over: number };

export function seatFigures(session: Session): SeatFigures[] {
  const ids = new Set([...session.seatTypes.keys(), ...session.taken.keys()]);
  const { held, offered } = setAside(session);
  return [...ids].map((id) => {
    const type = session.seatTypes.get(id);
    const allotted = allottedOf(session, id);
    return {
      id,
      label: type?.label ?? id,
      capacity: type ? type.capacity + type.allowance : 0,
      taken: (session.taken.get(id) ?? 0) - allotted - countOf(held, id) - countOf(offered, id),
      held: countOf(held, id),
      offered: countOf(offered, id),
      allotted,
      left: remaining(session, id),
    };
  });
}

export function allFigures(types: readonly SeatFigures[]): Figures {
  const sum = (of: (type: SeatFigures) => number): number => types.reduce((all, type) => all + of(type), 0);
  return {
    capacity: sum((type) => type.capacity),
    taken: sum((type) => type.taken),
    held: sum((type) => type.held),
    offered: sum((type) => type.offered),
    allotted: sum((type) => type.allotted),
    left: sum((type) => Math.max(type.left, 0)),
    over: sum((type) => Math.max(-type.left, 0)),
  };
}

/** In one pass, since few sessions have any. */
function setAside({ reservations }: Session): { held: Seats; offered: Seats } {
  const held: Record<string, number> = {};
  const offered: Record<string, number> = {};
  const add = (to: Record<string, number>, seatType: string, seats: number): void => {
    to[seatType] = (to[seatType] ?? 0) + seats;
  };
  for (const { status, hold, offer, granted } of reservations.values()) {
    if (status !== 'active') continue;
    if (hold) for (const seatType in granted) add(held, seatType, countOf(granted, seatType));
    for (const seatType in offer?.seats)
      add(offered, seatType, Math.max(countOf(offer.seats, seatType) - countOf(granted, seatType), 0));
  }
  return { held, offered };
}

function allottedOf({ allotments }: Session, seatType: string): number {
  let seats = 0;
  for (const allotment of allotments.values()) seats += countOf(unusedOf(allotment), seatType);
  return seats;
}

/** Guests who came, and those who are known not to have come (F2). */
export function arrivals({ reservations }: Pick<Session, 'reservations'>): { came: number; noShows: number } {
  let [came, noShows] = [0, 0];
  for (const { status, arrival, granted } of reservations.values()) {
    if (status !== 'active' || !arrival) continue;
    if (arrival.kind === 'no-show') noShows += total(granted);
    else came += arrival.guests;
  }
  return { came, noShows };
}

/** How many of which seat type a party is. */
export type PartyLine = { readonly seatType: string; readonly label: string; readonly seats: number };

export function partyOf(session: Pick<Session, 'seatTypes'>, seats: Seats): PartyLine[] {
  return Object.keys(seats).map((seatType) => ({
    seatType,
    label: session.seatTypes.get(seatType)?.label ?? seatType,
    seats: countOf(seats, seatType),
  }));
}

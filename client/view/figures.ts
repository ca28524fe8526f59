import { unusedOf } from '../../shared/booking/allotment.ts';
import type { Seats } from '../../shared/booking/events.ts';
import { countOf } from '../../shared/booking/seats.ts';
import { remaining, type Session } from '../../shared/booking/session.ts';

/** What the bar of a session shows. `left` of one seat type is below 0 where it is overbooked. */
export type SeatFigures = {
  readonly id: string;
  readonly label: string;
  readonly capacity: number;
  /** Granted, or kept for who was offered them. */
  readonly taken: number;
  /** Unused in what devices took along. */
  readonly allotted: number;
  readonly left: number;
};

/** All seat types together. `left`: seats that can still be had, so that one overbooked type does not hide
 * another's free seats; `over`: seats promised beyond what there is. */
export type Figures = Omit<SeatFigures, 'id' | 'label'> & { readonly over: number };

export function seatFigures(session: Session): SeatFigures[] {
  const ids = new Set([...session.seatTypes.keys(), ...session.taken.keys()]);
  return [...ids].map((id) => {
    const type = session.seatTypes.get(id);
    const allotted = allottedOf(session, id);
    return {
      id,
      label: type?.label ?? id,
      capacity: type ? type.capacity + type.allowance : 0,
      taken: (session.taken.get(id) ?? 0) - allotted,
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
    allotted: sum((type) => type.allotted),
    left: sum((type) => Math.max(type.left, 0)),
    over: sum((type) => Math.max(-type.left, 0)),
  };
}

function allottedOf({ allotments }: Session, seatType: string): number {
  let seats = 0;
  for (const allotment of allotments.values()) seats += countOf(unusedOf(allotment), seatType);
  return seats;
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

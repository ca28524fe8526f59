import { ok, deepStrictEqual as same } from 'node:assert/strict';
import { type Allotment, unusedOf } from '../../shared/booking/allotment.ts';
import { fits } from '../../shared/booking/availability.ts';
import type { BookingEvent, Seats } from '../../shared/booking/events.ts';
import { outcomeOf, type Reservation } from '../../shared/booking/reservation.ts';
import { MOST_PROMOTIONS } from '../../shared/booking/rules.ts';
import { countOf, isEmpty, mapSeats, sameSeats } from '../../shared/booking/seats.ts';
import type { Session } from '../../shared/booking/session.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { packSession } from '../../shared/log/session-snapshot.ts';

/** A session as bytes: equal states are equal strings. */
export function bytesOf(session: Session | undefined): string {
  return session ? canonicalJson(packSession(session)) : 'none';
}

/** What is kept beside the reservations says the same as the reservations do. */
export function checkSession(session: Session): void {
  const all = [...session.reservations.values()];
  const allotments = [...session.allotments.values()];
  same(
    new Map([...session.taken].toSorted()),
    takenBy(all, allotments),
    'B1: taken is what is granted, offered, or unused in an allotment',
  );
  same(
    allotments
      .flatMap(({ id, draws }) => Object.entries(draws).map(([by, seats]) => [id, by, seats]))
      .toSorted(),
    all.flatMap(({ id, drawn }) => (drawn ? [[drawn.allotmentId, id, drawn.seats]] : [])).toSorted(),
    'an allotment knows who drew from it',
  );
  const queue = all
    .flatMap(({ id, waiting, offer }) => (waiting && !offer ? [{ id, ...waiting }] : []))
    .toSorted((a, b) => b.priority - a.priority || a.place - b.place);
  same(
    session.waitlist,
    queue.map(({ id }) => id),
    'the waitlist is sorted by priority and place',
  );
  const lacks = [...session.demand.values()].flatMap((one) => Array(one.parties).fill(one.lacks));
  const lacking = all.filter(({ waiting, offer }) => waiting && !offer).map(lackOf);
  same(lacks.map(textOf).toSorted(), lacking.map(textOf).toSorted(), 'demand is what those who wait lack');
  for (const reservation of all) {
    ok(outcomeOf(reservation), 'invariant 2: every reservation has an outcome');
    if (reservation.status !== 'active') {
      const { granted, drawn, waiting, offer, hold } = reservation;
      ok(
        isEmpty(granted) && !drawn && !waiting && !offer && !hold,
        'invariant 2: what has ended holds nothing',
      );
    }
    if (reservation.confirmed)
      ok(!isEmpty(reservation.granted), 'invariant 2: what is confirmed holds seats');
  }
}

/** The invariants of a commit's boundary; `before` and `after` are the session on its two sides. */
export function checkCommit(
  before: Session | undefined,
  after: Session,
  facts: readonly BookingEvent[],
  derived: readonly BookingEvent[],
): void {
  checkNotOversold(before, after);
  checkCompensations(facts, derived);
  for (const fact of facts) if (before) checkDraw(before, after, fact);
  for (const reservation of after.reservations.values()) {
    const was = before?.reservations.get(reservation.id);
    checkParty(reservation, was, facts);
    checkDowngrade(after, reservation, was, facts);
  }
  const promotions = derived.filter(
    ({ type }) => type === 'ReservationPromoted' || type === 'SeatsOffered',
  ).length;
  if (after.status !== 'open' || promotions === MOST_PROMOTIONS) return;
  for (const id of after.waitlist) {
    const waiting = after.reservations.get(id);
    ok(waiting && !fits(after, waiting), 'nobody waits who fits');
  }
}

/** B8, computed from the reservations and not from the tallies. */
function checkNotOversold(before: Session | undefined, after: Session): void {
  for (const { id } of after.seatTypes.values()) {
    const cut = Math.max(0, capacity(before, id) - capacity(after, id));
    const least = Math.min(0, left(before, id) - cut);
    ok(left(after, id) >= least, `B8: ${left(after, id)} of ${id} remain, at least ${least} should`);
  }
}

function checkCompensations(facts: readonly BookingEvent[], derived: readonly BookingEvent[]): void {
  const madeGood = derived.flatMap(({ meta }) => meta.compensates ?? []);
  same(new Set(madeGood).size, madeGood.length, 'C3: at most one compensation per fact');
  const ids = new Set(facts.map(({ id }) => id));
  ok(
    madeGood.every((id) => ids.has(id)),
    'C2: a compensation names facts of its own commit',
  );
}

/** A3: what is drawn from a live allotment stands, whatever else came first. */
function checkDraw(before: Session, after: Session, { type, data, meta }: BookingEvent): void {
  if (type !== 'SeatsReserved' || data.fromAllotment === undefined || after.status === 'cancelled') return;
  const allotment = before.allotments.get(data.fromAllotment);
  const was = before.reservations.get(data.reservationId);
  if (allotment?.deviceId !== meta.deviceId || (was && was.status !== 'active')) return;
  const there = unusedOf(allotment, data.reservationId);
  if (allotment.status !== 'live' || !covers(there, data.granted)) return;
  const now = after.reservations.get(data.reservationId);
  ok(now && sameSeats(now.granted, data.granted), 'A3: a draw from a live allotment stands');
}

/** Invariant 3: who is not waiting has all or asked for a part; who waits has what it had. */
function checkParty(now: Reservation, was: Reservation | undefined, facts: readonly BookingEvent[]): void {
  if (now.status !== 'active' || sameSeats(now.granted, now.wanted)) return;
  if (now.waiting) {
    ok(sameSeats(now.granted, was?.granted ?? {}), 'invariant 3: who waits keeps what it held');
    return;
  }
  const asked = facts.some(
    ({ type, data }) =>
      type === 'SeatsReserved' && data.reservationId === now.id && data.shortfall === 'partial',
  );
  const before =
    was !== undefined && sameSeats(was.granted, now.granted) && sameSeats(was.wanted, now.wanted);
  ok(asked || before, 'invariant 3: a party is split only where someone asked for it');
}

/** Invariant 4: who has fewer seats than a person said has a follow-up. */
function checkDowngrade(
  session: Session,
  now: Reservation,
  was: Reservation | undefined,
  facts: readonly BookingEvent[],
): void {
  const said = facts.findLast(({ type, data }) => type === 'SeatsReserved' && data.reservationId === now.id);
  const agreed = facts.some(
    (fact) => AGREED.has(fact.type) && 'reservationId' in fact.data && fact.data.reservationId === now.id,
  );
  if (agreed) return;
  const promised = said?.type === 'SeatsReserved' ? said.data.granted : (was?.granted ?? {});
  if (!covers(now.granted, promised)) {
    const told = [...session.followUps.values()].some(({ reservationId }) => reservationId === now.id);
    ok(told, 'invariant 4: a downgrade has a follow-up');
  }
}

/** Said by the guest: who accepts an offer holds what they asked for last, which may be less of another type. */
const AGREED: ReadonlySet<string> = new Set([
  'OfferAccepted',
  'ReservationCancelled',
  'ReservationMovedOut',
  'ReservationExpired',
  'WaitlistLeft',
]);

function covers(held: Seats, promised: Seats): boolean {
  return Object.keys(promised).every((seatType) => countOf(held, seatType) >= countOf(promised, seatType));
}

function lackOf({ wanted, granted }: Reservation): Seats {
  const lacks = Object.keys(wanted).map((type) => [type, countOf(wanted, type) - countOf(granted, type)]);
  return Object.fromEntries(lacks.filter(([, seats]) => Number(seats) > 0));
}

function textOf(seats: Seats): string {
  return canonicalJson(seats);
}

function takenBy(
  reservations: readonly Reservation[],
  allotments: readonly Allotment[],
): Map<string, number> {
  const taken = new Map<string, number>();
  const take = (seats: Seats): void => {
    for (const [seatType, count] of Object.entries(seats))
      taken.set(seatType, (taken.get(seatType) ?? 0) + count);
  };
  for (const { granted, offer } of reservations) {
    take(granted);
    const more = mapSeats(
      [offer?.seats ?? {}],
      (type) => countOf(offer?.seats ?? {}, type) - countOf(granted, type),
    );
    take(more);
  }
  for (const allotment of allotments) take(unusedOf(allotment));
  return new Map([...taken].filter(([, seats]) => seats > 0).toSorted());
}

function capacity(session: Session | undefined, seatType: string): number {
  const type = session?.seatTypes.get(seatType);
  return type ? type.capacity + type.allowance : 0;
}

function left(session: Session | undefined, seatType: string): number {
  const all = [...(session?.reservations.values() ?? [])];
  const taken = takenBy(all, [...(session?.allotments.values() ?? [])]).get(seatType) ?? 0;
  return capacity(session, seatType) - taken;
}

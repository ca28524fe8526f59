import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DayFigures, fillOf, sumOf, type Tally, tallied } from '../../client/view/day-figures.ts';
import { viewOf } from '../../client/view/view-of.ts';
import type { Draft } from '../../client/worker/api.ts';
import { newSession, type Session } from '../../shared/booking/session.ts';
import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook, fakeId } from '../support/fake-daybook.ts';
import { NOOR, NOW, othersBook, ownBook, scheduled, UTC } from './given.ts';

const MAY = { view: 'day-figures', from: '2026-05-01', to: '2026-05-31', timeZone: UTC } as const;

const rowsOf = (daybook: FakeDaybook, query: object = {}): readonly DayFigures[] =>
  viewOf(daybook.source(), { ...MAY, ...query }).rows;
const on = (daybook: FakeDaybook, sessionId: SessionId, draft: object): void =>
  daybook.others(NOOR, { sessionId, ...draft } as Draft);

describe('F1: sessions are counted', () => {
  test('on the day on which they begin, by the clock of who looks, and at their venue', () => {
    const daybook = createFakeDaybook(NOW);
    scheduled(daybook, { startsAt: '2026-05-11T22:30:00.000Z', venue: 'Orchard' });
    scheduled(daybook, { startsAt: '2026-05-11T09:00:00.000Z', venue: 'Orchard' });
    scheduled(daybook, { startsAt: '2026-05-11T09:00:00.000Z', venue: 'Barn' });
    const days = (timeZone: string): unknown[] =>
      rowsOf(daybook, { timeZone }).map(({ day, venue, sessions }) => [day, venue, sessions]);
    expect(days(UTC)).toEqual([
      ['2026-05-11', 'Barn', 1],
      ['2026-05-11', 'Orchard', 2],
    ]);
    expect(days('Europe/Zurich')).toEqual([
      ['2026-05-11', 'Barn', 1],
      ['2026-05-11', 'Orchard', 1],
      ['2026-05-12', 'Orchard', 1],
    ]);
  });

  test('of the time and the venue that are asked for; all venues can be chosen', () => {
    const daybook = createFakeDaybook(NOW);
    for (const day of ['04-30', '05-01', '05-31', '06-01'])
      scheduled(daybook, { startsAt: `2026-${day}T09:00:00.000Z` });
    scheduled(daybook, { venue: 'Barn' });
    expect(rowsOf(daybook, { venue: 'Orchard' }).map(({ day }) => day)).toEqual(['2026-05-01', '2026-05-31']);
    const { head } = viewOf(daybook.source(), { ...MAY, venue: 'Orchard' });
    expect(head.venues).toEqual(['Barn', 'Orchard']);
  });
});

describe('F2: fill', () => {
  test('is what guests hold, confirmed or held for a while, by capacity with its allowance', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 8 } });
    on(daybook, id, { type: 'SetAllowance', seatType: 'seat', seats: 2 });
    const first = othersBook(daybook, id, { seat: 4 });
    on(daybook, id, { type: 'ConfirmReservation', reservationId: first });
    const held = fakeId<ReservationId>();
    const guest = { name: 'Greta', phone: '+1' };
    on(daybook, id, {
      type: 'ReserveSeats',
      reservationId: held,
      seats: { seat: 1 },
      guest,
      holdMinutes: 15,
    });
    othersBook(daybook, id, { seat: 9 });
    const [row] = rowsOf(daybook);
    expect(row).toMatchObject({ capacity: 10, booked: 5, waiting: 1 });
    expect(row && fillOf(row)).toBe(0.5);
    expect(fillOf({ booked: 0, capacity: 0 })).toBeNull();
  });

  test('counts guests who came, and those of parties who did not', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 10 } });
    const [ada, bob] = [othersBook(daybook, id, { seat: 3 }), othersBook(daybook, id, { seat: 4 })];
    othersBook(daybook, id, { seat: 1 });
    on(daybook, id, { type: 'CheckInGuest', reservationId: ada, guests: 2 });
    on(daybook, id, { type: 'MarkNoShow', reservationId: bob });
    expect(rowsOf(daybook)[0]).toMatchObject({ booked: 8, came: 2, noShows: 4 });
  });

  test('is nothing of a session that is cancelled, but what went wrong there stays', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    ownBook(daybook, id, { seat: 4 });
    othersBook(daybook, id, { seat: 4 });
    daybook.deliver();
    on(daybook, id, { type: 'CancelSession', reason: 'Storm' });
    expect(rowsOf(daybook)).toEqual([
      {
        ...{ key: '2026-05-11 Orchard', day: '2026-05-11', venue: 'Orchard', sessions: 0, cancelled: 1 },
        ...{ capacity: 0, booked: 0, waiting: 0, came: 0, noShows: 0, conflicts: 1 },
      },
    ]);
  });
});

test('F3: a conflict counts once the server has recorded it, not while it is still to come', () => {
  const daybook = createFakeDaybook(NOW);
  const id = scheduled(daybook);
  ownBook(daybook, id, { seat: 3 });
  othersBook(daybook, id, { seat: 3 });
  const conflicts = (): unknown[] => [
    rowsOf(daybook)[0]?.conflicts,
    viewOf(daybook.source(), { view: 'planning' }).rows[0]?.conflicts,
  ];
  expect(conflicts()).toEqual([0, 0]);
  daybook.deliver();
  expect(conflicts()).toEqual([1, 1]);
});

describe('whatever the season', () => {
  const VENUES = ['Barn', 'Mill', 'Orchard'];
  const season = fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 9 }),
      venue: fc.constantFrom(...VENUES),
      capacity: fc.integer({ min: 0, max: 20 }),
      taken: fc.integer({ min: 0, max: 20 }),
      conflicts: fc.integer({ min: 0, max: 3 }),
      status: fc.constantFrom('open', 'closed', 'cancelled', 'unscheduled'),
    }),
    { maxLength: 30 },
  );
  type Season = typeof season extends fc.Arbitrary<infer S> ? S : never;

  function figuresOf(of: Season, query: object = {}): readonly DayFigures[] {
    const sessions = new Map(
      of.map(({ day, capacity, taken, ...rest }): [SessionId, Session] => {
        const id = fakeId<SessionId>();
        const seatTypes = new Map([['A', { id: 'A', label: 'A', capacity, allowance: 0 }]]);
        const startsAt = `2026-05-0${day}T12:00:00.000Z`;
        return [id, { ...newSession(id), ...rest, startsAt, seatTypes, taken: new Map([['A', taken]]) }];
      }),
    );
    const source = {
      ...createFakeDaybook(NOW).source(),
      sessions: () => sessions.values(),
      recorded: (id: SessionId) => sessions.get(id),
    };
    return viewOf(source, { ...MAY, ...query }).rows;
  }

  test('days, venues and parts of the time add up to the same', () => {
    fc.assert(
      fc.property(season, fc.integer({ min: 1, max: 8 }), (of, until) => {
        const rows = figuresOf(of);
        const whole = sumOf(rows);
        const shown = of.filter(({ status }) => status !== 'unscheduled');
        const open = shown.filter(({ status }) => status !== 'cancelled');
        const sum = (tell: (one: Season[number]) => number, from = open): number =>
          from.reduce((all, one) => all + tell(one), 0);
        expect(whole).toEqual({
          ...{
            sessions: open.length,
            cancelled: shown.length - open.length,
            waiting: 0,
            came: 0,
            noShows: 0,
          },
          capacity: sum(({ capacity }) => capacity),
          booked: sum(({ taken }) => taken),
          conflicts: sum(({ conflicts }) => conflicts, shown),
        } satisfies Tally);
        for (const by of ['day', 'venue'] as const)
          expect(sumOf(tallied(rows, by).map((one) => one.sum))).toEqual(whole);
        const parts = [{ to: `2026-05-0${until}` }, { from: `2026-05-0${until + 1}` }];
        expect(sumOf(parts.flatMap((part) => figuresOf(of, part)))).toEqual(whole);
        expect(sumOf(VENUES.flatMap((venue) => figuresOf(of, { venue })))).toEqual(whole);
      }),
    );
  });
});

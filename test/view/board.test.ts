import { describe, expect, test } from 'vitest';
import { viewOf } from '../../client/view/view-of.ts';
import type { ReservationId } from '../../shared/log/ids.ts';
import { createFakeDaybook, fakeId } from '../support/fake-daybook.ts';
import { NOW, othersBook, ownBook, scheduled, UTC } from './given.ts';

const board = { view: 'board', timeZone: UTC } as const;

describe('the board', () => {
  test('a card says how many are left and as of when (field-app rule 5)', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 10 } });
    othersBook(daybook, id, { seat: 2 });
    daybook.sync = { lastSuccessAt: daybook.now };
    const { head, rows } = viewOf(daybook.source(), board);
    expect(head.asOf).toBe(NOW);
    expect(rows[0]?.figures).toEqual({
      ...{ capacity: 10, taken: 2, allotted: 0, held: 0, offered: 0, left: 8, over: 0 },
    });
  });

  test('it says how many own bookings are still provisional, and no more once they came back', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    ownBook(daybook, id, { seat: 1 });
    ownBook(daybook, id, { seat: 1 });
    expect(viewOf(daybook.source(), board).rows[0]?.provisional).toBe(2);
    const slip = ownBook(daybook, id, { seat: 1 });
    expect(viewOf(daybook.source(), board).rows[0]?.provisional).toBe(3);
    daybook.own({ type: 'CancelReservation', sessionId: id, reservationId: slip, reason: 'a slip' });
    expect(viewOf(daybook.source(), board).rows[0]?.provisional, 'what was cancelled is not').toBe(2);
    daybook.deliver();
    expect(viewOf(daybook.source(), board).rows[0]?.provisional).toBe(0);
  });

  test('what is held or offered is counted apart, and not twice', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 6 }, promotion: 'offer' });
    const figures = () => viewOf(daybook.source(), board).rows[0]?.figures;
    const first = othersBook(daybook, id, { seat: 3 });
    const held = fakeId<ReservationId>();
    const guest = { name: 'Greta', phone: '+1' };
    const hold = { reservationId: held, seats: { seat: 2 }, guest, holdMinutes: 15 };
    daybook.own({ type: 'ReserveSeats', sessionId: id, ...hold });
    daybook.deliver();
    expect(figures()).toMatchObject({ taken: 3, held: 2, offered: 0, left: 1 });
    othersBook(daybook, id, { seat: 2 }, 'Olaf');
    daybook.others(daybookOffice, {
      type: 'CancelReservation',
      sessionId: id,
      reservationId: first,
      reason: 'x',
    });
    expect(figures()).toMatchObject({ taken: 0, held: 2, offered: 2, left: 2 });
    daybook.own({ type: 'ConfirmReservation', sessionId: id, reservationId: held });
    expect(figures()).toMatchObject({ taken: 2, held: 0, offered: 2, left: 2 });
  });

  test('an overbooked seat type does not hide the free seats of another', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { adult: 4, child: 5 } });
    othersBook(daybook, id, { adult: 4 });
    daybook.others(daybookOffice, { type: 'RemoveSeats', sessionId: id, seatType: 'adult', seats: 3 });
    const [card] = viewOf(daybook.source(), board).rows;
    expect(card?.figures).toMatchObject({ left: 5, over: 3 });
    expect(card?.seatTypes.map(({ left }) => left)).toEqual([-3, 5]);
  });

  test('today comes first, then what follows; the past is folded away, and latest first when opened', () => {
    const daybook = createFakeDaybook(NOW);
    for (const day of ['05-09', '05-12', '05-08', '05-10', '05-11'])
      scheduled(daybook, { startsAt: `2026-${day}T09:00:00.000Z` });
    const days = (past: boolean) =>
      viewOf(daybook.source(), { ...board, past }).rows.map(({ day }) => day.slice(5));
    expect(days(false)).toEqual(['05-10', '05-11', '05-12']);
    expect(days(true)).toEqual(['05-10', '05-11', '05-12', '05-09', '05-08']);
    expect(viewOf(daybook.source(), board).head.past).toBe(2);
  });

  test('a day is the day where the reader is', () => {
    const daybook = createFakeDaybook(NOW);
    scheduled(daybook, { startsAt: '2026-05-10T16:00:00.000Z' });
    const dayIn = (timeZone: string) => viewOf(daybook.source(), { ...board, timeZone }).rows[0]?.day;
    expect([dayIn(UTC), dayIn('Asia/Seoul')]).toEqual(['2026-05-10', '2026-05-11']);
  });

  test('venue and words narrow it down; the venues to choose from stay', () => {
    const daybook = createFakeDaybook(NOW);
    scheduled(daybook, { title: 'Bees', venue: 'Orchard' });
    scheduled(daybook, { title: 'Seeds', venue: 'Glasshouse' });
    const of = (filter: object) => viewOf(daybook.source(), { ...board, ...filter });
    expect(of({ text: 'BEE' }).rows.map(({ title }) => title)).toEqual(['Bees']);
    expect(of({ venue: 'Glasshouse' }).rows.map(({ title }) => title)).toEqual(['Seeds']);
    expect(of({ venue: 'Glasshouse' }).head).toMatchObject({
      venues: ['Glasshouse', 'Orchard'],
      sessions: 2,
    });
  });
});

const daybookOffice = { actorId: 'ada' as never, deviceId: 'office' as never };

import { describe, expect, test } from 'vitest';
import { viewOf } from '../../client/view/view-of.ts';
import type { Reservation } from '../../shared/booking/reservation.ts';
import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook } from '../support/fake-daybook.ts';
import { NOOR, NOW, othersBook, ownBook, scheduled } from './given.ts';

type List = 'bookings' | 'waitlist' | 'check-in';
const seen = (daybook: FakeDaybook, sessionId: SessionId, list: List = 'bookings', more: object = {}) =>
  viewOf(daybook.source(), { view: 'session', sessionId, list, ...more });
const names = (view: ReturnType<typeof seen>) => view.rows.map(({ name }) => name);

describe('a session', () => {
  test('three marks are kept apart: saved here, sent, decided (field-app rule 7)', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    ownBook(daybook, id, { seat: 1 });
    const [pending] = seen(daybook, id).rows;
    expect(pending).toMatchObject({ provisional: true, own: true });
    expect(pending?.marks).toEqual({
      saved: { done: true, at: NOW },
      sent: { done: false, at: null },
      decided: { done: false, at: null },
    });
    daybook.deliver();
    const [decided] = seen(daybook, id).rows;
    expect(decided?.provisional).toBe(false);
    expect([decided?.marks.sent.done, decided?.marks.decided.done]).toEqual([true, true]);
  });

  test('provisional is what asks for seats and stands: not what was cancelled, nor an arrival that is not sent', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    const cancelled = ownBook(daybook, id, { seat: 1 });
    daybook.own({ type: 'CancelReservation', sessionId: id, reservationId: cancelled, reason: 'ill' });
    expect(seen(daybook, id).rows[0]).toMatchObject({ outcome: 'cancelled', provisional: false });
    expect(seen(daybook, id).rows[0]?.marks.sent.done, 'and that is not sent').toBe(false);
    const here = othersBook(daybook, id, { seat: 1 });
    daybook.own({ type: 'CheckInGuest', sessionId: id, reservationId: here, guests: 1 });
    expect(seen(daybook, id).rows[0]).toMatchObject({ key: here, provisional: false });
    daybook.own({ type: 'ReserveSeats', sessionId: id, reservationId: here, seats: { seat: 2 } });
    expect(seen(daybook, id).rows[0]).toMatchObject({ key: here, provisional: true });
  });

  test('who was offered seats stands on the waitlist, before those who wait, and says until when', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 2 }, promotion: 'offer' });
    const first = othersBook(daybook, id, { seat: 2 }, 'Sol');
    othersBook(daybook, id, { seat: 2 }, 'Olaf');
    othersBook(daybook, id, { seat: 2 }, 'Pia');
    daybook.others(NOOR, { type: 'CancelReservation', sessionId: id, reservationId: first, reason: 'ill' });
    const waitlist = seen(daybook, id, 'waitlist');
    expect(names(waitlist)).toEqual(['Olaf', 'Pia']);
    expect(waitlist.rows.map(({ outcome }) => outcome)).toEqual(['offered', 'waitlisted']);
    expect(waitlist.rows[0]?.offer?.until).toBe('2026-05-10T10:10:00.000Z');
    expect(waitlist.head?.counts.waitlist).toBe(2);
  });

  test('what the server has accepted and not sent back yet is sent, and not decided here', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    ownBook(daybook, id, { seat: 1 });
    const source = daybook.source();
    const accepted = source.overlay.map((one) => ({ ...one, state: 'accepted' as const, recordedAt: NOW }));
    const view = viewOf(
      { ...source, overlay: accepted, overlayOn: () => accepted },
      { view: 'session', sessionId: id, list: 'bookings' },
    );
    expect(view.rows[0]?.provisional).toBe(false);
    expect(view.rows[0]?.marks).toMatchObject({ sent: { done: true, at: NOW }, decided: { done: false } });
  });

  test('bookings stand with the newest on top, and what ended stays at the end', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    othersBook(daybook, id, { seat: 1 }, 'First');
    const gone = othersBook(daybook, id, { seat: 1 }, 'Cancelled');
    othersBook(daybook, id, { seat: 1 }, 'Last');
    daybook.others(NOOR, { type: 'CancelReservation', sessionId: id, reservationId: gone, reason: 'ill' });
    const view = seen(daybook, id);
    expect(names(view)).toEqual(['Last', 'First', 'Cancelled']);
    expect(view.rows.at(-1)).toMatchObject({ ended: true, outcome: 'cancelled' });
  });

  test('the waitlist stands in the order of promotion, each with its place', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 1 } });
    othersBook(daybook, id, { seat: 1 }, 'In');
    othersBook(daybook, id, { seat: 1 }, 'Second');
    ownBook(daybook, id, { seat: 1 }, 'Third');
    const view = seen(daybook, id, 'waitlist');
    expect(view.rows.map(({ name, place }) => [name, place])).toEqual([
      ['Second', 1],
      ['Third', 2],
    ]);
    expect(view.head?.counts).toMatchObject({ bookings: 1, waitlist: 2 });
  });

  test('at the door guests stand by name, who is still to come before who is here', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook);
    const here = othersBook(daybook, id, { seat: 1 }, 'Ana');
    othersBook(daybook, id, { seat: 1 }, 'zoe');
    othersBook(daybook, id, { seat: 1 }, 'Ben');
    daybook.own({ type: 'CheckInGuest', sessionId: id, reservationId: here, guests: 1 });
    const view = seen(daybook, id, 'check-in');
    expect(names(view)).toEqual(['Ben', 'zoe', 'Ana']);
    expect(view.head?.counts).toMatchObject({ toArrive: 2, arrived: 1 });
  });

  test('a window holds some of the rows and says which, and how many there are', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 9 } });
    for (let guest = 0; guest < 5; guest++) othersBook(daybook, id, { seat: 1 }, `Guest ${guest}`);
    const view = seen(daybook, id, 'bookings', { count: 2 });
    expect([view.rows.length, view.head?.total]).toEqual([2, 5]);
    const further = seen(daybook, id, 'bookings', { from: 2, count: 2 });
    expect([names(further), further.head?.from]).toEqual([['Guest 2', 'Guest 1'], 2]);
    expect(names(seen(daybook, id, 'bookings', { text: 'guest 3' }))).toEqual(['Guest 3']);
  });

  test('a guest who has to be told something is marked, and a session that is not here has no head', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 1 } });
    ownBook(daybook, id, { seat: 1 });
    othersBook(daybook, id, { seat: 1 });
    daybook.deliver();
    expect(seen(daybook, id, 'waitlist').rows[0]?.followUp).toBe(true);
    expect(seen(daybook, 'nowhere' as SessionId)).toEqual({ head: null, rows: [] });
  });

  test('ten thousand bookings are put in order once, and of them a window is made', () => {
    const daybook = createFakeDaybook(NOW);
    const id = scheduled(daybook, { seats: { seat: 20_000 } });
    othersBook(daybook, id, { seat: 1 });
    const source = daybook.source();
    const session = source.session(id);
    const one = [...(session?.reservations.values() ?? [])][0];
    if (!session || !one) throw new Error('the session of this test is gone');
    let reads = 0;
    for (let index = 0; index < 10_000; index++) {
      const key = `r${index}` as ReservationId;
      const of: Reservation = { ...one, id: key, guest: { name: `Guest ${(index * 7919) % 10_007}` } };
      const get = (of: Reservation, what: string | symbol): unknown => {
        reads += 1;
        return Reflect.get(of, what);
      };
      session.reservations.set(key, new Proxy(of, { get }));
    }
    const look = (list: List, from: number): number => {
      const before = reads;
      const query = { view: 'session', sessionId: id, list, from, count: 100 } as const;
      expect(viewOf({ ...source, session: () => session }, query).rows).toHaveLength(100);
      return reads - before;
    };
    for (const list of ['bookings', 'check-in'] as const) {
      const [first, next, onward] = [look(list, 0), look(list, 0), look(list, 5_000)] as const;
      // The figures of the head go through all of them each time; putting them in order is what is dear.
      for (const again of [next, onward]) expect(again).toBeLessThan(first / 2);
    }
  });
});

import { describe, expect, test } from 'vitest';
import { createOneLook } from '../../client/ui/ticket/one-look.ts';
import { ticketIn, verdictOf } from '../../client/view/ticket.ts';
import { viewOf } from '../../client/view/view-of.ts';
import { bookingCode, idEnding } from '../../shared/booking/booking-code.ts';
import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import { createFakeDaybook } from '../support/fake-daybook.ts';
import { NOOR, NOW, othersBook, scheduled } from './given.ts';

describe('a ticket at the door (T3)', () => {
  const daybook = createFakeDaybook(NOW);
  const here = scheduled(daybook, { seats: { seat: 3 } });
  const elsewhere = scheduled(daybook, { seats: { seat: 3 }, title: 'Bees' });
  const ada = othersBook(daybook, here, { seat: 2 }, 'Ada');
  const bo = othersBook(daybook, here, { seat: 1 }, 'Bo');
  const cleo = othersBook(daybook, here, { seat: 1 }, 'Cleo');
  const dan = othersBook(daybook, elsewhere, { seat: 1 }, 'Dan');
  daybook.others(NOOR, { type: 'CheckInGuest', sessionId: here, reservationId: bo, guests: 1 });
  const verdict = (reservationId: ReservationId, sessionId: SessionId = here) =>
    verdictOf(
      { sessionId, reservationId },
      here,
      viewOf(daybook.source(), { view: 'session', sessionId, list: 'bookings', only: reservationId }),
    );

  test('who holds seats is welcome, who came before is here', () => {
    expect(verdict(ada)).toMatchObject({ kind: 'welcome', row: { name: 'Ada', granted: 2 } });
    expect(verdict(bo)).toMatchObject({ kind: 'here', row: { name: 'Bo' } });
  });

  test('who waits holds no seats', () => expect(verdict(cleo).kind).toBe('no-seats'));

  test('a booking of another session is named by that one', () => {
    expect(verdict(dan, elsewhere)).toMatchObject({ kind: 'other-session', session: { title: 'Bees' } });
    expect(verdict(dan), 'under this session nobody knows it').toEqual({ kind: 'unknown' });
    expect(verdict(ada, 'gone' as SessionId)).toEqual({ kind: 'unknown' });
  });

  test('a cancelled one has ended', () => {
    daybook.others(NOOR, { type: 'CancelReservation', sessionId: here, reservationId: ada, reason: 'ill' });
    expect(verdict(ada).kind).toBe('ended');
  });
});

describe('whose ticket it is is found by the end of the booking’s id (T2, T3)', () => {
  const daybook = createFakeDaybook(NOW);
  const [here, there] = [scheduled(daybook, { title: 'Moths' }), scheduled(daybook, { title: 'Bees' })];
  const ada = othersBook(daybook, here, { seat: 1 }, 'Ada');
  const bo = othersBook(daybook, there, { seat: 1 }, 'Bo');
  const found = (idEnds: string, at: SessionId) =>
    viewOf(daybook.source(), { view: 'ticket', idEnds, here: at }).head;

  test('a typed code is the end of one id, in whatever session', () => {
    for (const [id, sessionId] of [
      [ada, here],
      [bo, there],
    ] as const)
      expect(found(idEnding(bookingCode(id)), here)).toEqual({ sessionId, reservationId: id });
    expect(found(idEnding('ZZZZZZZZ'), here)).toBeNull();
    expect(idEnding('00000000')).toBe('0000000000');
    expect(idEnding('ZZZZZZZZ')).toBe('ffffffffff');
  });

  test('who moved is where they went, at either door and by either ticket; who has ended there is told where it was', () => {
    daybook.others(NOOR, {
      type: 'MoveReservation',
      sessionId: here,
      reservationId: ada,
      toSessionId: there,
    });
    for (const door of [here, there])
      expect(found(ada, door)).toEqual({ sessionId: there, reservationId: ada });
    daybook.others(NOOR, { type: 'CancelReservation', sessionId: there, reservationId: ada, reason: 'ill' });
    expect(found(ada, here)?.sessionId, 'at that door').toBe(here);
    expect(found(ada, there)?.sessionId, 'at this one').toBe(there);
  });
});

test('a ticket’s code is an address with two ids, on whatever server (T2)', () => {
  const [session, booking] = ['0190f3c2-0001-7abc-8def-000000000001', '0190f3c2-0002-7abc-8def-000000000002'];
  const ticket = { sessionId: session, reservationId: booking };
  expect(ticketIn(`https://book.example.org/session/${session}/ticket/${booking}`)).toEqual(ticket);
  expect(ticketIn(` HTTP://127.0.0.1/SESSION/${session}/TICKET/${booking}\n`)).toEqual(ticket);
  for (const other of ['', 'https://example.org', `/session/${session}`, `/session/${session}/ticket/x`])
    expect(ticketIn(other), other).toBeUndefined();
});

test('a ticket that stays in the picture counts once, and again after it was away or after another', () => {
  const look = createOneLook();
  const looks = (...codes: (string | undefined)[]) => codes.map(look);
  expect(looks('a', 'a', undefined, 'a')).toEqual(['a', undefined, undefined, undefined]);
  expect(looks('b', 'a')).toEqual(['b', 'a']);
  expect(looks(...Array.from({ length: 8 }, () => undefined), 'a').at(-1)).toBe('a');
});

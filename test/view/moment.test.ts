import { beforeAll, describe, expect, test } from 'vitest';
import { type Chronicle, chronicleOf } from '../../client/view/chronicle.ts';
import { type MomentAt, momentView } from '../../client/view/moment.ts';
import { createBook } from '../../shared/booking/book.ts';
import type { EventId, Instant, SessionId } from '../../shared/log/ids.ts';
import { sessionOf } from '../../shared/log/ids.ts';
import { fullSessions } from '../bench/sample-log.ts';
import { createFakeDaybook, type FakeDaybook } from '../support/fake-daybook.ts';
import { random } from '../support/random.ts';
import { threadTime } from '../support/thread-time.ts';
import { NOOR, NOW, othersBook, ownBook, scheduled } from './given.ts';

const LATER = '2026-05-10T11:10:00.000Z' as Instant;

function told(daybook: FakeDaybook, sessionId: SessionId): Chronicle {
  const { who, overlay, quarantine } = daybook.source();
  return chronicleOf({ who, people: {}, recorded: daybook.recorded, overlay, quarantine }, { sessionId });
}

describe('field-app rule 10: a session as it was', () => {
  let daybook: FakeDaybook;
  let bees: SessionId;

  beforeAll(() => {
    daybook = createFakeDaybook(NOW);
    bees = scheduled(daybook, { seats: { seat: 4 } });
    const reservationId = othersBook(daybook, bees, { seat: 3 }, 'Sol');
    othersBook(daybook, bees, { seat: 2 }, 'Ines');
    daybook.now = LATER;
    daybook.others(NOOR, { type: 'CancelReservation', sessionId: bees, reservationId, reason: 'ill' });
    ownBook(daybook, bees, { seat: 1 }, 'Dara');
  });

  const at = (moment: MomentAt, against: 'before' | 'now' = 'before') =>
    momentView(told(daybook, bees), { view: 'moment', of: { sessionId: bees }, at: moment, against });
  const rows = (view: ReturnType<typeof at>) =>
    view.rows.map(({ name, from, to, changed }) => [name, from?.outcome, to?.outcome, changed]);

  test('before and after of one entry, those that it changed first', () => {
    const cancelled = at({ nth: 6 });
    expect(cancelled.head?.entry.what.type).toBe('ReservationCancelled');
    expect(cancelled.head?.from?.seatTypes).toMatchObject([{ taken: 3, left: 1 }]);
    expect(cancelled.head?.to?.seatTypes).toMatchObject([{ taken: 0, left: 4 }]);
    expect(rows(cancelled)).toEqual([
      ['Sol', 'reserved', 'cancelled', true],
      ['Ines', 'waitlisted', 'waitlisted', false],
    ]);
    expect(rows(at({ nth: 7 }))).toEqual([
      ['Ines', 'waitlisted', 'reserved', true],
      ['Sol', 'cancelled', 'cancelled', false],
    ]);
  });

  test('then and now, with pending work in the now', () => {
    const { head, rows } = at({ nth: 3 }, 'now');
    expect(rows.map(({ name, from, to }) => [name, from?.outcome, to?.outcome])).toEqual([
      ['Ines', undefined, 'reserved'],
      ['Sol', 'reserved', 'cancelled'],
      ['Dara', undefined, 'reserved'],
    ]);
    expect([head?.from?.parties, head?.to?.parties, head?.changed]).toEqual([1, 2, 3]);
  });

  test('before its first entry there was no session; after the last one comes what is pending', () => {
    expect(at({ nth: 1 }).head).toMatchObject({ from: null, to: { status: 'open', parties: 0 } });
    expect(at('last').head).toMatchObject({ nth: 9, of: 9, recorded: 7, entry: { state: 'pending' } });
    expect(at({ nth: 99 }).head?.nth).toBe(9);
  });

  test('by its entry a moment stays the same one while others come before it; by a time it is the last one then', () => {
    const dara = at('last').head?.entry.key as EventId;
    othersBook(daybook, bees, { seat: 1 }, 'Zoé');
    expect(at({ entry: dara }).head).toMatchObject({ nth: 11, of: 11, entry: { key: dara } });
    expect(at({ by: NOW }).head?.nth).toBe(5);
    expect(at({ by: LATER }).head?.nth).toBe(11);
    expect(at({ by: '2020-01-01T00:00:00.000Z' as Instant }).head?.nth).toBe(1);
  });

  test('who only moves up in the line has changed too', () => {
    const tours = scheduled(daybook, { seats: { seat: 1 } });
    othersBook(daybook, tours, { seat: 1 }, 'First');
    const second = othersBook(daybook, tours, { seat: 1 }, 'Second');
    othersBook(daybook, tours, { seat: 1 }, 'Third');
    daybook.others(NOOR, { type: 'LeaveWaitlist', sessionId: tours, reservationId: second });
    const view = momentView(told(daybook, tours), {
      ...{ view: 'moment', of: { sessionId: tours }, at: 'last', against: 'before' },
    });
    expect(view.rows.map(({ name, from, to, changed }) => [name, from?.place, to?.place, changed])).toEqual([
      ['Second', 1, null, true],
      ['Third', 2, 1, true],
      ['First', null, null, false],
    ]);
  });

  test('of a session of which nothing is known there is no moment', () => {
    const { head } = momentView(told(daybook, 'gone' as SessionId), {
      ...{ view: 'moment', of: { sessionId: 'gone' as SessionId }, at: 'last', against: 'before' },
    });
    expect(head).toBeNull();
  });

  test('over 50,000 entries of one session any moment after the first is answered under 100 ms', () => {
    const recorded = fullSessions(1, 16_667).slice(0, 50_000);
    const [first] = recorded;
    if (!first) throw new Error('the log is empty');
    const sessionId = sessionOf(first.streamId);
    const fold = threadTime(() => {
      const book = createBook();
      for (const event of recorded) book.fold(event);
    });
    const chronicle = chronicleOf(
      { who: daybook.who, people: {}, recorded, overlay: [], quarantine: [] },
      { sessionId },
    );
    const chance = random(11);
    const look = (moment: MomentAt) =>
      threadTime(() =>
        momentView(chronicle, { view: 'moment', of: { sessionId }, at: moment, against: 'before' }),
      );
    const opened = look('last');
    const later = Array.from({ length: 30 }, () => look({ nth: chance.whole(1, recorded.length) }));
    const [usual, slowest] = [later.reduce((sum, time) => sum + time, 0) / later.length, Math.max(...later)];
    console.log(
      `full fold ${fold.toFixed(0)} ms, first moment ${opened.toFixed(0)} ms, then ${usual.toFixed(1)} ms ` +
        `(${(usual / fold).toFixed(3)} of a full fold), at most ${slowest.toFixed(0)} ms`,
    );
    expect(slowest).toBeLessThan(100);
    expect(usual).toBeLessThan(fold / 3);
  });
});

import { describe, expect, test } from 'vitest';
import { type About, chronicleOf } from '../../client/view/chronicle.ts';
import { historyView } from '../../client/view/history.ts';
import type { HistoryEntry } from '../../client/view/history-entry.ts';
import type { RowWindow } from '../../client/view/row-window.ts';
import type { HistorySource } from '../../client/view/source.ts';
import type { EventId, Instant } from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook } from '../support/fake-daybook.ts';
import { NOOR, NOW, othersBook, ownBook, scheduled } from './given.ts';

type Asked = Partial<RowWindow> & { readonly find?: EventId | undefined };

function history(daybook: FakeDaybook, of: About, asked: Asked = {}) {
  const { who, overlay, quarantine } = daybook.source();
  return told({ who, people: {}, recorded: daybook.recorded, overlay, quarantine }, of, asked);
}

function told(source: HistorySource, of: About, { find, ...window }: Asked = {}) {
  return historyView(chronicleOf(source, of), { view: 'history', of, ...window, ...(find && { find }) });
}

const linksOf = (entry: HistoryEntry | undefined) => entry?.why.links.map(({ kind, key }) => [kind, key]);

describe('a history', () => {
  test('a compensation leads to what it makes up for, and that leads back (rule 10)', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook, { seats: { seat: 2 } });
    ownBook(daybook, sessionId, { seat: 2 });
    othersBook(daybook, sessionId, { seat: 2 });
    daybook.deliver();
    const { rows } = history(daybook, { sessionId });
    const fact = rows.find((row) => row.what.type === 'SeatsReserved' && row.by.own);
    const compensation = rows.find((row) => row.what.type === 'ReservationWaitlisted');
    expect(compensation).toMatchObject({ derived: true, guest: 'Dara' });
    expect(linksOf(compensation)).toEqual([['makes-up-for', fact?.key]]);
    expect(fact?.derived).toBe(false);
    expect(linksOf(fact)).toContainEqual(['made-up-for', compensation?.key]);
  });

  test('each entry has what was before and after: the booking, and the seats left', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook, { seats: { seat: 4 } });
    const reservationId = othersBook(daybook, sessionId, { seat: 3 });
    daybook.others(NOOR, { type: 'CancelReservation', sessionId, reservationId, reason: 'ill' });
    const [cancelled, described, booked] = history(daybook, { sessionId }).rows;
    expect(booked).toMatchObject({
      before: null,
      after: { outcome: 'reserved' },
      left: [{ label: 'seat', before: 4, after: 1 }],
    });
    expect(described?.left.every(({ before, after }) => before === after)).toBe(true);
    expect(cancelled).toMatchObject({
      before: { outcome: 'reserved', granted: [{ seats: 3 }] },
      after: { outcome: 'cancelled', granted: [] },
      left: [{ before: 1, after: 4 }],
      what: { reason: 'ill' },
    });
  });

  test('C5, C7: who brought it is named where that was somebody else', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook);
    ownBook(daybook, sessionId, { seat: 1 });
    daybook.deliver();
    const { who } = daybook;
    const brought = (submittedBy: object) => {
      const recorded = daybook.recorded.map((event) => ({ ...event, submittedBy: submittedBy as never }));
      const source = { who, people: { petra: 'Petra' }, recorded, overlay: [], quarantine: [] };
      return told(source, { sessionId }).rows[0]?.deliveredBy;
    };
    expect(brought(who)).toBeNull();
    expect(brought({ ...who, deviceId: 'desk' })).toEqual({ name: who.name, isAnother: false });
    expect(brought({ actorId: 'petra', deviceId: 'desk' })).toEqual({ name: 'Petra', isAnother: true });
  });

  test('device time and server time stand side by side when they are more than a minute apart', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook);
    ownBook(daybook, sessionId, { seat: 1 });
    daybook.now = '2026-05-10T11:10:00.000Z' as Instant;
    daybook.deliver();
    const [late] = history(daybook, { sessionId }).rows;
    expect(late).toMatchObject({ deviceAt: NOW, serverAt: daybook.now, skewSeconds: 7_200 });
    expect(history(daybook, { sessionId }).rows.at(-1)?.skewSeconds).toBeNull();
  });

  test('what is not sent is flagged on top, and what was rejected is kept with its reason', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook);
    ownBook(daybook, sessionId, { seat: 1 }, 'Rejected');
    daybook.reject();
    ownBook(daybook, sessionId, { seat: 1 }, 'Pending');
    const { head, rows } = history(daybook, { sessionId });
    expect(rows.filter(({ state }) => state === 'pending').map(({ guest }) => guest)).toEqual([
      'Pending',
      'Pending',
    ]);
    expect(rows.find(({ state }) => state === 'quarantined')).toMatchObject({
      guest: 'Rejected',
      problem: { code: 'oversold' },
    });
    expect(head.pending).toBe(2);
  });

  test('the history of a device holds its entries alone, though all streams are folded', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook, { seats: { seat: 4 } });
    othersBook(daybook, sessionId, { seat: 1 });
    ownBook(daybook, sessionId, { seat: 2 });
    daybook.deliver();
    const { head, rows } = history(daybook, { deviceId: daybook.who.deviceId });
    expect(rows.map(({ what }) => what.type)).toEqual(['GuestDescribed', 'SeatsReserved']);
    expect(rows[1]?.left).toEqual([{ label: 'seat', before: 3, after: 1 }]);
    expect(head.entries).toBe(2);
  });

  test('an entry of a newer version of the app is shown as such', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook);
    const [first] = daybook.recorded;
    if (!first) throw new Error('nothing was recorded');
    const newer = {
      ...first,
      type: 'SeatsPainted',
      data: {},
      version: 2 as never,
      id: daybook.who.deviceId as never,
    };
    const { who } = daybook.source();
    const source = { who, people: {}, recorded: [first, newer], overlay: [], quarantine: [] };
    const view = told(source as never, { sessionId });
    expect(view.rows[0]?.what.type).toBe('SeatsPainted');
  });

  test('ten thousand entries: each event is read as often as in a short history, and only a window is shown', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook, { seats: { seat: 20_000 } });
    for (let index = 0; index < 20; index++) othersBook(daybook, sessionId, { seat: 1 });
    const [scheduling, ...rest] = daybook.recorded;
    const { who } = daybook.source();
    const look = (entries: number, window: Partial<RowWindow>) => {
      const many = Array.from({ length: entries - 1 }, (_, index) => rest[index % rest.length]);
      const events = [scheduling, ...many].map((event, index) => ({ ...event, version: index + 1 }));
      const { recorded, reads } = countingReads(events);
      const source = { who, people: {}, recorded: recorded as never, overlay: [], quarantine: [] };
      return { ...told(source, { sessionId }, window), reads: reads() / entries };
    };
    const [short, long] = [look(1_000, { count: 20 }), look(10_000, { count: 200 })];
    expect([long.rows.length, long.head.entries]).toEqual([200, 10_000]);
    expect(long.reads / short.reads).toBeCloseTo(1, 1);
    expect(look(10_000, { count: 10_000 }).reads, 'negative control').toBeGreaterThan(1.5 * long.reads);
  });

  test('a window counts from the newest entry, and where any of them stands is told', () => {
    const daybook = createFakeDaybook(NOW);
    const sessionId = scheduled(daybook);
    for (let index = 0; index < 6; index++) othersBook(daybook, sessionId, { seat: 1 });
    const all = history(daybook, { sessionId });
    const { rows, head } = history(daybook, { sessionId }, { from: 3, count: 4 });
    expect(rows).toEqual(all.rows.slice(3, 7));
    expect([head.from, head.entries]).toEqual([3, all.rows.length]);
    expect(history(daybook, { sessionId }, { from: all.rows.length, count: 4 }).rows).toEqual([]);
    const key = all.rows.at(-2)?.key;
    expect(history(daybook, { sessionId }, { count: 4, find: key }).head.found).toEqual({
      key,
      at: all.rows.length - 2,
    });
    const other = scheduled(daybook);
    const elsewhere = history(daybook, { sessionId: other }).rows[0]?.key;
    expect(history(daybook, { sessionId }, { find: elsewhere }).head.found).toEqual({
      key: elsewhere,
      at: null,
    });
  });
});

/** How often something of an event was looked at, whatever the clock says. */
function countingReads<E extends object>(events: readonly E[]): { recorded: E[]; reads: () => number } {
  let reads = 0;
  const get = (event: E, key: string | symbol): unknown => {
    reads += 1;
    return Reflect.get(event, key);
  };
  return { recorded: events.map((event) => new Proxy(event, { get })), reads: () => reads };
}

import { beforeAll, describe, expect, test } from 'vitest';
import { chronicleOf } from '../../client/view/chronicle.ts';
import { historyView } from '../../client/view/history.ts';
import type { HistoryFilter } from '../../client/view/history-filter.ts';
import type { ActorId, Instant, SessionId } from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook } from '../support/fake-daybook.ts';
import { NOOR, NOW, othersBook, ownBook, scheduled } from './given.ts';

const LATER = '2026-05-10T11:10:00.000Z' as Instant;

describe('field-app rule 10: a history by', () => {
  let daybook: FakeDaybook;
  let bees: SessionId;
  let moths: SessionId;

  beforeAll(() => {
    daybook = createFakeDaybook(NOW);
    bees = scheduled(daybook, { title: 'Bees' });
    moths = scheduled(daybook, { title: 'Moths' });
    const reservationId = othersBook(daybook, bees, { seat: 1 }, 'Sol');
    ownBook(daybook, moths, { seat: 1 }, 'Zoé');
    daybook.deliver();
    daybook.now = LATER;
    daybook.others(NOOR, { type: 'CancelReservation', sessionId: bees, reservationId, reason: 'ill' });
    ownBook(daybook, bees, { seat: 2 }, 'Dara');
  });

  const of = (filter: HistoryFilter, sessionId = bees) => {
    const { who, overlay, quarantine } = daybook.source();
    const source = { who, people: { noor: 'Noor' }, recorded: daybook.recorded, overlay, quarantine };
    return historyView(chronicleOf(source, { sessionId }), { view: 'history', of: { sessionId }, filter });
  };
  const types = (filter: HistoryFilter) => of(filter).rows.map(({ what }) => what.type);

  test('guest, whatever the case and however the accent is stored', () => {
    expect(types({ guest: 'sO' })).toEqual(['ReservationCancelled', 'GuestDescribed', 'SeatsReserved']);
    expect(of({ guest: 'ZOE\u0301' }, moths).rows).toHaveLength(2);
    expect(types({ guest: 'nobody' })).toEqual([]);
  });

  test('person and device, pending work included', () => {
    expect(types({ actorId: daybook.who.actorId })).toEqual(['GuestDescribed', 'SeatsReserved']);
    expect(types({ deviceId: NOOR.deviceId })).toHaveLength(4);
    expect(types({ actorId: 'nobody' as ActorId })).toEqual([]);
  });

  test('kind, and several at once', () => {
    expect(types({ kind: 'session' })).toEqual(['SessionScheduled']);
    expect(types({ kind: 'booking', guest: 'sol' })).toEqual(['ReservationCancelled', 'SeatsReserved']);
  });

  test('time: from is in it, before is not', () => {
    expect(types({ from: LATER })).toEqual(['GuestDescribed', 'SeatsReserved', 'ReservationCancelled']);
    expect(types({ before: LATER })).toHaveLength(3);
  });

  test('session, in the history of a device', () => {
    const { who, overlay, quarantine } = daybook.source();
    const source = { who, people: {}, recorded: daybook.recorded, overlay, quarantine };
    const { deviceId } = who;
    const rows = (filter: HistoryFilter) =>
      historyView(chronicleOf(source, { deviceId }), { view: 'history', of: { deviceId }, filter }).rows;
    expect(rows({})).toHaveLength(4);
    expect(rows({ sessionId: moths }).map(({ guest }) => guest)).toEqual(['Zoé', 'Zoé']);
  });

  test('person, in the history of the whole book: whatever they did, in whatever session', () => {
    const { who, overlay, quarantine } = daybook.source();
    const source = { who, people: {}, recorded: daybook.recorded, overlay, quarantine };
    const whole = { whole: true } as const;
    const rows = (filter: HistoryFilter) =>
      historyView(chronicleOf(source, whole), { view: 'history', of: whole, filter });
    expect(rows({}).head.all).toBe(daybook.recorded.length + 2);
    const mine = rows({ actorId: who.actorId }).rows;
    expect(new Set(mine.map(({ sessionId }) => sessionId))).toEqual(new Set([bees, moths]));
    expect(rows({}).head.choices.sessions.map(({ id }) => id)).toEqual([bees, moths]);
  });

  test('what a filter hides is counted, and what can be chosen stays', () => {
    const all = of({});
    const { head } = of({ kind: 'session' });
    expect([head.entries, head.all]).toEqual([1, 6]);
    expect(head.choices).toEqual(all.head.choices);
    expect(head.choices.people.map(({ name }) => name)).toEqual(['Mira', 'Noor']);
    expect(head.choices.kinds).toEqual(['session', 'booking', 'guest']);
  });
});

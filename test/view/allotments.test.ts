import { describe, expect, test } from 'vitest';
import { allotmentFor } from '../../client/view/drawing.ts';
import { viewOf } from '../../client/view/view-of.ts';
import type { AllotmentId, Instant, ReservationId, SessionId } from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook, fakeId } from '../support/fake-daybook.ts';
import { NOOR, NOW, scheduled, UTC } from './given.ts';

const HOUR = 60;

describe('seats that were taken along', () => {
  test('A1: they count once the server has recorded them, and then are nobody else’s', () => {
    const { daybook, sessionId, seen } = begun();
    takeAlong(daybook, sessionId);
    expect(seen()).toMatchObject({ guaranteed: 0, own: [], allotments: [{ own: true, until: null }] });
    daybook.deliver();
    expect(seen()).toMatchObject({ guaranteed: 4, figures: { allotted: 4, left: 6, taken: 0 } });
    expect(board(daybook)?.guaranteed).toBe(4);
    expect(device(daybook)).toMatchObject({ seats: 4, sessions: 1, drawUntil: minutesOn(HOUR - 10) });
  });

  test('A6: ten minutes before the time is over nothing more is drawn, though they are kept until the end', () => {
    const { daybook, sessionId, seen } = begun();
    takeAlong(daybook, sessionId);
    daybook.deliver();
    const [own] = seen()?.own ?? [];
    expect(own).toMatchObject({ until: minutesOn(HOUR), drawUntil: minutesOn(HOUR - 10) });
    const covers = (minutes: number) =>
      allotmentFor(own ? [own] : [], { seat: 2 }, minutesOn(minutes)) !== undefined;
    expect([covers(49), covers(50)]).toEqual([true, false]);
    daybook.now = minutesOn(50);
    expect(seen()).toMatchObject({ guaranteed: 0, own: [], figures: { allotted: 4 } });
  });

  test('a party that they do not cover as a whole is asked for as anybody’s; what it drew already counts', () => {
    const { daybook, sessionId, seen } = begun();
    takeAlong(daybook, sessionId);
    daybook.deliver();
    draw(daybook, sessionId, 3);
    const { own = [] } = seen() ?? {};
    const [row] = rows(daybook, sessionId);
    expect(own[0]?.left).toEqual({ seat: 1 });
    expect(allotmentFor(own, { seat: 2 }, NOW)).toBeUndefined();
    expect(allotmentFor(own, { seat: 4 }, NOW, row?.drawn)).toBeDefined();
    expect(allotmentFor(own, { seat: 5 }, NOW, row?.drawn)).toBeUndefined();
  });

  test('A3: what is drawn is guaranteed until it is decided, and no provisional booking; another’s is not drawn', () => {
    const { daybook, sessionId, seen } = begun();
    takeAlong(daybook, sessionId);
    daybook.deliver();
    draw(daybook, sessionId, 1);
    expect(rows(daybook, sessionId)[0]).toMatchObject({
      provisional: false,
      guaranteedUntil: minutesOn(HOUR),
    });
    expect(board(daybook)?.provisional).toBe(0);
    daybook.now = minutesOn(HOUR);
    expect(rows(daybook, sessionId)[0]).toMatchObject({ provisional: true, guaranteedUntil: null });
    daybook.now = NOW;
    daybook.deliver();
    expect(rows(daybook, sessionId)[0]).toMatchObject({ provisional: false, guaranteedUntil: null });
    const forDevice = NOOR.deviceId;
    const more = { allotmentId: fakeId<AllotmentId>(), forDevice, seats: { seat: 2 }, minutes: HOUR };
    daybook.others(NOOR, { type: 'AllotSeats', sessionId, ...more });
    expect(seen()?.guaranteed).toBe(3);
    expect(seen()?.allotments.map(({ own }) => own)).toEqual([true, false]);
  });
});

const ALONG = fakeId<AllotmentId>();

function begun() {
  const daybook = createFakeDaybook(NOW);
  const sessionId = scheduled(daybook, { seats: { seat: 10 } });
  const seen = () => viewOf(daybook.source(), { view: 'session', sessionId, list: 'bookings' }).head;
  return { daybook, sessionId, seen };
}

function takeAlong(daybook: FakeDaybook, sessionId: SessionId): void {
  const forDevice = daybook.who.deviceId;
  const seats = { seat: 4 };
  daybook.own({ type: 'AllotSeats', sessionId, allotmentId: ALONG, forDevice, seats, minutes: HOUR });
}

function draw(daybook: FakeDaybook, sessionId: SessionId, seat: number): void {
  const reservationId = fakeId<ReservationId>();
  const guest = { name: 'Una' };
  daybook.own({
    type: 'ReserveSeats',
    sessionId,
    reservationId,
    seats: { seat },
    guest,
    fromAllotment: ALONG,
  });
}

function rows(daybook: FakeDaybook, sessionId: SessionId) {
  return viewOf(daybook.source(), { view: 'session', sessionId, list: 'bookings' }).rows;
}

function board(daybook: FakeDaybook) {
  return viewOf(daybook.source(), { view: 'board', timeZone: UTC }).rows[0];
}

function device(daybook: FakeDaybook) {
  return viewOf(daybook.source(), { view: 'device' }).head.taken;
}

function minutesOn(minutes: number): Instant {
  return new Date(Date.parse(NOW) + minutes * 60_000).toISOString() as Instant;
}

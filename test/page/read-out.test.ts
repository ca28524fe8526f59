import { beforeAll, describe, expect, test } from 'vitest';
import { readOut } from '../../client/ui/history/read-out.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import { createFakeDaybook, type FakeDaybook, fakeId } from '../support/fake-daybook.ts';
import { NOOR, NOW, scheduled } from '../view/given.ts';

describe('field-app rule 15: a history that is read as a whole', () => {
  let daybook: FakeDaybook;
  let sessionId: SessionId;

  beforeAll(() => {
    daybook = createFakeDaybook(NOW);
    sessionId = scheduled(daybook);
    for (let added = 0; added < 1_200; added++)
      daybook.others(NOOR, { type: 'AddSeats', sessionId, seatType: 'seat', seats: 1 });
  });

  const read = (leaving: AbortController, onPart: (done: number, of: number) => void) =>
    readOut(daybook, { of: { sessionId } }, { left: leaving.signal, onPart });

  test('says how far it is, in entries', async () => {
    const parts: [number, number][] = [];
    const whole = await read(new AbortController(), (...part) => parts.push(part));
    expect(whole?.rows).toHaveLength(1_201);
    expect(parts).toEqual([
      [500, 1_201],
      [1_000, 1_201],
      [1_201, 1_201],
    ]);
  });

  test('ends when nobody waits for it any more', async () => {
    const leaving = new AbortController();
    const parts: number[] = [];
    const whole = await read(leaving, (done) => {
      parts.push(done);
      leaving.abort();
    });
    expect(whole).toBeUndefined();
    expect(parts).toEqual([500]);
  });

  test('begins again when it moved on meanwhile', async () => {
    const ours = fakeId<never>();
    const parts: number[] = [];
    const whole = await read(new AbortController(), (done) => {
      if (parts.push(done) > 1) return;
      daybook.own({ type: 'AddSeats', sessionId, seatType: ours, label: 'Late', seats: 1 });
    });
    expect(whole?.rows).toHaveLength(1_202);
    expect(parts).toEqual([500, 500, 1_000, 1_202]);
  });
});

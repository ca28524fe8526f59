import { describe, expect, test } from 'vitest';
import { type Looked, readiness } from '../../client/ui/device/readiness.ts';
import type { DeviceHead } from '../../client/view/device.ts';
import { viewOf } from '../../client/view/view-of.ts';
import { createFakeDaybook } from '../support/fake-daybook.ts';
import { NOW, ownBook, scheduled } from './given.ts';

const LOOKED: Looked = { storage: { persisted: true, used: 12_400_000, quota: 2e9 }, skew: -2 };
const APP = { version: '1.2.3', updateReady: false };

describe('Ready to go? (field-app rule 4)', () => {
  test('each thing has its number, and with all of them as they should be one can leave', () => {
    const checks = readiness(inStep(), LOOKED, APP);
    expect(checks.map(({ stands }) => stands)).toEqual(Array(6).fill('yes'));
    for (const { says } of checks) expect(says).toMatch(/\d/);
  });

  test.each<[string, Parameters<typeof readiness>, RegExp]>([
    ['Data downloaded', [inStep({ head: 9 }), LOOKED, APP], /^1 of 9 entries/],
    ['Everything sent', [inStep({ toSend: 3 }), LOOKED, APP], /^3 to send/],
    ['Seats taken along', [nothingTaken(), LOOKED, APP], /^0 seats/],
    [
      'Storage protected',
      [inStep(), { ...LOOKED, storage: { persisted: false, used: 12_400_000, quota: 2e9 } }, APP],
      /^No: the browser may remove 12.4 MB/,
    ],
    ['Clock right', [inStep(), { ...LOOKED, skew: 300 }, APP], /^5 min off/],
    ['App up to date', [inStep(), LOOKED, { ...APP, updateReady: true }], /^Version 1.2.3; a newer one/],
  ])('%s: what is not as it should be is the one thing to do', (name, given, says) => {
    const open = readiness(...given).filter(({ stands }) => stands !== 'yes');
    expect(open).toEqual([{ name, stands: 'no', says: expect.stringMatching(says) }]);
  });

  test('out of reach nobody knows whether the clock is right, and the app does not say that it is', () => {
    const clock = readiness(inStep(), { ...LOOKED, skew: null }, APP).find(({ name }) => /Clock/.test(name));
    expect(clock?.stands).toBe('unknown');
  });

  test('what waits here to be sent is counted as it is', () => {
    const daybook = createFakeDaybook(NOW);
    ownBook(daybook, scheduled(daybook), { seat: 1 });
    const { head } = viewOf(daybook.source(), { view: 'device' });
    expect(readiness(head, LOOKED, APP)[1]).toMatchObject({
      stands: 'no',
      says: expect.stringMatching(/^1 to send/),
    });
  });
});

function inStep(sync: { readonly head?: number; readonly toSend?: number } = {}): DeviceHead {
  const daybook = createFakeDaybook(NOW);
  scheduled(daybook);
  const { head } = viewOf(daybook.source(), { view: 'device' });
  const known = { lastSuccessAt: NOW, lastSentAt: NOW };
  return {
    ...head,
    sync: { ...head.sync, ...known, ...(sync as object) },
    taken: { seats: 4, sessions: 1, drawUntil: NOW },
  };
}

function nothingTaken(): DeviceHead {
  return { ...inStep(), taken: { seats: 0, sessions: 0, drawUntil: null } };
}

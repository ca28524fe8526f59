import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  daysIn,
  MOST_DAYS,
  periodBetween,
  periodOf,
  USUAL_PERIODS,
} from '../../client/ui/planning/period.ts';

const MONDAY = 1;
const SUNDAY = 7;

describe('the usual periods', () => {
  test.each([
    ['last-week', MONDAY, '2026-11-16', '2026-11-22'],
    ['week', MONDAY, '2026-11-23', '2026-11-29'],
    ['week', SUNDAY, '2026-11-22', '2026-11-28'],
    ['next-week', MONDAY, '2026-11-30', '2026-12-06'],
    ['month', MONDAY, '2026-11-01', '2026-11-30'],
  ] as const)('%s, where a week begins on day %i', (name, first, from, to) => {
    expect(periodOf(name, '2026-11-23', first)).toEqual({ from, to });
  });

  test('a month is as long as it is', () => {
    expect(periodOf('month', '2028-02-10', MONDAY).to).toBe('2028-02-29');
    expect(periodOf('month', '2026-12-31', MONDAY)).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  test('a week has seven days, begins on its first one, and weeks follow on each other', () => {
    const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 7 }), (date, first) => {
        const today = date.toISOString().slice(0, 10);
        const [last, now, next] = USUAL_PERIODS.slice(0, 3).map((name) =>
          daysIn(periodOf(name, today, first)),
        );
        expect(now).toHaveLength(7);
        expect(now).toContain(today);
        expect(new Date(now?.[0] ?? '').getUTCDay()).toBe(first % 7);
        const whole = { from: last?.[0] ?? '', to: next?.[6] ?? '' };
        expect([last, now, next].flat()).toEqual(daysIn(whole));
        expect(daysIn(periodOf('month', today, first))).toContain(today);
      }),
    );
  });
});

describe('a period that somebody types', () => {
  test('is one of a day, or of a quarter of a year', () => {
    expect(periodBetween('2026-05-01', '2026-05-01')).toEqual({ from: '2026-05-01', to: '2026-05-01' });
    expect(daysIn(periodBetween('2026-05-01', '2026-07-31') ?? { from: '', to: '' })).toHaveLength(MOST_DAYS);
  });

  test.each([
    ['ends before it begins', '2026-05-02', '2026-05-01'],
    ['has too many days', '2026-05-01', '2026-08-01'],
    ['is not all typed yet', '2026-05-01', ''],
  ])('is none where it %s', (_, from, to) => {
    expect(periodBetween(from, to)).toBeUndefined();
  });
});

import { expect, test } from 'vitest';
import { random } from '../support/random.ts';
import { isBreach, judge, type Limit, type Sample } from './soak-verdict.ts';

const FLAT: Limit = { unit: 'MB', percentAnHour: 5, noise: 1 };
const chance = random(1);

/** An hour of 100 MB and whatever `more` there is, sampled every minute, with noise and now and then an odd value. */
function hourOf(more: (minute: number) => number): Sample[] {
  return Array.from({ length: 60 }, (_, minute) => {
    const odd = chance.chance(0.1) ? 50 : 0;
    const heap = 100 + more(minute) + chance.next() * 4 + odd;
    return { hours: minute / 60, events: minute * 1_000, values: { heap } };
  });
}

function isFound(samples: Sample[], limit = FLAT): boolean {
  return judge(samples, { heap: limit }).some(isBreach);
}

test('what stays as it is passes, however much it moves up and down', () => {
  expect(isFound(hourOf(() => 0))).toBe(false);
  expect(isFound(hourOf((minute) => 10 * (minute % 3)))).toBe(false);
  expect(isFound(hourOf((minute) => -minute))).toBe(false);
});

test('what grows while it warms up, and not after, passes', () => {
  expect(isFound(hourOf((minute) => 10 * Math.min(minute, 10)))).toBe(false);
});

test('a slow leak is found, also under what moves up and down', () => {
  expect(isFound(hourOf((minute) => 0.3 * minute))).toBe(true);
  expect(isFound(hourOf((minute) => 0.3 * minute + 5 * (minute % 2)))).toBe(true);
});

test('what the log brings with it is no leak', () => {
  const withLog = { ...FLAT, perEvent: 1_000 };
  expect(isFound(hourOf((minute) => 0.9 * minute))).toBe(true);
  expect(
    isFound(
      hourOf((minute) => 0.9 * minute),
      withLog,
    ),
  ).toBe(false);
  expect(
    isFound(
      hourOf((minute) => 1.5 * minute),
      withLog,
    ),
  ).toBe(true);
});

test('what was not measured is no pass', () => {
  const samples = hourOf(() => 0).map((sample) => ({ ...sample, values: {} }));
  expect(isFound(samples)).toBe(true);
  expect(() => judge(samples.slice(0, 4), { heap: FLAT })).toThrow('too few');
});

import { describe, expect, test } from 'vitest';
import {
  isOpen,
  type Lock,
  lockingAfter,
  opened,
  shut,
  touched,
  tried,
  troubleWith,
  waitsUntil,
} from '../../client/ui/lock/lock-rules.ts';

const MINUTE = 60_000;
const NOON = Date.UTC(2030, 5, 1, 12);
const NEW: Lock = { salt: '', hash: '', rounds: 1, minutes: 5, openUntil: 0, wrong: 0, lastWrongAt: 0 };
const OPEN = opened(NEW, NOON);

describe('K1: it locks after so many minutes without a touch', () => {
  test('and not before', () => {
    expect(isOpen(OPEN, NOON + 5 * MINUTE - 1)).toBe(true);
    expect(isOpen(OPEN, NOON + 5 * MINUTE)).toBe(false);
  });

  test('a touch has it wait as long again; what is locked stays locked', () => {
    const later = touched(OPEN, NOON + 4 * MINUTE);
    expect(isOpen(later, NOON + 8 * MINUTE)).toBe(true);
    expect(touched(OPEN, NOON + 6 * MINUTE)).toBe(OPEN);
    expect(isOpen(touched(shut(OPEN), NOON), NOON)).toBe(false);
  });

  test('other minutes count from now, and open nothing', () => {
    const sooner = lockingAfter(OPEN, 1, NOON);
    expect(isOpen(sooner, NOON + MINUTE / 2)).toBe(true);
    expect(isOpen(sooner, NOON + MINUTE)).toBe(false);
    expect(isOpen(lockingAfter(shut(OPEN), 15, NOON), NOON)).toBe(false);
  });

  test('a clock that was put back does not keep it open', () => {
    expect(isOpen(OPEN, NOON - 60 * MINUTE)).toBe(false);
  });
});

describe('K2: wrong tries wait', () => {
  const missed = (tries: number): Lock =>
    Array.from({ length: tries }).reduce<Lock>((lock) => tried(lock, NOON), shut(OPEN));

  test.each([
    [1, undefined],
    [2, undefined],
    [3, MINUTE / 2],
    [4, MINUTE],
    [7, 8 * MINUTE],
    [8, 15 * MINUTE],
    [60, 15 * MINUTE],
  ])('after %i in a row: %s ms', (tries, pause) => {
    expect(waitsUntil(missed(tries), NOON)).toBe(pause && NOON + pause);
    if (pause) expect(waitsUntil(missed(tries), NOON + pause)).toBeUndefined();
  });

  test('the right one lets the next start anew', () => {
    expect(waitsUntil(opened(missed(9), NOON), NOON)).toBeUndefined();
  });

  test('a clock that was put back has nobody wait for longer', () => {
    const yesterday = NOON - 24 * 60 * MINUTE;
    expect(waitsUntil(missed(3), yesterday)).toBe(yesterday + MINUTE / 2);
  });
});

test.each([
  ['4711', undefined],
  ['135790246813', undefined],
  ['471', 'short'],
  ['4711471147114', 'short'],
  ['47a1', 'short'],
  ['４７１１', 'short'],
  ['0000', 'easy'],
  ['1234', 'easy'],
  ['98765', 'easy'],
])('the PIN %s: %s', (pin, trouble) => expect(troubleWith(pin)).toBe(trouble));

import { describe, expect, test } from 'vitest';
import { boardDays, cardNear, dayAt, kindOf } from '../../client/view/board-items.ts';
import { FIRST_WINDOW, windowAround } from '../../client/view/row-window.ts';

describe('a window of a long list', () => {
  test('stays while what is on the screen is well within it, and then goes along', () => {
    expect(windowAround(FIRST_WINDOW, 0, 6)).toBe(FIRST_WINDOW);
    expect(windowAround(FIRST_WINDOW, 30, 36)).toBe(FIRST_WINDOW);
    const next = windowAround(FIRST_WINDOW, 36, 42);
    expect(next).not.toBe(FIRST_WINDOW);
    expect(windowAround(next, 40, 46)).toBe(next);
    expect(windowAround(next, 0, 6)).toBe(next);
  });

  test('whoever scrolls from end to end always has the rows of the screen in the window', () => {
    let window = FIRST_WINDOW;
    let asked = 0;
    for (let first = 0; first < 10_000; first += 3) {
      const next = windowAround(window, first, first + 8);
      if (next !== window) asked += 1;
      window = next;
      expect(window.from).toBeLessThanOrEqual(first);
      expect(window.from + window.count).toBeGreaterThan(first + 8);
      expect(window.count).toBeLessThan(150);
    }
    expect(asked, 'once in about forty rows').toBeLessThan(10_000 / 30);
  });
});

describe('the board as one column', () => {
  const { days, items } = boardDays([
    { day: '2026-05-10', cards: 2 },
    { day: '2026-05-11', cards: 1 },
    { day: '2026-05-12', cards: 3 },
  ]);

  test('each day has a heading, its cards and a gap', () => {
    const column = Array.from({ length: items }, (_, item) => {
      const day = dayAt(days, item);
      return day && `${day.day.slice(8)} ${kindOf(day, item)} ${cardNear(day, item)}`;
    });
    expect(column).toEqual([
      ...['10 heading 0', '10 card 0', '10 card 1', '10 gap 1'],
      ...['11 heading 2', '11 card 2', '11 gap 2'],
      ...['12 heading 3', '12 card 3', '12 card 4', '12 card 5', '12 gap 5'],
    ]);
  });
});

import type { BoardHead } from './board.ts';

/**
 * The board as one column of items, of which only those near the screen are in the document:
 *
 *   heading │ card card card │ gap │ heading │ card … │ gap
 *   └──────────── a day ───────────┘
 */
export type BoardDay = {
  readonly day: string;
  /** The item that is its heading; its cards follow, and then its gap. */
  readonly heading: number;
  /** How many cards stand on the days before. */
  readonly before: number;
  readonly cards: number;
};

export type ItemKind = 'heading' | 'card' | 'gap';

export function boardDays(days: BoardHead['days']): { days: BoardDay[]; items: number } {
  let [items, before] = [0, 0];
  const placed = days.map(({ day, cards }) => {
    const one = { day, heading: items, before, cards };
    items += cards + 2;
    before += cards;
    return one;
  });
  return { days: placed, items };
}

/** The day of an item: `days` has one for each. */
export function dayAt(days: readonly BoardDay[], item: number): BoardDay | undefined {
  let [low, high] = [0, days.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((days[middle]?.heading ?? 0) <= item) low = middle;
    else high = middle - 1;
  }
  return days[low];
}

export function kindOf({ heading, cards }: BoardDay, item: number): ItemKind {
  if (item === heading) return 'heading';
  return item > heading + cards ? 'gap' : 'card';
}

/** The number of the card at an item or, at a heading or a gap, of the one nearest to it in its day. */
export function cardNear({ heading, before, cards }: BoardDay, item: number): number {
  return before + Math.min(Math.max(item - heading - 1, 0), cards - 1);
}

import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import type { VirtualRows } from './virtual-rows.ts';

/** So many rows are drawn in one frame that a slow phone keeps up with a finger; the others in the next ones. */
const ROWS_A_FRAME = 3;

/**
 * The rows that are drawn now, by their index. One that has left the worker's window stays as it was while it is in
 * the document: it may have the focus.
 */
export function useShownRows<R>(
  { items, range }: VirtualRows,
  rowAt: (index: number) => R | undefined,
): ReadonlyMap<number, R> {
  const [, drawOn] = useReducer((times: number) => times + 1, 0);
  const before = useRef<ReadonlyMap<number, R>>(new Map());
  const shown = new Map<number, R>();
  let room = ROWS_A_FRAME;
  let isLeft = false;
  for (const index of onScreenFirst(items, range)) {
    const row = rowAt(index);
    const was = before.current.get(index);
    if (row && !was && room-- <= 0) isLeft = true;
    else if (row ?? was) shown.set(index, (row ?? was) as R);
  }
  before.current = shown;
  useLayoutEffect(() => {
    if (!isLeft) return;
    // Not in this frame any more, as an animation frame would be.
    const later = setTimeout(() => drawOn(undefined));
    return () => clearTimeout(later);
  });
  return shown;
}

function onScreenFirst(items: VirtualRows['items'], range: VirtualRows['range']): number[] {
  const indexes = items.map(({ index }) => index);
  if (!range) return indexes;
  const isOn = (index: number): boolean => index >= range.first && index <= range.last;
  return [...indexes.filter(isOn), ...indexes.filter((index) => !isOn(index))];
}

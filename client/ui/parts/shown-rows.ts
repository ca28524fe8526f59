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
  const frame = useFrame();
  const before = useRef<ReadonlyMap<number, R>>(new Map());
  const shown = new Map<number, R>();
  for (const index of onScreenFirst(items, range)) {
    const row = rowAt(index);
    const was = before.current.get(index);
    if (row && !was && frame.drawn >= ROWS_A_FRAME) frame.isLeft = true;
    else if (row ?? was) {
      if (!was) frame.drawn += 1;
      shown.set(index, (row ?? was) as R);
    }
  }
  before.current = shown;
  return shown;
}

type Frame = {
  /** Since the screen was painted last, however often the list was rendered: all of it is laid out at once. */
  drawn: number;
  /** There are more, for the next frame. */
  isLeft: boolean;
};

function useFrame(): Frame {
  const [, drawOn] = useReducer((times: number) => times + 1, 0);
  const { current: frame } = useRef<Frame>({ drawn: 0, isLeft: false });
  useLayoutEffect(() => {
    if (frame.drawn === 0) return;
    return afterPaint(() => {
      if (frame.isLeft) drawOn(undefined);
      Object.assign(frame, { drawn: 0, isLeft: false });
    });
  });
  return frame;
}

/** Returns how to leave it. What an animation frame does itself, that frame lays out. */
function afterPaint(act: () => void): () => void {
  let later: ReturnType<typeof setTimeout>;
  const frame = requestAnimationFrame(() => {
    later = setTimeout(act);
  });
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(later);
  };
}

function onScreenFirst(items: VirtualRows['items'], range: VirtualRows['range']): number[] {
  const indexes = items.map(({ index }) => index);
  if (!range) return indexes;
  const isOn = (index: number): boolean => index >= range.first && index <= range.last;
  return [...indexes.filter(isOn), ...indexes.filter((index) => !isOn(index))];
}

import { useLayoutEffect, useReducer, useRef } from 'preact/hooks';
import { afterPaint } from './after-paint.ts';
import { AROUND, type VirtualRows } from './virtual-rows.ts';

/** So much is drawn in one frame that a slow phone keeps up with a finger, and the row that goes beyond it; the others
 * in the next ones. In pixels, since a high row takes longer than a low one. */
const PIXELS_A_FRAME = 200;

/**
 * The rows that are drawn now, by their index. One that has left the worker's window stays as it was while it is in
 * the document: it may have the focus. Where Tab leads next is drawn at once: it would go past what is not.
 */
export function useShownRows<R>(
  { items, range, focused }: VirtualRows,
  rowAt: (index: number) => R | undefined,
): ReadonlyMap<number, R> {
  const frame = useFrame();
  const before = useRef<ReadonlyMap<number, R>>(new Map());
  const shown = new Map<number, R>();
  for (const { index, size } of onScreenFirst(items, range)) {
    const row = rowAt(index);
    const was = before.current.get(index);
    const isNext = focused !== undefined && Math.abs(index - focused) <= AROUND;
    if (row && !was && !isNext && frame.drawn >= PIXELS_A_FRAME) frame.isLeft = true;
    else if (row ?? was) {
      if (!was) frame.drawn += size;
      shown.set(index, (row ?? was) as R);
    }
  }
  before.current = shown;
  return shown;
}

type Frame = {
  /** Pixels since the screen was painted last, however often the list was rendered: all of it is laid out at once. */
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

function onScreenFirst(items: VirtualRows['items'], range: VirtualRows['range']): VirtualRows['items'] {
  if (!range) return items;
  const isOn = ({ index }: VirtualRows['items'][number]): boolean =>
    index >= range.first && index <= range.last;
  return [...items.filter(isOn), ...items.filter((item) => !isOn(item))];
}

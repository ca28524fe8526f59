import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useShownRows } from './shown-rows.ts';
import { Still } from './still.tsx';
import { px, useVirtualRows } from './virtual-rows.ts';
import { useWide } from './wide.ts';

type LongListProps<R> = {
  /** A window of all rows: from number `from` on, counted from 0, of `total`. */
  readonly rows: readonly R[];
  readonly from: number;
  readonly total: number;
  readonly kind: (row: R) => string;
  /** The same function as long as it draws the same. */
  readonly line: (row: R) => JSX.Element;
  /** Which rows are on the screen: the window should hold them. */
  readonly onShown: (first: number, last: number) => void;
};

type Keyed = { readonly key: string };

/** Likely heights of a line, in pixels, until it was there: on a phone it has four rows of text, else three. */
const HEIGHT = { wide: 92, narrow: 115 };

/** A list of lines of which only those near the screen are in the document; each says its place among all. */
export function LongList<R extends Keyed>(props: LongListProps<R>): JSX.Element {
  const wide = useWide();
  return <Lines key={wide} wide={wide} {...props} />;
}

function Lines<R extends Keyed>(props: LongListProps<R> & { readonly wide: boolean }): JSX.Element {
  const { rows, from, total, kind, line, onShown, wide } = props;
  const list = useRef<HTMLUListElement>(null);
  const virtual = useVirtualRows(wide, {
    count: total,
    estimate: () => (wide ? HEIGHT.wide : HEIGHT.narrow),
    list,
  });
  const { items, height, range, measure } = virtual;
  const shown = useShownRows(virtual, (index) => rows[index - from]);
  useLayoutEffect(() => {
    if (range) onShown(range.first, range.last);
  }, [range?.first, range?.last]);
  useSteadyPlace(virtual, shown);
  return (
    <ul class="lines long" ref={list} style={{ height: px(height) }}>
      {items.map(({ index, start, size }) => {
        const row = shown.get(index);
        return (
          <li
            key={row?.key ?? index}
            ref={measure}
            data-index={index}
            class={row ? `line ${kind(row)}` : 'line'}
            aria-setsize={total}
            aria-posinset={index + 1}
            aria-busy={!row || undefined}
            style={{ top: px(start), ...(!row && { height: px(size) }) }}
          >
            {row && <Still row={row} draw={line} />}
          </li>
        );
      })}
    </ul>
  );
}

type Place = readonly { readonly key: string; readonly index: number }[];

/** Who reads on while a booking comes in at the top of the list goes on reading the same lines. */
function useSteadyPlace<R extends Keyed>(
  { range, startOf, scrollBy }: ReturnType<typeof useVirtualRows>,
  shown: ReadonlyMap<number, R>,
): void {
  const place = useRef<Place>([]);
  useLayoutEffect(() => {
    const moved = movedBy(place.current, shown);
    if (range && range.first > 0 && moved !== 0)
      scrollBy(startOf(range.first + moved) - startOf(range.first));
    place.current = range ? onScreen(shown, range.first + Math.max(moved, 0)) : [];
  });
}

/** Two neighbours, since one line alone may have gone elsewhere by itself. */
function onScreen(shown: ReadonlyMap<number, Keyed>, first: number): Place {
  return [first, first + 1].flatMap((index) => {
    const row = shown.get(index);
    return row ? [{ key: row.key, index }] : [];
  });
}

function movedBy(place: Place, shown: ReadonlyMap<number, Keyed>): number {
  const now = new Map([...shown].map(([index, { key }]) => [key, index]));
  const [one, other] = place.map(({ key, index }) => (now.get(key) ?? index) - index);
  return one !== undefined && one === other ? one : 0;
}

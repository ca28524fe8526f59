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
  readonly as?: 'ul' | 'ol';
  readonly class: 'lines' | 'entries';
  /** What each is in the document. */
  readonly item: (row: R) => { readonly class: string; readonly id?: string; readonly tabIndex?: number };
  /** The same function as long as it draws the same. */
  readonly line: (row: R) => JSX.Element;
  /** The heading that it stands under, with its neighbours. */
  readonly heading?: (row: R) => string;
  /** Likely heights of one, in pixels, until it was there. */
  readonly likely: { readonly wide: number; readonly narrow: number };
  /** Which rows are on the screen: the window should hold them. */
  readonly onShown: (first: number, last: number) => void;
  /** The row that somebody is led to. */
  readonly to?: Way | undefined;
};

type Keyed = { readonly key: string };
type Way = Keyed & { readonly index: number; readonly onThere: () => void };

/** Lines as they are; of more than the window holds, a long list. */
export function Lines<R extends Keyed>(props: Omit<LongListProps<R>, 'class'>): JSX.Element {
  const { rows, total, item, line } = props;
  if (total > rows.length) return <LongList class="lines" {...props} />;
  return (
    <ul class="lines">
      {rows.map((row) => (
        <li key={row.key} {...item(row)}>
          {line(row)}
        </li>
      ))}
    </ul>
  );
}

/** A list of rows of which only those near the screen are in the document; each says its place among all. */
export function LongList<R extends Keyed>(props: LongListProps<R>): JSX.Element {
  const wide = useWide();
  return <Rows key={wide} wide={wide} {...props} />;
}

function Rows<R extends Keyed>(props: LongListProps<R> & { readonly wide: boolean }): JSX.Element {
  const { rows, from, total, item, line, heading, onShown, to, wide, as: List = 'ul' } = props;
  const list = useRef<HTMLUListElement & HTMLOListElement>(null);
  const estimate = (): number => (wide ? props.likely.wide : props.likely.narrow);
  const virtual = useVirtualRows(wide, { count: total, estimate, list });
  const { items, height, range, measure } = virtual;
  const shown = useShownRows(virtual, (index) => rows[index - from]);
  useLayoutEffect(() => {
    if (range) onShown(range.first, range.last);
  }, [range?.first, range?.last]);
  useSteadyPlace(virtual, shown);
  useWayTo(to, virtual, shown);
  return (
    <>
      {heading && <Standing top={range && shown.get(range.first)} heading={heading} />}
      <List class={`${props.class} long`} ref={list} style={{ height: px(height) }}>
        {items.map(({ index, start, size }) => {
          const row = shown.get(index);
          const { class: classes, ...others } = row ? item(row) : { class: '' };
          return (
            <li
              key={row?.key ?? index}
              ref={measure}
              data-index={index}
              class={classes}
              {...others}
              aria-setsize={total}
              aria-posinset={index + 1}
              aria-busy={!row || undefined}
              style={{ top: px(start), ...(!row && { height: px(size) }) }}
            >
              {row && heading && <Heading of={[rows[index - 1 - from], row]} {...{ index, heading }} />}
              {row && <Still row={row} draw={line} />}
            </li>
          );
        })}
      </List>
    </>
  );
}

type StandingProps<R> = {
  readonly top: R | null | undefined;
  readonly heading: (row: R) => string;
};

/** The heading of what is on top of the screen; the list itself says it where it begins. */
function Standing<R>({ top, heading }: StandingProps<R>): JSX.Element {
  const words = useRef('\u00a0');
  if (top) words.current = heading(top);
  return (
    <p class="day-name" aria-hidden="true">
      {words.current}
    </p>
  );
}

type HeadingProps<R> = {
  /** The row, after the one that stands before it. */
  readonly of: readonly [R | undefined, R];
  readonly index: number;
  readonly heading: (row: R) => string;
};

function Heading<R>({ of: [before, row], index, heading }: HeadingProps<R>): JSX.Element | null {
  const words = heading(row);
  if (index === 0) return <h2 class="unseen">{words}</h2>;
  return before && heading(before) !== words ? <h2 class="day-name">{words}</h2> : null;
}

/** Leads there; how far that is shows on the way, since what was not on the screen yet has no height of its own. */
function useWayTo(
  to: Way | undefined,
  { scrollTo }: ReturnType<typeof useVirtualRows>,
  shown: ReadonlyMap<number, Keyed>,
): void {
  useLayoutEffect(() => {
    if (!to) return;
    if (shown.get(to.index)?.key === to.key) to.onThere();
    else scrollTo(to.index);
  });
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

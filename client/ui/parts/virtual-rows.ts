import {
  defaultRangeExtractor,
  elementScroll,
  measureElement,
  observeElementOffset,
  observeElementRect,
  observeWindowOffset,
  observeWindowRect,
  type Range,
  type VirtualItem,
  Virtualizer,
  type VirtualizerOptions,
  windowScroll,
} from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

// The only file that knows the library for virtual lists. Of a long list only what is on the screen stands in the
// document, and a little around it; each row where it belongs, in a box as high as all of them.

/** Rows beyond the edges of the screen that are there already when somebody scrolls or tabs on. */
export const AROUND = 3;

export type VirtualRows = {
  /** What is in the document now, in order; `start` counts from the list's top, in pixels. */
  readonly items: readonly VirtualItem[];
  readonly height: number;
  /** Where an item begins that need not be in the document. */
  startOf(index: number): number;
  /** What is on the screen. */
  readonly range: { readonly first: number; readonly last: number } | null;
  /** The item that has the focus, or in which something has it. */
  readonly focused: number | undefined;
  /** A row's own height counts as soon as it is in the document (`data-index`). */
  readonly measure: (row: HTMLElement | null) => void;
  scrollBy(pixels: number): void;
  /** So that the item is in the middle. */
  scrollTo(index: number): void;
};

export function px(pixels: number): string {
  return `${pixels}px`;
}

type Asked = {
  readonly count: number;
  /** How high an item is likely to be before it was there, in pixels. */
  readonly estimate: (index: number) => number;
  readonly list: RefObject<HTMLElement | null>;
};

/**
 * On wide screens a pane scrolls, on phones the page does: a list is made anew where that changes. What is chosen
 * covers the list on phones: then it stays as it was, however far that is scrolled.
 */
export function useVirtualRows(wide: boolean, { count, estimate, list }: Asked): VirtualRows {
  const [, show] = useReducer((times: number) => times + 1, 0);
  const [above, setAbove] = useState<number | 'hidden'>(0);
  const [rows] = useState(() => (wide ? inPane(list) : inPage()));
  const last = useRef<VirtualRows>(undefined);
  const isHidden = above === 'hidden';
  const margin = isHidden ? 0 : above;
  rows.update({
    count,
    estimateSize: estimate,
    scrollMargin: margin,
    overscan: AROUND,
    onChange: () => !isHidden && show(undefined),
    rangeExtractor: (range) => withFocused(range, list.current),
  });
  useLayoutEffect(rows.mount, []);
  useLayoutEffect(rows.settle);
  useLayoutEffect(() => {
    const follow = (): void => show(undefined);
    list.current?.addEventListener('focusin', follow);
    return () => list.current?.removeEventListener('focusin', follow);
  }, []);
  useLayoutEffect(() => watchAbove(list.current, wide, setAbove), []);
  if (!isHidden || !last.current) last.current = { ...rows.shown(margin), focused: focusedIn(list.current) };
  return last.current;
}

type Common = Pick<
  VirtualizerOptions<Window, HTMLElement>,
  'count' | 'estimateSize' | 'scrollMargin' | 'overscan' | 'rangeExtractor'
> & { readonly onChange: () => void };
type Scrolling<S extends Element | Window> = Pick<
  VirtualizerOptions<S, HTMLElement>,
  'getScrollElement' | 'observeElementRect' | 'observeElementOffset' | 'scrollToFn'
>;

const inPage = () =>
  rowsOf<Window>({
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
  });

const inPane = (list: RefObject<HTMLElement | null>) =>
  rowsOf<Element>({
    getScrollElement: () => paneOf(list.current),
    observeElementRect,
    observeElementOffset,
    scrollToFn: elementScroll,
  });

function rowsOf<S extends Element | Window>(scrolling: Scrolling<S>) {
  const always = { ...scrolling, measureElement: sizeOf<S> };
  const virtualizer = new Virtualizer<S, HTMLElement>({ ...always, count: 0, estimateSize: () => 0 });
  return {
    update: (common: Common) => virtualizer.setOptions({ ...always, ...common }),
    mount: () => virtualizer._didMount(),
    settle: () => virtualizer._willUpdate(),
    shown(above: number): Omit<VirtualRows, 'focused'> {
      const items = virtualizer.getVirtualItems();
      const { range } = virtualizer;
      return {
        items: items.map((item) => ({ ...item, start: item.start - above })),
        height: virtualizer.getTotalSize(),
        startOf: (index) => (virtualizer.measurementsCache[index]?.start ?? above) - above,
        range: range && { first: range.startIndex, last: range.endIndex },
        measure: virtualizer.measureElement,
        scrollBy: (pixels) => virtualizer.scrollBy(pixels),
        scrollTo: (index) => virtualizer.scrollToIndex(index, { align: 'center' }),
      };
    },
  };
}

/** The row that has the focus keeps it however far somebody scrolls, and its neighbours are where Tab leads. */
function withFocused(range: Range, list: HTMLElement | null): number[] {
  const indexes = defaultRangeExtractor(range);
  const focused = focusedIn(list);
  if (focused === undefined) return indexes;
  const kept = [focused - 1, focused, focused + 1].filter((index) => index >= 0 && index < range.count);
  return [...new Set([...indexes, ...kept])].sort((a, b) => a - b);
}

function focusedIn(list: HTMLElement | null): number | undefined {
  const row = list?.contains(document.activeElement) && document.activeElement?.closest('[data-index]');
  return row instanceof HTMLElement ? Number(row.dataset.index) : undefined;
}

/** How far below the top of what scrolls the list begins: what stands above it comes, goes and grows. */
function watchAbove(list: HTMLElement | null, wide: boolean, tell: (above: number | 'hidden') => void) {
  const scroller = wide ? paneOf(list) : document.scrollingElement;
  const content = list?.closest('.pane')?.firstElementChild;
  if (!list || !scroller || !content) return;
  const look = (): void => {
    if (!list.checkVisibility()) return tell('hidden');
    const top = wide ? scroller.getBoundingClientRect().top : 0;
    tell(Math.round(list.getBoundingClientRect().top - top + scroller.scrollTop));
  };
  look();
  const observer = new ResizeObserver(look);
  observer.observe(content);
  return () => observer.disconnect();
}

/** Without a box there is nothing to measure. */
function sizeOf<S extends Element | Window>(
  row: HTMLElement,
  entry: ResizeObserverEntry | undefined,
  all: Virtualizer<S, HTMLElement>,
): number {
  if (row.checkVisibility()) return measureElement(row, entry, all as never);
  const index = all.indexFromElement(row);
  return all.itemSizeCache.get(index) ?? all.options.estimateSize(index);
}

function paneOf(list: Element | null): Element | null {
  return list?.closest('.pane') ?? null;
}

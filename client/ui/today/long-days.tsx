import type { JSX } from 'preact';
import { useCallback, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { SessionCard as Card } from '../../view/board.ts';
import { type BoardDay, boardDays, cardNear, dayAt, kindOf } from '../../view/board-items.ts';
import { useShownRows } from '../parts/shown-rows.ts';
import { Still } from '../parts/still.tsx';
import { px, useVirtualRows, type VirtualRows } from '../parts/virtual-rows.ts';
import { useWide } from '../parts/wide.ts';
import { type DaysProps, dayWords } from './days.tsx';
import { SessionCard } from './session-card.tsx';

/** Likely heights in pixels, until they were there; a gap is a gap. */
const HEIGHT = { heading: 45, card: 138, gap: 24 };

/** The board of a long season: only what is near the screen is in the document. */
export function LongDays(props: DaysProps): JSX.Element {
  const wide = useWide();
  return <Season key={wide} wide={wide} {...props} />;
}

function Season({ board, chosen, onShown, wide }: DaysProps & { readonly wide: boolean }): JSX.Element {
  const { head, rows } = board;
  const list = useRef<HTMLDivElement>(null);
  const { days, items: count } = useMemo(() => boardDays(head.days), [head.days]);
  const kindAt = (item: number) => {
    const day = dayAt(days, item);
    return day ? kindOf(day, item) : 'gap';
  };
  const virtual = useVirtualRows(wide, { count, estimate: (item) => HEIGHT[kindAt(item)], list });
  const { range } = virtual;
  const shown = useShownRows(virtual, (item) => {
    const day = dayAt(days, item);
    return day && kindOf(day, item) === 'card' ? rows[cardNear(day, item) - head.from] : undefined;
  });
  const { asOf } = head;
  const draw = useCallback(
    (card: Card) => <SessionCard card={card} asOf={asOf} chosen={card.key === chosen} />,
    [asOf, chosen],
  );
  useLayoutEffect(() => {
    const [first, last] = range ? [dayAt(days, range.first), dayAt(days, range.last)] : [];
    if (range && first && last) onShown(cardNear(first, range.first), cardNear(last, range.last));
  }, [range?.first, range?.last, days]);
  const near = new Set(virtual.items.flatMap(({ index }) => dayAt(days, index) ?? []));
  return (
    <div class="season" ref={list} style={{ height: px(virtual.height) }}>
      {[...near].map((day) => (
        <LongDay key={day.day} {...{ day, virtual, shown, draw }} today={head.today} />
      ))}
    </div>
  );
}

type Three = [number, number, number];

type LongDayProps = {
  readonly day: BoardDay;
  readonly virtual: VirtualRows;
  readonly shown: ReadonlyMap<number, Card>;
  readonly today: string;
  readonly draw: (card: Card) => JSX.Element;
};

function LongDay({ day, virtual, shown, today, draw }: LongDayProps): JSX.Element {
  const { items, startOf, measure } = virtual;
  const [top, first, end] = [0, 1, day.cards + 1].map((further) => startOf(day.heading + further)) as Three;
  const place = { top: px(top), height: px(end - top) };
  const cards = items.filter(({ index }) => index > day.heading && index <= day.heading + day.cards);
  return (
    <section class={day.day < today ? 'day past' : 'day'} style={place}>
      <h2 class="day-name" ref={measure} data-index={day.heading}>
        {dayWords(day.day, today)}
      </h2>
      <ul class="cards long" style={{ height: px(end - first) }}>
        {cards.map(({ index, start, size }) => {
          const card = shown.get(index);
          return (
            <li
              key={card?.key ?? index}
              ref={measure}
              data-index={index}
              aria-setsize={day.cards}
              aria-posinset={index - day.heading}
              aria-busy={!card || undefined}
              style={{ top: px(start - first), ...(!card && { height: px(size) }) }}
            >
              {card && <Still row={card} draw={draw} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

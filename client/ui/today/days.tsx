import type { ComponentChildren, JSX } from 'preact';
import type { BoardView } from '../../view/board.ts';
import { dayNamed } from '../texts/format.ts';
import { t } from '../texts/texts.ts';
import { SessionCard } from './session-card.tsx';

export type DaysProps = {
  readonly board: BoardView;
  readonly chosen: string | undefined;
  /** Which cards are on the screen, counted from 0: the view should hold them. */
  readonly onShown: (first: number, last: number) => void;
};

/** The sessions of each day, as they come. */
export function Days({ board: { head, rows }, chosen }: Omit<DaysProps, 'onShown'>): JSX.Element {
  return (
    <>
      {[...Map.groupBy(rows, (card) => card.day)].map(([day, cards]) => (
        <Day key={day} day={day} today={head.today}>
          <ul class="cards">
            {cards.map((card) => (
              <li key={card.key}>
                <SessionCard card={card} asOf={head.asOf} chosen={card.key === chosen} />
              </li>
            ))}
          </ul>
        </Day>
      ))}
    </>
  );
}

type DayProps = {
  readonly day: string;
  readonly today: string;
  readonly children: ComponentChildren;
};

function Day({ day, today, children }: DayProps): JSX.Element {
  return (
    <section class={day < today ? 'day past' : 'day'}>
      <h2 class="day-name">{dayWords(day, today)}</h2>
      {children}
    </section>
  );
}

export function dayWords(day: string, today: string): string {
  const { heading, tomorrow } = t().today;
  const next = new Date(Date.parse(`${today}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  if (day === today) return heading(dayNamed(day));
  return day === next ? tomorrow(dayNamed(day)) : dayNamed(day);
}

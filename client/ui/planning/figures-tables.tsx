import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';
import { fillOf, sumOf, type Tallied, type Tally } from '../../view/day-figures.ts';
import { planningWords } from '../texts/planning-words.ts';
import { t } from '../texts/texts.ts';
import { shortlyNamed } from './figures-format.ts';
import { Fill } from './fill.tsx';

type Props = { readonly days: readonly Tallied[]; readonly venues: readonly Tallied[] };

/** All that the chart shows, and more, in numbers: each day, with its venues below it, and each venue. */
export function FiguresTables({ days, venues }: Props): JSX.Element {
  const words = planningWords().dayFigures;
  return (
    <>
      <FiguresTable caption={words.byDay} first={words.day}>
        {days.map(({ name, sum, rows }) => (
          <tbody key={name}>
            <Line name={shortlyNamed(name)} of={sum} scope={rows.length > 1 ? 'rowgroup' : 'row'}>
              {rows.length === 1 && <span class="quiet">{rows[0]?.venue}</span>}
            </Line>
            {rows.length > 1 && rows.map((row) => <Line key={row.key} name={row.venue} of={row} within />)}
          </tbody>
        ))}
        <tfoot>
          <Line name={words.inAll} of={sumOf(days.map(({ sum }) => sum))} />
        </tfoot>
      </FiguresTable>
      {venues.length > 1 && (
        <FiguresTable caption={words.byVenue} first={words.venue}>
          <tbody>
            {venues.map(({ name, sum }) => (
              <Line key={name} name={name} of={sum} />
            ))}
          </tbody>
        </FiguresTable>
      )}
    </>
  );
}

type TableProps = {
  readonly caption: string;
  /** The name of the first column. */
  readonly first: string;
  readonly children: ComponentChildren;
};

/** Wider than a phone: it scrolls by itself, by the keyboard too. */
function FiguresTable({ caption, first, children }: TableProps): JSX.Element {
  const id = useId();
  const { sessions, booked, capacity, fill, waiting, came, noShows, conflicts } = planningWords().dayFigures;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached without a pointer.
    <section class="table-scroll" aria-labelledby={id} tabIndex={0}>
      <table class="figures-table">
        <caption id={id}>{caption}</caption>
        <thead>
          <tr>
            {[first, fill, booked, capacity, waiting, came, noShows, conflicts, sessions].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {children}
      </table>
    </section>
  );
}

type LineProps = {
  readonly name: string;
  readonly of: Tally;
  readonly scope?: 'row' | 'rowgroup';
  /** A venue of a day. */
  readonly within?: boolean;
  readonly children?: ComponentChildren;
};

function Line({ name, of, scope = 'row', within, children }: LineProps): JSX.Element {
  const { number } = t();
  return (
    <tr class={within ? 'within' : undefined}>
      <th scope={scope}>
        <span>{name}</span>
        {children}
      </th>
      <td>
        <Fill of={fillOf(of)} />
      </td>
      <td>{number(of.booked)}</td>
      <td>{number(of.capacity)}</td>
      <td>{number(of.waiting)}</td>
      <td>{number(of.came)}</td>
      <td>{number(of.noShows)}</td>
      <td>{number(of.conflicts)}</td>
      <td>
        {number(of.sessions)}
        {of.cancelled > 0 && <span class="quiet">{planningWords().dayFigures.cancelled(of.cancelled)}</span>}
      </td>
    </tr>
  );
}

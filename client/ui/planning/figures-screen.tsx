import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { dayIn } from '../../view/calendar-day.ts';
import { type DayFigures, fillOf, sumOf, tallied } from '../../view/day-figures.ts';
import { useView } from '../app/live-view.ts';
import { DeskHead } from '../desk/desk-head.tsx';
import { Empty } from '../parts/sign.tsx';
import { momentOf, OWN_ZONE } from '../texts/format.ts';
import { planningWords } from '../texts/planning-words.ts';
import { t } from '../texts/texts.ts';
import { FiguresChart } from './figures-chart.tsx';
import { firstWeekday } from './figures-format.ts';
import { FiguresTables } from './figures-tables.tsx';
import { Fill } from './fill.tsx';
import { daysIn, type Period, periodOf } from './period.ts';
import { PeriodChoice } from './period-choice.tsx';

/** How a time went, or will go: capacity and bookings by day, who waits, who came, and what went wrong. */
export function FiguresScreen(): JSX.Element {
  const [period, setPeriod] = useState(thisWeek);
  const [venue, setVenue] = useState('');
  const filter = { ...period, ...(venue && { venue }) };
  const view = useView({ view: 'day-figures', timeZone: OWN_ZONE, ...filter }).value;
  const words = planningWords().dayFigures;
  return (
    <div class="desk">
      <DeskHead part="figures" />
      <PeriodChoice period={period} onChoose={setPeriod} />
      <label class="field">
        <span>{words.venue}</span>
        <select value={venue} onChange={(event) => setVenue(event.currentTarget.value)}>
          <option value="">{t().today.allVenues}</option>
          {view?.head.venues.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {view && view.rows.length === 0 && <Empty what={words.none} todo={words.noneTodo} />}
      {view && view.rows.length > 0 && <Figures period={period} rows={view.rows} />}
      {view?.head.asOf && <p class="quiet">{words.asOf(momentOf(view.head.asOf))}</p>}
    </div>
  );
}

function thisWeek(): Period {
  return periodOf('week', dayIn(OWN_ZONE, new Date().toISOString()), firstWeekday());
}

type FiguresProps = { readonly period: Period; readonly rows: readonly DayFigures[] };

function Figures({ period, rows }: FiguresProps): JSX.Element {
  const days = tallied(rows, 'day');
  const words = planningWords().dayFigures;
  return (
    <>
      <Summary rows={rows} />
      <FiguresChart days={daysIn(period)} sums={new Map(days.map(({ name, sum }) => [name, sum]))} />
      <FiguresTables days={days} venues={tallied(rows, 'venue')} />
      <p class="quiet">{words.about}</p>
    </>
  );
}

/** All of it in six numbers. */
function Summary({ rows }: Pick<FiguresProps, 'rows'>): JSX.Element {
  const words = planningWords().dayFigures;
  const { number } = t();
  const sum = sumOf(rows);
  const numbers = [
    [words.fill, <Fill key="fill" of={fillOf(sum)} />],
    [words.booked, words.bookedOf(sum.booked, sum.capacity)],
    [words.waiting, number(sum.waiting)],
    [words.came, number(sum.came)],
    [words.noShows, number(sum.noShows)],
    [words.conflicts, number(sum.conflicts)],
  ] as const;
  return (
    <dl class="summary">
      {numbers.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

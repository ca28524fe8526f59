import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { Tally } from '../../view/day-figures.ts';
import { dayNamed } from '../texts/format.ts';
import { planningWords } from '../texts/planning-words.ts';
import { t } from '../texts/texts.ts';
import { chartData, chartOptions } from './chart-options.ts';
import { whenColoursChange } from './colours.ts';

type Props = {
  readonly days: readonly string[];
  /** By day; days without sessions are not in it. */
  readonly sums: ReadonlyMap<string, Tally>;
};

/**
 * Seats booked before seats that there are, a day a bar. It is a picture of the table that stands below it: who does
 * not see it, or uses no pointer, is told everything there.
 */
export function FiguresChart({ days, sums }: Props): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(null);
  const [pointedAt, setPointedAt] = useState<number>();
  const words = planningWords().dayFigures;
  const { language } = t();
  const data = chartData(days, sums);
  useEffect(() => {
    if (!place.current) return;
    const made = new uPlot(chartOptions({ days, onPoint: setPointedAt }), data, place.current);
    chart.current = made;
    const stops = [whenColoursChange(() => made.redraw()), fitted(made, place.current)];
    return () => {
      for (const stop of stops) stop();
      made.destroy();
      chart.current = null;
      setPointedAt(undefined);
    };
  }, [days.join(), language]);
  useEffect(() => chart.current?.setData(data), [JSON.stringify(data)]);
  const day = pointedAt === undefined ? undefined : days[pointedAt];
  return (
    <figure class="chart">
      <figcaption>
        <span>{words.chart}</span>
        <span class="bar-numbers quiet">
          <span class="bar-number">
            <span class="swatch taken" aria-hidden="true" /> {words.booked}
          </span>
          <span class="bar-number">
            <span class="swatch" aria-hidden="true" /> {words.capacity}
          </span>
          <span>{words.sameBelow}</span>
        </span>
      </figcaption>
      <div ref={place} class="chart-place" aria-hidden="true" />
      <p class="quiet chart-day" aria-hidden="true">
        {day && words.ofDay(dayNamed(day), sums.get(day)?.booked ?? 0, sums.get(day)?.capacity ?? 0)}
      </p>
    </figure>
  );
}

/** As wide as its place, whatever becomes of the window. Returns how to stop. */
function fitted(chart: uPlot, place: HTMLElement): () => void {
  const sizes = new ResizeObserver(() => {
    if (place.clientWidth > 0) chart.setSize({ width: place.clientWidth, height: chart.height });
  });
  sizes.observe(place);
  return () => sizes.disconnect();
}

import uPlot, { type AlignedData, type Axis, type Options, type Series } from 'uplot';
import type { Tally } from '../../view/day-figures.ts';
import { shortDay } from '../texts/format.ts';
import { t } from '../texts/texts.ts';
import { token } from './colours.ts';

const HEIGHT_PIXELS = 220;
/** Of a day's room: the booked seats stand inside of the seats that there are, so that what is too many sticks out. */
const CAPACITY_BAR = { share: 0.8, mostPixels: 56 };
const BOOKED_BAR = { share: 0.5, mostPixels: 32 };
/** Of more days than that no bar has room for another one inside: what there is stands as one line over all of them. */
const MOST_BARS = 31;
const CLOSE_BAR = { share: 1, mostPixels: 32 };
/** Days between two names under the chart. */
const DAY_STEPS = [1, 2, 3, 4, 7, 14, 28, 56];
const DAY_NAME_PIXELS = 68;
const SEAT_STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

type Wanted = {
  readonly days: readonly string[];
  /** Told which day is pointed at, by its number; undefined for none. */
  readonly onPoint: (day: number | undefined) => void;
};

/** Days by number, then the seats that there are, then those that are booked; null where there is no session. */
export function chartData(days: readonly string[], sums: ReadonlyMap<string, Tally>): AlignedData {
  return [
    days.map((_, index) => index),
    days.map((day) => sums.get(day)?.capacity ?? null),
    days.map((day) => sums.get(day)?.booked ?? null),
  ];
}

/** Colours are asked for whenever it is drawn: the theme may be another one by then. */
export function chartOptions({ days, onPoint }: Wanted): Options {
  return {
    width: 0,
    height: HEIGHT_PIXELS,
    legend: { show: false },
    cursor: { x: false, y: false, points: { show: false }, drag: { x: false, y: false, setScale: false } },
    scales: {
      x: { time: false, range: [-0.5, days.length - 0.5] },
      y: { range: (_, __, most) => [0, Math.max(most, 1) * 1.05] },
    },
    axes: [
      {
        ...axis(),
        grid: { show: false },
        size: 32,
        space: DAY_NAME_PIXELS,
        incrs: DAY_STEPS,
        values: (_, at) => at.map((day) => shortNameOf(days[day])),
      },
      { ...axis(), size: 48, incrs: SEAT_STEPS, values: (_, at) => at.map((seats) => t().number(seats)) },
    ],
    series: [{}, ...(days.length > MOST_BARS ? closeDays() : barsByDay())],
    hooks: { setCursor: [({ cursor }) => onPoint(cursor.idx ?? undefined)] },
  };
}

function barsByDay(): Series[] {
  return [
    bars(CAPACITY_BAR, { stroke: () => token('edge'), fill: () => token('page'), width: 2 }),
    bars(BOOKED_BAR, { fill: () => token('ink'), width: 0 }),
  ];
}

function closeDays(): Series[] {
  return [
    { stroke: () => token('edge'), width: 2, points: { show: false }, paths: outline },
    bars(CLOSE_BAR, { fill: () => token('ink'), width: 0 }),
  ];
}

/** As high as each day's bar would be, and as wide as the days are. */
function outline(chart: uPlot, series: number): Series.Paths {
  const stroke = new Path2D();
  const at = (day: number, seats: number): [number, number] => [
    chart.valToPos(day, 'x', true),
    chart.valToPos(seats, 'y', true),
  ];
  const seatsByDay = chart.data[series] ?? [];
  stroke.moveTo(...at(-0.5, 0));
  for (const [day, seats] of seatsByDay.entries()) {
    stroke.lineTo(...at(day - 0.5, seats ?? 0));
    stroke.lineTo(...at(day + 0.5, seats ?? 0));
  }
  stroke.lineTo(...at(seatsByDay.length - 0.5, 0));
  return { stroke };
}

function shortNameOf(day: string | undefined): string {
  return day ? shortDay(`${day}T12:00:00`) : '';
}

function axis(): Axis {
  return {
    stroke: () => token('quiet'),
    font: `14px ${token('type')}`,
    grid: { stroke: () => token('rule'), width: 1 },
    ticks: { show: false },
  };
}

function bars({ share, mostPixels }: typeof CAPACITY_BAR, look: Series): Series {
  const paths = uPlot.paths.bars?.({ size: [share, mostPixels] });
  return { ...look, points: { show: false }, ...(paths && { paths }) };
}

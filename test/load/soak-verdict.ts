/**
 * Whether what was sampled stayed flat after a warm-up.
 *
 *   allowed growth = share of the median, an hour + so much an event + what counts as noise
 *
 * The slope is the median of the slopes between all pairs of samples (Theil and Sen): a few odd ones do not bend it.
 */
export type Limit = {
  readonly unit: 'MB' | 'bytes' | 'count';
  /** Percent of the median that it may grow in an hour. */
  readonly percentAnHour: number;
  /** What the log itself may bring with it, in bytes. */
  readonly perEvent?: number;
  /** What is no growth yet. */
  readonly noise: number;
};

const BYTES = { MB: 1024 * 1024, bytes: 1, count: 1 } as const;

export type Sample = {
  readonly hours: number;
  readonly events: number;
  readonly values: Readonly<Record<string, number>>;
};

export type Verdict = {
  readonly name: string;
  readonly median: number;
  /** Over the time after the warm-up. */
  readonly growth: number;
  readonly allowed: number;
};

/** The share of the samples that belong to the warm-up. */
const WARM_UP = 0.25;
const FEWEST = 4;

export function judge(samples: readonly Sample[], limits: Readonly<Record<string, Limit>>): Verdict[] {
  const warm = samples.slice(Math.ceil(samples.length * WARM_UP));
  const [first, last] = [warm[0], warm.at(-1)];
  if (!first || !last || warm.length < FEWEST) throw new Error(`${warm.length} samples are too few to judge`);
  const hours = last.hours - first.hours;
  const events = last.events - first.events;
  return Object.entries(limits).map(([name, { unit, percentAnHour, perEvent = 0, noise }]) => {
    const points = warm.map((sample) => ({ at: sample.hours, value: sample.values[name] ?? Number.NaN }));
    const middle = median(points.map(({ value }) => value));
    return {
      name,
      median: middle,
      growth: slopeOf(points) * hours,
      allowed: (percentAnHour / 100) * middle * hours + (perEvent * events) / BYTES[unit] + noise,
    };
  });
}

/** A value that was not measured is a breach as well. */
export function isBreach({ growth, allowed }: Verdict): boolean {
  return !(growth <= allowed);
}

function slopeOf(points: readonly { readonly at: number; readonly value: number }[]): number {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).map((b) => (b.value - a.value) / (b.at - a.at)),
  );
  return median(slopes);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, relative } from 'node:path';
import { median, quantile } from './median.ts';
import type { Row, Samples } from './row.ts';

export type Result = {
  readonly row: string;
  readonly title: string;
  readonly over: string;
  readonly unit: string;
  readonly ours: number;
  readonly bare: number;
  readonly ratio: number;
  /** The middle half of the ratios of single rounds. */
  readonly spread: readonly [number, number];
  readonly target: Row['target'];
  readonly met: boolean;
  readonly samples: Samples;
};

export function resultOf(name: string, row: Row, samples: Samples): Result {
  const [ours, bare] = [median(samples.ours), median(samples.bare)];
  const ratio = ours / bare;
  const ratios = samples.ours.map((value, round) => value / (samples.bare[round] ?? Number.NaN));
  const { title, over, unit, target } = row;
  const met = 'atMost' in target ? ratio <= target.atMost : ratio >= target.atLeast;
  const spread = [quantile(ratios, 0.25), quantile(ratios, 0.75)] as const;
  return { row: name, title, over, unit, ours, bare, ratio, spread, target, met, samples };
}

export function print({ title, over, unit, ours, bare, ratio, spread, target, met }: Result): void {
  const limit = 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
  const [low, high] = spread;
  console.log(`${met ? '✓' : '✗'} ${ratio.toFixed(3)} (target ${limit})  ${title}`);
  console.log(
    `    ${round(ours)} over ${round(bare)} ${unit}: ${over}; rounds ${low.toFixed(3)} to ${high.toFixed(3)}`,
  );
}

/** Returns where, from the top of the project. */
export function write(results: readonly Result[], chromium: string): string {
  const root = join(import.meta.dirname, '../..');
  const folder = join(root, 'node_modules/.cache/daybook/bench');
  mkdirSync(folder, { recursive: true });
  const at = new Date().toISOString();
  const file = join(folder, `${at.replaceAll(':', '-')}.json`);
  const machine = { cores: cpus().length, model: cpus()[0]?.model, node: process.version, chromium };
  writeFileSync(file, JSON.stringify({ at, machine, results }, null, 2));
  return relative(root, file);
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

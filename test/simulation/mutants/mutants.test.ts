import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type PoolOptions, runPool } from '../pool.ts';
import { STEPS } from '../report.ts';
import type { Done } from '../worker.ts';
import { MUTANTS } from './catalogue.ts';
import { PINNED } from './pinned.ts';
import { planted, spoilt } from './plant.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('the invariants see bugs', () => {
  test('of at least twenty kinds, each at one place of the source', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
    for (const mutant of MUTANTS) {
      const source = readFileSync(join(ROOT, mutant.file), 'utf8');
      expect(spoilt(source, mutant), mutant.name).not.toBe(source);
    }
  });

  test('only where they were planted', async () => {
    const late = planted('position-hole', async () => 'a program that was read before');
    await expect(late).rejects.toThrow(/position-hole was not planted/);
  });

  let begun: number | undefined;
  test.concurrent.for(Object.entries(PINNED))('%s falls', async ([mutant, pin], { signal }) => {
    begun ??= performance.now();
    const done = await runAll([pin.seed], { workers: 1, mutant, signal });
    expect(done.map(({ failure }) => failure?.invariant)).toEqual([pin.invariant]);
  });

  test('every one of them is pinned, and without them those worlds are sound', async ({ signal }) => {
    const seconds = (performance.now() - (begun ?? 0)) / 1_000;
    console.log(`${Object.keys(PINNED).length} planted bugs in ${seconds.toFixed(0)} s`);
    expect(Object.keys(PINNED).toSorted()).toEqual(MUTANTS.map(({ name }) => name).toSorted());
    const seeds = new Set(Object.values(PINNED).map(({ seed }) => seed));
    const done = await runAll([...seeds], { workers: availableParallelism(), signal });
    expect(done.filter(({ failure }) => failure)).toEqual([]);
    expect(done).toHaveLength(seeds.size);
  }, 180_000);
});

async function runAll(
  seeds: readonly number[],
  how: Pick<PoolOptions, 'workers' | 'mutant' | 'signal'>,
): Promise<Done[]> {
  const done: Done[] = [];
  const jobs = seeds.map((seed) => ({ seed, steps: STEPS })).values();
  await runPool({ ...how, next: () => jobs.next().value, onDone: (one) => done.push(one) });
  return done;
}

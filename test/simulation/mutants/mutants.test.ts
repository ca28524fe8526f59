import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runPool } from '../pool.ts';
import { STEPS } from '../report.ts';
import type { Done } from '../worker.ts';
import { MUTANTS } from './catalogue.ts';
import { PINNED } from './pinned.ts';
import { spoilt } from './plant.ts';

const ROOT = join(import.meta.dirname, '../../..');

describe('the invariants see bugs', () => {
  test('of at least twenty kinds, each at one place of the source', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(20);
    for (const mutant of MUTANTS) {
      const source = readFileSync(join(ROOT, mutant.file), 'utf8');
      expect(spoilt(source, mutant), mutant.name).not.toBe(source);
    }
  });

  test.concurrent.each(Object.entries(PINNED))('%s falls', async (mutant, { seed, invariant }) => {
    const done = await runAll([seed], { workers: 1, mutant });
    expect(done.map(({ failure }) => failure?.invariant)).toEqual([invariant]);
  });

  test('every one of them is pinned, and without them those worlds are sound', async () => {
    expect(Object.keys(PINNED).toSorted()).toEqual(MUTANTS.map(({ name }) => name).toSorted());
    const seeds = new Set(Object.values(PINNED).map(({ seed }) => seed));
    const done = await runAll([...seeds], { workers: availableParallelism() });
    expect(done.filter(({ failure }) => failure)).toEqual([]);
    expect(done).toHaveLength(seeds.size);
  }, 180_000);
});

async function runAll(
  seeds: readonly number[],
  how: { readonly workers: number; readonly mutant?: string },
): Promise<Done[]> {
  const done: Done[] = [];
  const jobs = seeds.map((seed) => ({ seed, steps: STEPS })).values();
  await runPool({ ...how, next: () => jobs.next().value, onDone: (one) => done.push(one) });
  return done;
}

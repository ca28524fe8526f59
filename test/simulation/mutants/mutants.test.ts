import { readFileSync } from 'node:fs';
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
    const done = await runOne(pin.seed, { mutant, signal });
    expect(done.map(({ failure }) => failure?.invariant)).toEqual([pin.invariant]);
  });

  // That their worlds are sound without them is shown by nothing-lost.test.ts, which runs those too.
  test('every one of them is pinned', () => {
    const seconds = (performance.now() - (begun ?? 0)) / 1_000;
    console.log(`${Object.keys(PINNED).length} planted bugs in ${seconds.toFixed(0)} s`);
    expect(Object.keys(PINNED).toSorted()).toEqual(MUTANTS.map(({ name }) => name).toSorted());
  });
});

async function runOne(seed: number, how: Pick<PoolOptions, 'mutant' | 'signal'>): Promise<Done[]> {
  const done: Done[] = [];
  const jobs = [{ seed, steps: STEPS }].values();
  await runPool({ ...how, workers: 1, next: () => jobs.next().value, onDone: (one) => done.push(one) });
  return done;
}

import { readFileSync } from 'node:fs';
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
    const done = await runOne(seed, mutant);
    expect(done.failure?.invariant).toBe(invariant);
  });

  test('every one of them is pinned, and without them those worlds are sound', async () => {
    expect(Object.keys(PINNED).toSorted()).toEqual(MUTANTS.map(({ name }) => name).toSorted());
    const seeds = new Set(Object.values(PINNED).map(({ seed }) => seed));
    for (const seed of seeds) expect((await runOne(seed)).failure, `seed ${seed}`).toBeUndefined();
  }, 60_000);
});

async function runOne(seed: number, mutant?: string): Promise<Done> {
  const found: Done[] = [];
  const jobs = [{ seed, steps: STEPS }].values();
  await runPool({
    workers: 1,
    ...(mutant && { mutant }),
    next: () => jobs.next().value,
    onDone: (done) => found.push(done),
  });
  if (!found[0]) throw new Error(`seed ${seed} did not run`);
  return found[0];
}

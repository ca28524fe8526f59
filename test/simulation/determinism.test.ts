import { describe, expect, test } from 'vitest';
import { runPool } from './pool.ts';

const SEEDS = [3, 17, 64];

describe('a world', () => {
  test('is the same each time: two processes come to the same trace', async () => {
    expect(await hashes()).toEqual(await hashes());
  });

  test('is another for another seed', async () => {
    expect(new Set(await hashes()).size).toBe(SEEDS.length);
  });
});

async function hashes(): Promise<string[]> {
  const found: string[] = [];
  const seeds = SEEDS.values();
  await runPool({
    workers: 1,
    next() {
      const { value: seed } = seeds.next();
      return seed === undefined ? undefined : { seed, steps: 2_000 };
    },
    onDone: ({ hash, failure }) => void found.push(failure ? failure.detail : hash),
  });
  return found;
}

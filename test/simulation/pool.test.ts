import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type PoolOptions, runPool } from './pool.ts';
import type { Done, Job } from './worker.ts';

test('a world that comes to no end is told with its seed, and the others are run', async () => {
  const { done } = await runTwo({ hangsAfter: 300 });
  expect(done.map(({ seed, failure }) => [seed, failure?.invariant])).toEqual([
    [1, 'a run that hangs'],
    [2, 'a run that hangs'],
  ]);
});

test('who is not waited for any more ends, also one that runs in circles', async () => {
  const waiting = new AbortController();
  const { done, error } = await runTwo({
    signal: waiting.signal,
    onBegun: () => setImmediate(() => waiting.abort()),
  });
  expect(String(error)).toContain('a worker ended with SIGKILL on seed 1');
  expect(done).toEqual([]);
});

test('a worker that does not come up is no worker that had nothing to do', async () => {
  const { error } = await runTwo({ program: 'broken.ts' });
  expect(String(error)).toContain('a worker ended with 3 on seed none');
});

type Two = Partial<PoolOptions> & { readonly onBegun?: () => void };

/** Two seeds, by a worker that never ends one. */
async function runTwo({ program = 'endless.ts', onBegun, ...options }: Two) {
  const done: Done[] = [];
  const jobs: Job[] = [1, 2].map((seed) => ({ seed, steps: 1 }));
  const error: unknown = await runPool({
    ...options,
    workers: 1,
    program: join(import.meta.dirname, 'workers-that-fail', program),
    next() {
      onBegun?.();
      return jobs.shift();
    },
    onDone: (one) => done.push(one),
  }).catch((error: unknown) => error);
  return { done, error };
}

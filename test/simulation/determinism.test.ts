import { expect, test } from 'vitest';
import { runPool } from './pool.ts';
import { type RunResult, run } from './run.ts';
import { createTrace } from './trace.ts';

/** With crashes, restores, evictions and an unknown event, up to eight devices, and (39) a large book. */
const SEEDS = [60, 20, 5, 4, 39];
const STEPS = 2_000;

test('a world is the same each time, to the byte: in this process, again, and in another one in the other order', async () => {
  const here = await hashesHere(SEEDS);
  expect(new Set(here.values()).size, 'each seed is another world').toBe(SEEDS.length);
  expect(await hashesHere(SEEDS)).toEqual(here);
  expect(await hashesElsewhere(SEEDS.toReversed())).toEqual(here);
}, 60_000);

test('the same steps with other contents are another trace', () => {
  const traceOf = (content: string): string => {
    const trace = createTrace(false);
    trace.line(1, 'device-1', 'append commit');
    trace.content('journal of device-1', content);
    trace.line(2, 'device-1', 'append complete');
    return trace.hash();
  };
  expect(traceOf('{"sequence":1}')).toBe(traceOf('{"sequence":1}'));
  expect(traceOf('{"sequence":1}')).not.toBe(traceOf('{"sequence":2}'));
});

type Hashes = Map<number, string>;

async function hashesHere(seeds: readonly number[]): Promise<Hashes> {
  const hashes: Hashes = new Map();
  for (const seed of seeds) hashes.set(seed, hashOf(await run({ seed, steps: STEPS })));
  return hashes;
}

async function hashesElsewhere(seeds: readonly number[]): Promise<Hashes> {
  const hashes: Hashes = new Map();
  const jobs = seeds.map((seed) => ({ seed, steps: STEPS })).values();
  await runPool({
    workers: 1,
    next: () => jobs.next().value,
    onDone: (result) => void hashes.set(result.seed, hashOf(result)),
  });
  return hashes;
}

function hashOf({ hash, failure }: Pick<RunResult, 'hash' | 'failure'>): string {
  return `${hash} ${failure?.detail ?? ''}`.trim();
}

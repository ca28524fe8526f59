import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createChances, waitingTime } from './chances.ts';
import { runPool } from './pool.ts';
import { type RunResult, run } from './run.ts';
import { createTrace } from './trace.ts';

/** With crashes, restores, evictions and an unknown event, up to eight devices, and (39) a large book. */
const SEEDS = [60, 20, 5, 4, 39];
const STEPS = 2_000;
/** What `chance` draws first, hashed. */
const DRAWN = '28199afa3cc81298ea5cd9c26ffee08a2d3cbf78';

/** Another time zone and language. */
const ELSEWHERE = { TZ: 'Pacific/Kiritimati', LANG: 'ko_KR.UTF-8', LC_ALL: 'ko_KR.UTF-8' };

test('a world is the same each time, to the byte: in this process, again, and in one that is set otherwise, in the other order', async () => {
  const [elsewhere, here] = await Promise.all([hashesElsewhere(SEEDS.toReversed()), hashesHere(SEEDS)]);
  expect(new Set(here.values()).size, 'each seed is another world').toBe(SEEDS.length);
  expect(await hashesHere(SEEDS)).toEqual(here);
  expect(elsewhere).toEqual(here);
  // The same on every machine that runs the same program: time is virtual, chance and delays come of whole numbers and
  // of what IEEE 754 says to the last digit, and nothing waits for a thread. So two machines can compare what they
  // print. It is not pinned: each change of the program, of a text even, makes it another one.
  const together = createHash('sha1').update(JSON.stringify([...here].sort()));
  console.log(`the traces of seeds ${SEEDS.join(', ')} together: ${together.digest('hex')}`);
}, 120_000);

test('chance is the same on every machine, to the last digit', () => {
  const chance = createChances(7).of('a pin');
  const drawn = Array.from({ length: 10_000 }, () => [
    chance.next(),
    waitingTime(chance),
    chance.whole(0, 99),
  ]);
  expect(createHash('sha1').update(JSON.stringify(drawn)).digest('hex')).toBe(DRAWN);
  const mean = drawn.reduce((sum, [, wait = 0]) => sum + wait, 0) / drawn.length;
  expect(mean).toBeCloseTo(1, 1);
});

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
    env: ELSEWHERE,
    next: () => jobs.next().value,
    onDone: (result) => void hashes.set(result.seed, hashOf(result)),
  });
  return hashes;
}

function hashOf({ hash, failure }: Pick<RunResult, 'hash' | 'failure'>): string {
  return `${hash} ${failure?.detail ?? ''}`.trim();
}

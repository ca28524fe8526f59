import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FAST_FOLDER } from '../support/fast-folder.ts';
import type { Coverage } from './coverage.ts';
import { explore } from './explore.ts';
import { FAULTS } from './faults.ts';
import { PINNED } from './mutants/pinned.ts';
import { leastHits, STEPS, tableOf, tellFound } from './report.ts';

/** In seconds, where the rarest of what must happen is not rarer than that. */
const SECONDS = Number(process.env.SIMULATION_SECONDS ?? 240);
/** Without them the worlds in which planted bugs fall are sound. */
const PLANTED_WITHIN = Math.max(...Object.values(PINNED).map(({ seed }) => seed));
/** Longer than it looks for the shortest trace of a seed that failed, in milliseconds. */
const SHRINKS_FOR = 120_000;

describe('worlds of devices and a server under every fault', () => {
  test(
    'nothing is lost, doubled or left hanging, and every fault happened often enough to mean it',
    async ({ signal }) => {
      const { seeds, steps, elapsed, coverage, failures } = await explore({
        from: 1,
        steps: STEPS,
        seconds: SECONDS,
        whileRare: (so, done) => done < PLANTED_WITHIN || rareIn(so).length > 0,
        onFound: tellFound,
        signal,
      });
      console.log(
        `${tableOf(coverage)}\n${seeds} worlds of ${STEPS} steps (fewer in large books), ${steps} with healing, in ${Math.round(elapsed / 1_000)} s`,
      );
      const first = failures[0];
      if (first) console.log(shortestTrace(first.seed));
      expect(failures.map(({ seed, detail }) => `seed ${seed}: ${detail}`)).toEqual([]);
      expect(rareIn(coverage), 'too rare to mean something').toEqual([]);
      expect(seeds, 'the worlds in which planted bugs fall').toBeGreaterThanOrEqual(PLANTED_WITHIN);
    },
    2 * SECONDS * 1_000 + 60_000 + SHRINKS_FOR,
  );
});

function rareIn(coverage: Coverage): string[] {
  return [...leastHits(Object.keys(FAULTS))].flatMap(([what, least]) => {
    const hits = coverage.get(what) ?? 0;
    return hits < least ? [`${what}: ${hits} of ${least}`] : [];
  });
}

/** As `npm run simulate -- --seed` tells it. A world that never ends is cut off, and with it what it would leave. */
function shortestTrace(seed: number): string {
  const folder = mkdtempSync(join(FAST_FOLDER, 'daybook-replay-'));
  const { stdout } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), '--seed', String(seed)],
    {
      encoding: 'utf8',
      env: { ...process.env, SIMULATION_FOLDER: folder },
      timeout: SHRINKS_FOR,
      killSignal: 'SIGKILL',
      maxBuffer: 2 ** 28,
    },
  );
  rmSync(folder, { recursive: true, force: true });
  return stdout;
}

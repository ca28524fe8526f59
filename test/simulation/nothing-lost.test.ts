import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Coverage } from './coverage.ts';
import { explore } from './explore.ts';
import { FAULTS } from './faults.ts';
import { expectedHits, STEPS, tableOf } from './report.ts';

/** In seconds, where the rarest of what must happen is not rarer than that. */
const SECONDS = Number(process.env.SIMULATION_SECONDS ?? 240);
const LEAST_HITS = 100;

describe('worlds of devices and a server under every fault', () => {
  test(
    'nothing is lost, doubled or left hanging, and every fault happened often enough to mean it',
    async () => {
      const { seeds, steps, elapsed, coverage, failures } = await explore({
        from: 1,
        steps: STEPS,
        seconds: SECONDS,
        whileRare: (so) => rareIn(so).length > 0,
      });
      console.log(
        `${tableOf(coverage)}\n${seeds} worlds of ${STEPS} steps (fewer in large books), ${steps} with healing, in ${Math.round(elapsed / 1_000)} s`,
      );
      const first = failures[0];
      if (first) console.log(shortestTrace(first.seed));
      expect(failures.map(({ seed, detail }) => `seed ${seed}: ${detail}`)).toEqual([]);
      expect(rareIn(coverage), `less often than ${LEAST_HITS} times`).toEqual([]);
    },
    (2 * SECONDS + 120) * 1_000,
  );
});

function rareIn(coverage: Coverage): string[] {
  return expectedHits(Object.keys(FAULTS)).filter((what) => (coverage.get(what) ?? 0) < LEAST_HITS);
}

/** As `npm run simulate -- --seed` tells it. */
function shortestTrace(seed: number): string {
  const program = join(import.meta.dirname, 'main.ts');
  try {
    return execFileSync(process.execPath, [program, '--seed', String(seed)], {
      encoding: 'utf8',
      timeout: 120_000,
      maxBuffer: 2 ** 28,
    });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { explore, type Found, PATIENT } from './explore.ts';
import { STEPS, tableOf, tellFound } from './report.ts';

/** Where an exploration goes on, and the seeds that failed and have not been seen to pass since. */
type Progress = { readonly next: number; readonly failed: readonly number[] };

const PROGRESS = join(import.meta.dirname, '../../node_modules/.cache/daybook-simulation.json');

export type LongExploration = {
  readonly minutes: number;
  /** Instead of where the last one stopped. */
  readonly from?: number;
  readonly steps?: number;
};

/** As many seeds as fit; 1 where one failed, now or earlier. */
export async function exploreFor({ minutes, from, steps = STEPS }: LongExploration): Promise<number> {
  const progress = from === undefined ? readProgress() : { next: from, failed: [] };
  const failed = new Set<number>();
  const onFound = (found: Found): void => {
    failed.add(found.seed);
    tellFound(found, steps);
  };
  // Whoever mended what they showed wants to hear that first.
  for (const seed of progress.failed)
    await explore({ from: seed, seeds: 1, steps, hangsAfter: PATIENT, onFound });
  const outcome = await explore({
    from: progress.next,
    steps,
    seconds: minutes * 60,
    hangsAfter: PATIENT,
    onFound,
    onProgress: (next) => keep({ next, failed: [...failed] }),
  });
  console.log(tableOf(outcome.coverage));
  const { seeds, elapsed } = outcome;
  const perHour = Math.round((seeds / elapsed) * 3_600_000);
  console.log(`${seeds} seeds from ${progress.next}, ${outcome.steps} steps, ${perHour} seeds an hour`);
  console.log(
    `${failed.size} failed, with those of earlier runs${failed.size > 0 ? `: ${[...failed]}` : ''}`,
  );
  return failed.size > 0 ? 1 : 0;
}

function keep(progress: Progress): void {
  mkdirSync(dirname(PROGRESS), { recursive: true });
  writeFileSync(PROGRESS, JSON.stringify(progress));
}

function readProgress(): Progress {
  try {
    return { next: 1, failed: [], ...(JSON.parse(readFileSync(PROGRESS, 'utf8')) as Partial<Progress>) };
  } catch {
    return { next: 1, failed: [] };
  }
}

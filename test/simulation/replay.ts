import { FAIR } from './link.ts';
import { commandOf, describeFailure, describeShortest, parseDeeds, STEPS } from './report.ts';
import { type RunOptions, type RunResult, run } from './run.ts';
import { shrink } from './shrink.ts';

export type Replayed = {
  readonly seed: number;
  readonly steps?: number;
  /** Deeds by number, as in `1,4-9`. */
  readonly only?: string;
  readonly fair: boolean;
  /** The bug that is planted in this process. */
  readonly mutant: string | undefined;
};

/** The last lines of the shortest trace. */
const TRACE_SHOWN = 80;

/** Tells what becomes of a world; where an invariant breaks, 1, and the shortest way there that is found. */
export async function replay({ seed, steps = STEPS, only, fair, mutant }: Replayed): Promise<number> {
  const options: RunOptions = {
    seed,
    steps,
    keepTrace: true,
    ...(only && { only: parseDeeds(only) }),
    ...(fair && { profile: { weather: FAIR } }),
  };
  const result = await run(options);
  if (only || !result.failure) console.log(result.trace.join('\n'));
  console.log(`\nseed ${seed}: ${result.steps} steps, trace ${result.hash}`);
  if (!result.failure) {
    console.log('every invariant held');
    return 0;
  }
  // At once: what follows takes a while, and may be cut off.
  console.log(`${describeFailure(result)}\n${commandOf(options, mutant)}`);
  if (!only) await tellShortest(options, result, mutant);
  return 1;
}

async function tellShortest(options: RunOptions, found: RunResult, mutant?: string): Promise<void> {
  const shortest = await shrink(options, found);
  console.log(shortest.result.trace.slice(-TRACE_SHOWN).join('\n'));
  console.log(describeShortest(shortest, mutant));
}

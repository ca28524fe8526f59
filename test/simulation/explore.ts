import { availableParallelism } from 'node:os';
import { addTo, type Coverage } from './coverage.ts';
import { runPool } from './pool.ts';

/** As many seeds as fit into the time, or so many, on all cores. */
export type ExploreOptions = {
  readonly from: number;
  readonly steps: number;
  readonly seeds?: number;
  readonly seconds?: number;
  /** Goes on past its time while this is so, for at most as long again: on a machine that is busy. */
  readonly whileRare?: (coverage: Coverage, seeds: number) => boolean;
  readonly mutant?: string;
  readonly stopAtFirst?: boolean;
  /** In milliseconds. */
  readonly hangsAfter?: number;
  /** Ends it. */
  readonly signal?: AbortSignal;
  readonly onFound?: (found: Found) => void;
  /** All seeds before this one are done. */
  readonly onProgress?: (next: number) => void;
};

/** For whoever waits on a machine that does something else meanwhile. */
export const PATIENT = 600_000;

export type Found = { readonly seed: number; readonly invariant: string; readonly detail: string };

export type Explored = {
  readonly seeds: number;
  readonly steps: number;
  /** Milliseconds. */
  readonly elapsed: number;
  readonly coverage: Coverage;
  readonly failures: readonly Found[];
};

export async function explore(options: ExploreOptions): Promise<Explored> {
  const begun = performance.now();
  const { from, seeds = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY } = options;
  const coverage: Coverage = new Map();
  const failures: Found[] = [];
  const underWay = new Set<number>();
  let next = from;
  let steps = 0;
  let done = 0;
  const isTimeUp = (share: number): boolean =>
    share >= 2 || (share >= 1 && options.whileRare?.(coverage, done) !== true);
  const isOver = (): boolean =>
    next >= from + seeds ||
    isTimeUp((performance.now() - begun) / (seconds * 1_000)) ||
    (options.stopAtFirst === true && failures.length > 0);

  await runPool({
    workers: availableParallelism(),
    ...(options.mutant && { mutant: options.mutant }),
    ...(options.hangsAfter && { hangsAfter: options.hangsAfter }),
    ...(options.signal && { signal: options.signal }),
    next() {
      if (isOver()) return undefined;
      underWay.add(next);
      return { seed: next++, steps: options.steps };
    },
    onDone(result) {
      underWay.delete(result.seed);
      done += 1;
      steps += result.steps;
      addTo(coverage, result.coverage);
      if (result.failure) {
        const found = { seed: result.seed, ...result.failure };
        failures.push(found);
        options.onFound?.(found);
      }
      options.onProgress?.(Math.min(next, ...underWay));
    },
  });
  return { seeds: done, steps, elapsed: performance.now() - begun, coverage, failures };
}

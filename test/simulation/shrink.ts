import { FAIR } from './link.ts';
import { type RunOptions, type RunResult, run } from './run.ts';

/** The smallest run found that breaks the same invariant: with fewer deeds, in fairer weather. */
export type Shrunk = { readonly options: RunOptions; readonly result: RunResult; readonly tries: number };

const MOST_TRIES = 250;
/** No try is begun later than that, in milliseconds: what was found by then is told. */
const TRIES_FOR = 80_000;

/**
 * Delta debugging (Zeller): leaves out ever smaller parts of what people and fate did, for as long as the same
 * invariant still breaks.
 */
export async function shrink(options: RunOptions, found: RunResult): Promise<Shrunk> {
  let best = { options, result: found };
  let tries = 0;
  const until = performance.now() + TRIES_FOR;

  async function stillBreaks(smaller: RunOptions): Promise<boolean> {
    if (tries >= MOST_TRIES || performance.now() >= until) return false;
    tries += 1;
    const result = await run(smaller);
    if (result.failure?.invariant !== found.failure?.invariant) return false;
    best = { options: smaller, result };
    return true;
  }

  await stillBreaks({ ...options, profile: { ...options.profile, weather: FAIR } });
  let deeds = [...(options.only ?? Array.from({ length: found.deeds }, (_, index) => index))];
  for (let size = Math.ceil(deeds.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < deeds.length; ) {
      const rest = [...deeds.slice(0, from), ...deeds.slice(from + size)];
      if (await stillBreaks({ ...best.options, only: new Set(rest) })) deeds = rest;
      else from += size;
    }
  }
  return { ...best, tries };
}

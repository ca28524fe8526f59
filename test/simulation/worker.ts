import { planted } from './mutants/plant.ts';
import type { RunOptions, RunResult } from './run.ts';

/** Runs one seed after the other for the pool, with a planted bug where one is named. */
export type Job = RunOptions;
export type Done = Omit<RunResult, 'coverage'> & {
  readonly coverage: readonly (readonly [string, number])[];
};

const mutant = process.argv[2];
// Most errors of a world are somebody's answer to a fault: nobody reads where they came from.
Error.stackTraceLimit = 0;
const load = () => import('./run.ts');
const { run } = await (mutant ? planted(mutant, load) : load());

process.on('message', async (job: Job) => {
  const { coverage, ...result } = await run(job);
  process.send?.({ ...result, coverage: [...coverage] } satisfies Done);
});
process.on('disconnect', () => process.exit());
process.send?.('ready');

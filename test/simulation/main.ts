import { parseArgs } from 'node:util';
import { planted } from './mutants/plant.ts';

const HELP = `npm run simulate -- --seed 7 [--only 1,4-9] [--fair] [--mutant NAME]   one seed, with its trace
npm run simulate -- --minutes 60 [--from 1] [--steps 2000]             as many seeds as fit; goes on where it stopped
npm run simulate -- --mutants [NAME]                                   at which seed each planted bug falls`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string' },
    only: { type: 'string' },
    fair: { type: 'boolean' },
    mutant: { type: 'string' },
    mutants: { type: 'boolean' },
    minutes: { type: 'string' },
    from: { type: 'string' },
    steps: { type: 'string' },
  },
});
const { seed, only, fair, mutant, minutes, from } = values;
const steps = values.steps ? { steps: Number(values.steps) } : {};
// Ended from outside it clears up as well.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

// Nothing of the program is imported above: a bug can only be planted in what is not there yet.
process.exitCode = await obey();

/** What to end with. */
async function obey(): Promise<number> {
  if (seed) {
    const load = () => import('./replay.ts');
    const { replay } = await (mutant ? planted(mutant, load) : load());
    return replay({ seed: Number(seed), ...steps, ...(only && { only }), fair: fair ?? false, mutant });
  }
  if (values.mutants) return (await import('./mutants/hunt.ts')).hunt(positionals, steps);
  if (minutes) {
    const { exploreFor } = await import('./long-exploration.ts');
    return exploreFor({ minutes: Number(minutes), ...(from && { from: Number(from) }), ...steps });
  }
  console.log(HELP);
  return 0;
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { explore, type Found } from './explore.ts';
import { MUTANTS } from './mutants/catalogue.ts';
import { plant } from './mutants/plant.ts';
import { describeFailure, parseDeeds, STEPS, tableOf } from './report.ts';

const HELP = `npm run simulate -- --seed 7 [--only 1,4-9] [--fair] [--mutant NAME]   one seed, with its trace
npm run simulate -- --minutes 60 [--from 1] [--steps 2000]             as many seeds as fit; goes on where it stopped
npm run simulate -- --mutants [NAME]                                   at which seed each planted bug falls`;

/** Where an exploration goes on. */
const PROGRESS = join(import.meta.dirname, '../../node_modules/.cache/daybook-simulation.json');
/** A planted bug has to fall within so many seeds. */
const SEEDS_PER_MUTANT = 500;
/** The last lines of the shortest trace. */
const TRACE_SHOWN = 80;

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
    steps: { type: 'string', default: String(STEPS) },
  },
});
const steps = Number(values.steps);
// Ended from outside it clears up as well.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

if (values.seed) await replay(Number(values.seed));
else if (values.mutants) await huntAll(positionals);
else if (values.minutes) await exploreFor(Number(values.minutes));
else console.log(HELP);

async function replay(seed: number): Promise<void> {
  if (values.mutant) plant(values.mutant);
  const [{ run }, { FAIR }] = await Promise.all([import('./run.ts'), import('./link.ts')]);
  const only = values.only ? { only: parseDeeds(values.only) } : {};
  const fair = values.fair ? { profile: { weather: FAIR } } : {};
  const result = await run({ seed, steps, keepTrace: true, ...only, ...fair });
  if (values.only || !result.failure) console.log(result.trace.join('\n'));
  console.log(`\nseed ${seed}: ${result.steps} steps, trace ${result.hash}`);
  if (!result.failure) return console.log('every invariant held');
  process.exitCode = 1;
  console.log(`step ${result.failure.step}: ${result.failure.detail}`);
  if (values.only) return;
  const { shrink } = await import('./shrink.ts');
  const shortest = await shrink({ seed, steps, keepTrace: true }, result);
  console.log(shortest.result.trace.slice(-TRACE_SHOWN).join('\n'));
  console.log(describeFailure(shortest, values.mutant));
}

async function exploreFor(minutes: number): Promise<void> {
  const progress = readProgress();
  const from = values.from ? Number(values.from) : progress.next;
  const failed = new Set(values.from ? [] : progress.failed);
  const outcome = await explore({
    from,
    steps,
    seconds: minutes * 60,
    onFound(found) {
      failed.add(found.seed);
      tellFound(found);
    },
    onProgress: (next) => keep({ next, failed: [...failed] }),
  });
  console.log(tableOf(outcome.coverage));
  const { seeds, elapsed } = outcome;
  const perHour = Math.round((seeds / elapsed) * 3_600_000);
  console.log(`${seeds} seeds from ${from}, ${outcome.steps} steps, ${perHour} seeds an hour`);
  console.log(
    `${failed.size} failed, with those of earlier runs${failed.size > 0 ? `: ${[...failed]}` : ''}`,
  );
  process.exitCode = failed.size > 0 ? 1 : 0;
}

async function huntAll(names: readonly string[]): Promise<void> {
  const wanted = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name));
  let survived = 0;
  for (const { name } of wanted) {
    const { failures, seeds } = await explore({
      from: 1,
      steps,
      seeds: SEEDS_PER_MUTANT,
      mutant: name,
      stopAtFirst: true,
    });
    const found = failures.toSorted((a, b) => a.seed - b.seed)[0];
    // A world that fails without the bug too says nothing of it.
    const isSound = found && (await explore({ from: found.seed, seeds: 1, steps })).failures.length === 0;
    if (!isSound) survived += 1;
    console.log(
      found
        ? `${name}: seed ${found.seed}, ${found.invariant}${isSound ? '' : ', which fails by itself'}`
        : `${name}: survived ${seeds} seeds`,
    );
  }
  console.log(`${wanted.length - survived} of ${wanted.length} planted bugs caught`);
  process.exitCode = survived > 0 ? 1 : 0;
}

function tellFound({ seed, detail }: Found): void {
  console.log(`seed ${seed}: ${detail}\n  npm run simulate -- --seed ${seed}`);
}

type Progress = { readonly next: number; readonly failed: readonly number[] };

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

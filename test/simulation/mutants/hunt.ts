import { explore, type Found, PATIENT } from '../explore.ts';
import { STEPS } from '../report.ts';
import { MUTANTS } from './catalogue.ts';

/** A planted bug has to fall within so many seeds. */
const SEEDS_PER_MUTANT = 500;

/** Says at which seed each planted bug falls, or those of these names; 1 where one does not. */
export async function hunt(names: readonly string[], { steps = STEPS }): Promise<number> {
  const unknown = names.filter((one) => !MUTANTS.some(({ name }) => name === one));
  if (unknown.length > 0) {
    console.log(`no planted bug is named ${unknown.join(', ')}`);
    return 1;
  }
  const wanted = MUTANTS.filter(({ name }) => names.length === 0 || names.includes(name));
  let caught = 0;
  for (const { name } of wanted) {
    const found = await firstSeedOf(name, steps);
    // A world that fails without the bug too says nothing of it.
    const isSound = found && (await findIn({ from: found.seed, seeds: 1, steps })) === undefined;
    if (isSound) caught += 1;
    console.log(
      found
        ? `${name}: seed ${found.seed}, ${found.invariant}${isSound ? '' : ', which fails by itself'}`
        : `${name}: survived ${SEEDS_PER_MUTANT} seeds`,
    );
  }
  console.log(`${caught} of ${wanted.length} planted bugs caught`);
  return caught < wanted.length ? 1 : 0;
}

function firstSeedOf(mutant: string, steps: number): Promise<Found | undefined> {
  return findIn({ from: 1, seeds: SEEDS_PER_MUTANT, steps, mutant });
}

type Range = {
  readonly from: number;
  readonly seeds: number;
  readonly steps: number;
  readonly mutant?: string;
};

async function findIn(range: Range): Promise<Found | undefined> {
  const { failures } = await explore({ ...range, stopAtFirst: true, hangsAfter: PATIENT });
  return failures.toSorted((a, b) => a.seed - b.seed)[0];
}

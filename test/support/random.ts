import { createSeeded, type Seeded } from '../../server/demo/seeded.ts';

/** A generator of numbers that depend on the seed alone (mulberry32): a failing run can be run again. */
export type Random = Seeded & { chance(probability: number): boolean };

export function random(seed: number): Random {
  const seeded = createSeeded(seed);
  return {
    ...seeded,
    pick(from) {
      if (from.length === 0) throw new Error('there is nothing to pick from');
      return seeded.pick(from);
    },
    chance: (probability) => seeded.next() < probability,
  };
}

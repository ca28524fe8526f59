/** Numbers that depend on the seed alone (mulberry32): the samples look the same every time. */
export type Seeded = {
  /** At least 0, less than 1. */
  next(): number;
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
};

export function createSeeded(seed: number): Seeded {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  return { next, whole, pick: (from) => from[whole(0, from.length - 1)] as (typeof from)[number] };
}

import { type Random, random } from '../support/random.ts';

/** A generator for each purpose: what one of them draws changes nothing about what another one will draw. */
export type Chances = { of(purpose: string): Random };

export function createChances(seed: number): Chances {
  const drawn = new Map<string, Random>();
  return {
    of(purpose) {
      const known = drawn.get(purpose);
      if (known) return known;
      const fresh = random(hashed(`${seed} ${purpose}`));
      drawn.set(purpose, fresh);
      return fresh;
    },
  };
}

/**
 * How long until something happens that happens once in a time of 1, on average. By comparing alone (von Neumann):
 * what a logarithm is in its last digits, every machine may say otherwise.
 */
export function waitingTime(chance: Random): number {
  for (let whole = 0; ; whole++) {
    const first = chance.next();
    let falls = 1;
    for (let last = first, next = chance.next(); next < last; next = chance.next()) {
      last = next;
      falls += 1;
    }
    if (falls % 2 === 1) return whole + first;
  }
}

/** 32-bit FNV-1a. */
export function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

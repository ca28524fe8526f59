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

/** 32-bit FNV-1a. */
export function hashed(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

import { problem } from './problem.ts';

/** What a record is found by. Dates and bytes are keys in browsers too; Daybook has none. */
export type Key = number | string | readonly Key[];

/** A copy of what the caller gave, so that its later changes do not move the record. */
export function keyOf(value: unknown): Key {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  if (Array.isArray(value)) return value.map(keyOf);
  throw problem('DataError', 'The parameter is not a valid key.');
}

/** Below 0: `a` comes first. Numbers come before strings, strings before arrays. */
export function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return order(a, b);
  if (typeof a === 'string' && typeof b === 'string') return order(a, b);
  if (typeof a === 'object' && typeof b === 'object') return compareArrays(a, b);
  return rank(a) - rank(b);
}

function compareArrays(a: readonly Key[], b: readonly Key[]): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const compared = compareKeys(a[at] as Key, b[at] as Key);
    if (compared !== 0) return compared;
  }
  return a.length - b.length;
}

function order<T extends number | string>(a: T, b: T): number {
  if (a < b) return -1;
  return a > b ? 1 : 0;
}

function rank(key: Key): number {
  if (typeof key === 'number') return 0;
  return typeof key === 'string' ? 1 : 2;
}

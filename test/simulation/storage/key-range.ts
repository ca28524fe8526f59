import { compareKeys, type Key, keyOf } from './keys.ts';
import { problem } from './problem.ts';

/** The part of a store between two keys; an end that is `undefined` is open towards everything. */
export class KeyRange {
  readonly lower: Key | undefined;
  readonly upper: Key | undefined;
  readonly lowerOpen: boolean;
  readonly upperOpen: boolean;

  private constructor(
    lower: Key | undefined,
    upper: Key | undefined,
    lowerOpen: boolean,
    upperOpen: boolean,
  ) {
    this.lower = lower;
    this.upper = upper;
    this.lowerOpen = lowerOpen;
    this.upperOpen = upperOpen;
  }

  static only(value: unknown): KeyRange {
    const key = keyOf(value);
    return new KeyRange(key, key, false, false);
  }

  static lowerBound(value: unknown, open = false): KeyRange {
    return new KeyRange(keyOf(value), undefined, open, true);
  }

  static upperBound(value: unknown, open = false): KeyRange {
    return new KeyRange(undefined, keyOf(value), true, open);
  }

  static bound(lowest: unknown, highest: unknown, lowerOpen = false, upperOpen = false): KeyRange {
    const [lower, upper] = [keyOf(lowest), keyOf(highest)];
    const compared = compareKeys(lower, upper);
    if (compared > 0 || (compared === 0 && (lowerOpen || upperOpen)))
      throw problem('DataError', 'The lower key is greater than the upper key.');
    return new KeyRange(lower, upper, lowerOpen, upperOpen);
  }

  includes(value: unknown): boolean {
    const key = keyOf(value);
    if (this.lower !== undefined) {
      const compared = compareKeys(key, this.lower);
      if (compared < 0 || (compared === 0 && this.lowerOpen)) return false;
    }
    if (this.upper === undefined) return true;
    const compared = compareKeys(key, this.upper);
    return compared < 0 || (compared === 0 && !this.upperOpen);
  }
}

/** A query as the store's methods take it: a range, one key, or nothing for everything. */
export function rangeOf(query: unknown): KeyRange | undefined {
  return query === undefined || query === null ? undefined : someRangeOf(query);
}

/** Where not everything can be meant. */
export function someRangeOf(query: unknown): KeyRange {
  return query instanceof KeyRange ? query : KeyRange.only(query);
}

/** The client's code finds the class where a browser has it. */
export function installKeyRange(): void {
  Object.assign(globalThis, { IDBKeyRange: KeyRange });
}

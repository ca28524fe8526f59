import type { KeyRange } from './key-range.ts';
import { compareKeys, type Key } from './keys.ts';
import { problem } from './problem.ts';

/** One change of one store, with what it takes to undo it. Values are the stored ones: not to be changed. */
export type StorageWrite = {
  readonly store: string;
  readonly kind: 'add' | 'put' | 'delete' | 'clear';
  /** `undefined` for 'clear'. */
  readonly key: Key | undefined;
  readonly value: unknown;
  /** What was there: the value, for 'clear' all records. */
  readonly before: unknown;
  readonly existed: boolean;
  /** The next number that the store would have given out. */
  readonly generator: number;
};

/** What can be looked at without a transaction. `values[i]` belongs to `keys[i]`; keys ascend. */
export type StoreContents = {
  readonly keys: readonly Key[];
  readonly values: readonly unknown[];
  get(key: Key): unknown;
};

type Cleared = { readonly keys: Key[]; readonly values: unknown[] };

/**
 * The records of one object store: keys ascending in one array, values beside them in another. Most keys of a journal
 * come at the end, where they cost nothing to insert.
 */
export class Records implements StoreContents {
  readonly store: string;
  readonly autoIncrement: boolean;
  keys: Key[] = [];
  values: unknown[] = [];
  #generator = 1;

  constructor(store: string, autoIncrement: boolean) {
    this.store = store;
    this.autoIncrement = autoIncrement;
  }

  /** The records as they would be without `writes`, the newest last. */
  without(writes: readonly StorageWrite[]): Records {
    const copy = new Records(this.store, this.autoIncrement);
    copy.keys = [...this.keys];
    copy.values = [...this.values];
    copy.#generator = this.#generator;
    for (const write of writes.toReversed()) copy.undo(write);
    return copy;
  }

  get(key: Key): unknown {
    const at = this.#firstFrom(key, false);
    return this.#isAt(at, key) ? this.values[at] : undefined;
  }

  /** The indexes of what lies in the range: from the first to before the second. */
  span(range: KeyRange | undefined): readonly [number, number] {
    if (!range) return [0, this.keys.length];
    const from = range.lower === undefined ? 0 : this.#firstFrom(range.lower, range.lowerOpen);
    const to = range.upper === undefined ? this.keys.length : this.#firstFrom(range.upper, !range.upperOpen);
    return [from, Math.max(from, to)];
  }

  /** `key` undefined: the store gives the next number. */
  write(kind: 'add' | 'put', given: Key | undefined, value: unknown): StorageWrite {
    const generator = this.#generator;
    const key = given ?? generator;
    const at = this.#firstFrom(key, false);
    const existed = this.#isAt(at, key);
    if (existed && kind === 'add')
      throw problem('ConstraintError', 'Key already exists in the object store.');
    const before = existed ? this.values[at] : undefined;
    if (existed) this.values[at] = value;
    else this.#insert(at, key, value);
    if (this.autoIncrement && typeof key === 'number' && key >= generator)
      this.#generator = Math.floor(key) + 1;
    return { store: this.store, kind, key, value, before, existed, generator };
  }

  delete(range: KeyRange): StorageWrite[] {
    const [from, to] = this.span(range);
    const values = this.values.splice(from, to - from);
    return this.keys.splice(from, to - from).map((key, index) => ({
      ...{ store: this.store, kind: 'delete', key, value: undefined },
      ...{ before: values[index], existed: true, generator: this.#generator },
    }));
  }

  clear(): StorageWrite {
    const before: Cleared = { keys: this.keys, values: this.values };
    this.keys = [];
    this.values = [];
    const [key, value] = [undefined, undefined];
    return {
      store: this.store,
      kind: 'clear',
      key,
      value,
      before,
      existed: true,
      generator: this.#generator,
    };
  }

  /** Only in the opposite order of the writes. */
  undo({ kind, key, before, existed, generator }: StorageWrite): void {
    this.#generator = generator;
    if (kind === 'clear') this.#restore(before as Cleared);
    if (key === undefined) return;
    const at = this.#firstFrom(key, false);
    if (kind === 'delete') return this.#insert(at, key, before);
    if (existed) this.values[at] = before;
    else {
      this.keys.splice(at, 1);
      this.values.splice(at, 1);
    }
  }

  /** A copy: the write may be undone once more, in a copy of these records. */
  #restore({ keys, values }: Cleared): void {
    this.keys = [...keys];
    this.values = [...values];
  }

  #insert(at: number, key: Key, value: unknown): void {
    if (at === this.keys.length) {
      this.keys.push(key);
      this.values.push(value);
    } else {
      this.keys.splice(at, 0, key);
      this.values.splice(at, 0, value);
    }
  }

  #isAt(at: number, key: Key): boolean {
    return at < this.keys.length && compareKeys(this.keys[at] as Key, key) === 0;
  }

  /** The index of the first record at `key` or behind it; `behind`: only behind it. */
  #firstFrom(key: Key, behind: boolean): number {
    const { keys } = this;
    let [low, high] = [0, keys.length];
    // Most look-ups are for the newest record, or for the one after it.
    if (high > 0 && compareKeys(keys[high - 1] as Key, key) < 0) return high;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const compared = compareKeys(keys[middle] as Key, key);
      if (compared < 0 || (behind && compared === 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

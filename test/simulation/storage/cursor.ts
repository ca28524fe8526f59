import type { KeyRange } from './key-range.ts';
import { compareKeys, type Key, keyOf } from './keys.ts';
import { problem } from './problem.ts';
import type { Records } from './records.ts';
import type { StorageRequest } from './request.ts';
import { storedCopy } from './stored-copy.ts';

/** Keys are unique, so the `unique` directions are the same. */
export type Direction = 'next' | 'prev' | 'nextunique' | 'prevunique';

type Store = {
  readonly transaction: {
    assertActive(): void;
    ask(source: unknown, operation: () => unknown): StorageRequest;
    askAgain(request: StorageRequest, operation: () => unknown): void;
  };
};

type Query = {
  readonly range: KeyRange | undefined;
  readonly direction: Direction | undefined;
  readonly withValues: boolean;
};

/** Goes through a range, a record an answer. It remembers its key and not a place: records may come and go. */
export class Cursor {
  readonly source: unknown;
  readonly direction: Direction;
  readonly request: StorageRequest;
  key: Key | undefined;
  value: unknown;
  readonly #store: Store;
  readonly #records: Records;
  readonly #query: Query;
  #isMoving = true;

  constructor(store: Store, records: Records, query: Query) {
    this.source = store;
    this.direction = query.direction ?? 'next';
    this.#store = store;
    this.#records = records;
    this.#query = query;
    this.request = store.transaction.ask(store, () => this.#move(undefined, 1));
  }

  get primaryKey(): Key | undefined {
    return this.key;
  }

  continue(to?: unknown): void {
    this.#assertWaiting();
    const key = to === undefined ? undefined : keyOf(to);
    if (key !== undefined && !this.#isAhead(key))
      throw problem('DataError', 'The parameter does not lie ahead of the cursor.');
    this.#again(() => this.#move(key, 1));
  }

  advance(count: number): void {
    this.#assertWaiting();
    this.#again(() => this.#move(undefined, count));
  }

  #again(operation: () => unknown): void {
    this.#store.transaction.askAgain(this.request, operation);
    this.#isMoving = true;
  }

  #assertWaiting(): void {
    this.#store.transaction.assertActive();
    if (!this.#isMoving) return;
    throw problem('InvalidStateError', 'The cursor is being iterated or is past its end.');
  }

  /** `to`: to the first record from there on; otherwise by `count` records. */
  #move(to: Key | undefined, count: number): Cursor | null {
    const at = this.#sign > 0 ? this.#ahead(to, count) : this.#back(to, count);
    if (at === undefined) return null;
    this.key = keyOf(this.#records.keys[at]);
    if (this.#query.withValues) this.value = storedCopy(this.#records.values[at]);
    this.#isMoving = false;
    return this;
  }

  #ahead(to: Key | undefined, count: number): number | undefined {
    let [at, end] = this.#records.span(this.#query.range);
    while (at < end && !this.#isAhead(this.#records.keys[at] as Key)) at += 1;
    if (to === undefined) at += count - 1;
    else while (at < end && compareKeys(this.#records.keys[at] as Key, to) < 0) at += 1;
    return at < end ? at : undefined;
  }

  #back(to: Key | undefined, count: number): number | undefined {
    const [start, end] = this.#records.span(this.#query.range);
    let at = end - 1;
    while (at >= start && !this.#isAhead(this.#records.keys[at] as Key)) at -= 1;
    if (to === undefined) at -= count - 1;
    else while (at >= start && compareKeys(this.#records.keys[at] as Key, to) > 0) at -= 1;
    return at >= start ? at : undefined;
  }

  get #sign(): 1 | -1 {
    return this.direction.startsWith('next') ? 1 : -1;
  }

  /** Of where the cursor stands. */
  #isAhead(key: Key): boolean {
    return this.key === undefined || this.#sign * compareKeys(key, this.key) > 0;
  }
}

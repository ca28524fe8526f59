import { Cursor, type Direction } from './cursor.ts';
import { type KeyRange, rangeOf, someRangeOf } from './key-range.ts';
import { type Key, keyOf } from './keys.ts';
import { nameList } from './name-list.ts';
import { problem } from './problem.ts';
import type { Records, StorageWrite } from './records.ts';
import type { StorageRequest } from './request.ts';
import { storedCopy } from './stored-copy.ts';

/** What a store needs of its transaction. */
export type Scope = {
  /** Queues a question; throws when the transaction takes none any more. */
  ask(source: unknown, operation: () => unknown): StorageRequest;
  askAgain(request: StorageRequest, operation: () => unknown): void;
  assertActive(): void;
  /** Throws unless the transaction may write. */
  assertWriting(): void;
  /** Keeps what is needed to take a write back. */
  readonly log: { wrote(records: Records, write: StorageWrite): void };
  /** Throws when the disk takes nothing more. */
  assertRoom(): void;
};

const NO_INDEXES = nameList([]);

/** One store within one transaction. Keys are given from outside or numbered by the store; there are no indexes. */
export class ObjectStore {
  readonly transaction: Scope;
  readonly keyPath = null;
  readonly indexNames = NO_INDEXES;
  readonly #records: Records;

  constructor(transaction: Scope, records: Records) {
    this.transaction = transaction;
    this.#records = records;
  }

  get name(): string {
    return this.#records.store;
  }

  get autoIncrement(): boolean {
    return this.#records.autoIncrement;
  }

  add(value: unknown, key?: unknown): StorageRequest {
    return this.#write('add', value, key);
  }

  put(value: unknown, key?: unknown): StorageRequest {
    return this.#write('put', value, key);
  }

  delete(query: unknown): StorageRequest {
    this.transaction.assertWriting();
    const range = someRangeOf(query);
    return this.transaction.ask(this, () => {
      for (const write of this.#records.delete(range)) this.transaction.log.wrote(this.#records, write);
    });
  }

  clear(): StorageRequest {
    this.transaction.assertWriting();
    return this.transaction.ask(this, () => {
      this.transaction.log.wrote(this.#records, this.#records.clear());
    });
  }

  get(query: unknown): StorageRequest {
    return this.#read(
      () => someRangeOf(query),
      (from, to) => (from < to ? storedCopy(this.#records.values[from]) : undefined),
    );
  }

  getAll(query?: unknown, count?: number): StorageRequest {
    return this.#read(
      () => rangeOf(query),
      (from, to) => this.#records.values.slice(from, last(from, to, count)).map(storedCopy),
    );
  }

  getAllKeys(query?: unknown, count?: number): StorageRequest {
    return this.#read(
      () => rangeOf(query),
      (from, to) => this.#records.keys.slice(from, last(from, to, count)).map(keyOf),
    );
  }

  count(query?: unknown): StorageRequest {
    return this.#read(
      () => rangeOf(query),
      (from, to) => to - from,
    );
  }

  openCursor(query?: unknown, direction?: Direction): StorageRequest {
    this.transaction.assertActive();
    return new Cursor(this, this.#records, { range: rangeOf(query), direction, withValues: true }).request;
  }

  openKeyCursor(query?: unknown, direction?: Direction): StorageRequest {
    this.transaction.assertActive();
    return new Cursor(this, this.#records, { range: rangeOf(query), direction, withValues: false }).request;
  }

  #write(kind: 'add' | 'put', value: unknown, given: unknown): StorageRequest {
    this.transaction.assertWriting();
    if (given === undefined && !this.autoIncrement)
      throw problem(
        'DataError',
        'The object store has no key generator and the key parameter was not provided.',
      );
    const key: Key | undefined = given === undefined ? undefined : keyOf(given);
    const copy = storedCopy(value);
    return this.transaction.ask(this, () => {
      this.transaction.assertRoom();
      const write = this.#records.write(kind, key, copy);
      this.transaction.log.wrote(this.#records, write);
      return keyOf(write.key);
    });
  }

  /** `answer` gets where the records of the range begin and end at the time when the question is answered. */
  #read(range: () => KeyRange | undefined, answer: (from: number, to: number) => unknown): StorageRequest {
    this.transaction.assertActive();
    const among = range();
    return this.transaction.ask(this, () => answer(...this.#records.span(among)));
  }
}

/** No count, or 0: all. */
function last(from: number, to: number, count: number | undefined): number {
  return count ? Math.min(to, from + count) : to;
}

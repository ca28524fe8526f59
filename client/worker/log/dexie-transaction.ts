import { StorageProblem } from './event-log.ts';

/** Names of the errors by which a browser says that the connection, and not the work, was at fault. */
const LOSSES = new Set(['AbortError', 'DatabaseClosedError', 'InvalidStateError', 'UnknownError']);

/**
 * One IndexedDB transaction. Resolves with what `work` returned when a writing transaction has COMPLETED, and rejects
 * when it has not: then it changed nothing. `work` awaits requests of this transaction and nothing else.
 *
 * Strict is the default: Chromium's own is relaxed, which completes before the disk has the data.
 */
export function inTransaction<T>(
  database: IDBDatabase,
  stores: readonly string[],
  { mode, durability = 'strict' }: { mode: IDBTransactionMode; durability?: IDBTransactionDurability },
  work: (transaction: IDBTransaction) => T | Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction([...stores], mode, { durability });
    let outcome: { readonly value: T } | undefined;
    let failure: unknown;
    transaction.oncomplete = () =>
      outcome ? resolve(outcome.value) : reject(new Error('the transaction ended before its work'));
    transaction.onabort = () => reject(failure ?? transaction.error ?? lossOf('the transaction was aborted'));
    const finish = (value: T) => {
      outcome = { value };
      // What was read is there: to wait for the end would cost one more way to the storage and back.
      if (mode === 'readonly') return resolve(value);
      // Explicitly: the engine need not wait to see that no further request comes.
      transaction.commit();
    };
    const fail = (error: unknown) => {
      failure = error;
      try {
        transaction.abort();
      } catch {
        // It is aborting already: a failed request is what brought us here.
      }
    };
    try {
      const value = work(transaction);
      if (value instanceof Promise) value.then(finish).catch(fail);
      else finish(value);
    } catch (error) {
      fail(error);
    }
  });
}

/** The result of one request, to be awaited inside `inTransaction`. */
export function resultOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function isLoss(error: unknown): boolean {
  return error instanceof Error && LOSSES.has(error.name);
}

/** What the browser threw, in the port's words. What is no storage error is a bug of ours and stays as it is. */
export function storageProblem(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StorageProblem) return error;
  const { name } = error;
  const inner = 'inner' in error && error.inner instanceof Error ? error.inner : undefined;
  if (name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError') {
    return new StorageProblem('quota', 'this browser allows no more data for this site');
  }
  if (isLoss(error))
    return new StorageProblem('lost', `the connection to the storage was lost (${error.message})`);
  const isPlain = ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError'].includes(name);
  return isPlain ? error : new StorageProblem('failed', `${name}: ${error.message}`);
}

function lossOf(detail: string): Error {
  return Object.assign(new Error(detail), { name: 'AbortError' });
}

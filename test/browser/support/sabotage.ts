type Watched = { mode: IDBTransactionMode; durability: IDBTransactionDurability; completed: boolean };

const undo: (() => void)[] = [];

/** Takes every fault of this file back. */
export function restoreAll(): void {
  for (const restore of undo.splice(0)) restore();
}

/** The transactions that start from now on; `completed` is told by the browser. */
export function watchTransactions(): Watched[] {
  const watched: Watched[] = [];
  replace(
    IDBDatabase.prototype,
    'transaction',
    (original) =>
      function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
        const transaction = original.apply(this, args);
        const one: Watched = { mode: transaction.mode, durability: transaction.durability, completed: false };
        transaction.addEventListener('complete', () => {
          one.completed = true;
        });
        watched.push(one);
        return transaction;
      },
  );
  return watched;
}

/** Aborts each transaction at the `nth` call of `method` on `store`. */
export function sabotage(store: string, method: 'add' | 'delete', nth: number): { count: number } {
  const hits = { count: 0 };
  const calls = new WeakMap<IDBTransaction, number>();
  replace(
    IDBObjectStore.prototype,
    method,
    (original) =>
      function (this: IDBObjectStore, ...args: [unknown, IDBValidKey]) {
        const request = Reflect.apply(original, this, args);
        if (this.name !== store) return request;
        const count = (calls.get(this.transaction) ?? 0) + 1;
        calls.set(this.transaction, count);
        if (count === nth) {
          hits.count += 1;
          this.transaction.abort();
        }
        return request;
      },
  );
  return hits;
}

/** The next `times` transactions find their connection closed. */
export function loseConnection(times: number): { count: number } {
  const hits = { count: 0 };
  replace(
    IDBDatabase.prototype,
    'transaction',
    (original) =>
      function (this: IDBDatabase, ...args: Parameters<IDBDatabase['transaction']>) {
        if (hits.count === times) return original.apply(this, args);
        hits.count += 1;
        throw new DOMException('the connection was closed', 'InvalidStateError');
      },
  );
  return hits;
}

/** The next commit of a writing transaction is done, but its answer is that the transaction was aborted. */
export function loseAnswer(): { count: number } {
  const hits = { count: 0 };
  replace(
    IDBTransaction.prototype,
    'commit',
    (original) =>
      function (this: IDBTransaction) {
        original.call(this);
        if (hits.count > 0 || this.mode !== 'readwrite') return;
        hits.count += 1;
        this.dispatchEvent(new Event('abort'));
      },
  );
  return hits;
}

function replace<T extends object, K extends keyof T>(on: T, name: K, by: (original: T[K]) => T[K]): void {
  const original = on[name];
  on[name] = by(original);
  undo.push(() => {
    on[name] = original;
  });
}

import { type Operation, type Query, STORES, type Work } from './random-work.ts';

export type Engine = { readonly indexedDB: IDBFactory; readonly KeyRange: typeof IDBKeyRange };

/** A database with the stores that random work is about. */
export function openStores({ indexedDB }: Engine, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const [store, options] of Object.entries(STORES)) request.result.createObjectStore(store, options);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Everything that a tab can see of one transaction, in the order in which it sees it. */
export function reportOf(database: IDBDatabase, work: Work, { KeyRange }: Engine): Promise<string[]> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    const transaction = database.transaction(work.stores, work.mode, { durability: work.durability });
    transaction.oncomplete = () => resolve([...lines, 'complete']);
    transaction.onabort = () => resolve([...lines, `abort ${transaction.error?.name}`]);
    transaction.onerror = () => lines.push('error at the transaction');
    const batches = [...work.batches];

    const next = (): void => {
      const batch = batches.shift() ?? [];
      let unanswered = 0;
      const answered = (): void => {
        unanswered -= 1;
        if (unanswered === 0 && batches.length > 0) next();
      };
      for (const operation of batch) {
        const request = attempt(lines, () =>
          ask(transaction.objectStore(operation.store), operation, KeyRange),
        );
        if (!request) continue;
        unanswered += 1;
        listen(request, { lines, operation, isForgiving: work.isForgiving, answered });
      }
      if (batches.length === 0) attempt(lines, () => end(transaction, work.end));
      else if (unanswered === 0) next();
    };
    next();
  });
}

function attempt<T>(lines: string[], run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    lines.push(`throws ${(error as Error).name}`);
    return undefined;
  }
}

function end(transaction: IDBTransaction, how: Work['end']): void {
  if (how === 'commit') transaction.commit();
  if (how === 'abort') transaction.abort();
}

function ask(store: IDBObjectStore, operation: Operation, KeyRange: Engine['KeyRange']): IDBRequest {
  switch (operation.kind) {
    case 'add':
    case 'put': {
      const value = structuredClone(operation.value);
      const request = store[operation.kind](value, structuredClone(operation.key) as IDBValidKey);
      spoil(value);
      return request;
    }
    case 'clear':
      return store.clear();
    case 'openCursor':
    case 'openKeyCursor':
      return store[operation.kind](queryOf(operation.query, KeyRange), operation.direction);
    case 'getAll':
    case 'getAllKeys':
      return store[operation.kind](queryOf(operation.query, KeyRange), operation.count);
    default:
      return store[operation.kind](queryOf(operation.query, KeyRange) as IDBValidKey);
  }
}

function queryOf(query: Query, KeyRange: Engine['KeyRange']): IDBKeyRange | IDBValidKey | undefined {
  if ('all' in query) return undefined;
  if ('key' in query) return query.key as IDBValidKey;
  const [lower, upper, lowerOpen, upperOpen] = query.bounds;
  if (lower === undefined) return KeyRange.upperBound(upper, upperOpen);
  return upper === undefined
    ? KeyRange.lowerBound(lower, lowerOpen)
    : KeyRange.bound(lower, upper, lowerOpen, upperOpen);
}

type Listening = {
  readonly lines: string[];
  readonly operation: Operation;
  readonly isForgiving: boolean;
  readonly answered: () => void;
};

function listen(request: IDBRequest, { lines, operation, isForgiving, answered }: Listening): void {
  const moves = 'moves' in operation ? [...operation.moves] : [];
  request.onerror = (event) => {
    lines.push(`${operation.kind} ${operation.store}: ${request.error?.name}`);
    if (!isForgiving) return;
    event.preventDefault();
    answered();
  };
  request.onsuccess = () => {
    const { result } = request;
    lines.push(`${operation.kind} ${operation.store}: ${textOf(result)}`);
    // The other engine hands out the very keys that it keeps.
    if (operation.kind !== 'add' && operation.kind !== 'put') spoil(result);
    const move = isCursor(result) ? moves.shift() : undefined;
    if (!move || !attempt(lines, () => go(result, move))) answered();
  };
}

function go(cursor: IDBCursor, move: 'on' | 'two on' | { readonly to: unknown }): true {
  if (move === 'on') cursor.continue();
  else if (move === 'two on') cursor.advance(2);
  else cursor.continue(move.to as IDBValidKey);
  return true;
}

function isCursor(result: unknown): result is IDBCursorWithValue {
  return typeof result === 'object' && result !== null && 'primaryKey' in result;
}

function textOf(result: unknown): string {
  if (!isCursor(result)) return JSON.stringify(result) ?? 'undefined';
  return JSON.stringify([result.key, result.primaryKey, result.value, result.direction]);
}

/** What the storage holds must not be reached from outside. */
function spoil(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0);
  else if (Array.isArray(value)) value.length = 0;
  else if (typeof value === 'object' && value !== null && 'deep' in value)
    Object.assign(value, { deep: 'spoiled' });
}

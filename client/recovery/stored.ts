// The browser's storage, read without anything of the app's own: by the names and keys under which the app writes it
// (`client/worker/log/dexie-event-log.ts`), and only read.

/** How long the browser may take to open one, in milliseconds. */
const OPENING_LIMIT = 10_000;

/** Undefined where there is none of this name: none is made either. */
export function openStored(name: string): Promise<IDBDatabase | undefined> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () =>
      opening.error?.name === 'AbortError' ? resolve(undefined) : reject(opening.error);
    // It waits for a tab that holds an older version of it, if need be for ever.
    setTimeout(() => reject(new Error('another tab is in the way')), OPENING_LIMIT);
  });
}

export type Stored = { readonly key: IDBValidKey; readonly value?: unknown; readonly unreadable?: string };

/** Read at once. */
const BATCH = 100;

/** Each record of a store, in the order of its keys. One that cannot be read is named, and holds up no other. */
export async function* records(database: IDBDatabase, store: string): AsyncGenerator<Stored> {
  const keys = await ask(database, store, (from) => from.getAllKeys());
  for (let at = 0; at < keys.length; at += BATCH) {
    const some = keys.slice(at, at + BATCH);
    const values = await ask(database, store, (from) =>
      from.getAll(IDBKeyRange.bound(some[0], some.at(-1))),
    ).catch(() => undefined);
    for (const [index, key] of some.entries())
      yield values?.length === some.length
        ? { key, value: values[index] }
        : await alone(database, store, key);
  }
}

async function alone(database: IDBDatabase, store: string, key: IDBValidKey): Promise<Stored> {
  try {
    return { key, value: await read(database, store, key) };
  } catch (error) {
    return { key, unreadable: String(error) };
  }
}

export function read(database: IDBDatabase, store: string, key: IDBValidKey): Promise<unknown> {
  return ask(database, store, (from) => from.get(key));
}

function ask<T>(
  database: IDBDatabase,
  store: string,
  request: (from: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readonly');
    const asked = request(transaction.objectStore(store));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    transaction.onabort = () => reject(transaction.error ?? new Error('the reading was cut off'));
  });
}

/** IndexedDB with nothing around it: what the rows compare with. */
export function openBare(name: string, stores: readonly string[]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export function putStrict(
  database: IDBDatabase,
  store: string,
  value: unknown,
  key: IDBValidKey,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, 'readwrite', { durability: 'strict' });
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.objectStore(store).put(value, key);
    transaction.commit();
  });
}

export function getSome<T>(
  database: IDBDatabase,
  store: string,
  after: IDBValidKey,
  count: number,
): Promise<{ keys: IDBValidKey[]; values: T[] }> {
  return new Promise((resolve, reject) => {
    const from = database.transaction(store, 'readonly').objectStore(store);
    const range = IDBKeyRange.lowerBound(after, true);
    const keys = from.getAllKeys(range, count);
    const values = from.getAll(range, count);
    values.onsuccess = () => resolve({ keys: keys.result, values: values.result });
    values.onerror = () => reject(values.error);
  });
}

export function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

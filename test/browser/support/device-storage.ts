import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import type { DeviceStorage } from '../../support/event-log-contract.ts';

let storages = 0;

/** A database of its own for one test. */
export function createStorage(): DeviceStorage & { readonly name: string } {
  storages += 1;
  const name = `device log ${storages} ${crypto.randomUUID()}`;
  return { name, openTab: () => openDexieEventLog(name), remove: () => removeDatabase(name) };
}

/** Resolves when it is gone; open connections are asked to let go of it. */
export function removeDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

/** A connection of another program version. It lets go of the database when asked only if it is `polite`. */
export function openVersion(name: string, version: number, polite: boolean): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => {
      const database = request.result;
      if (polite) database.onversionchange = () => database.close();
      resolve(database);
    };
    request.onerror = () => reject(request.error);
  });
}

/** Changes the first record of a store behind the log's back, or deletes it, as a broken disk would. */
export function tamper(name: string, store: string, change: (value: unknown) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(store, 'readwrite');
      transaction.objectStore(store).openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue>).result;
        const changed = change(cursor.value);
        if (changed === undefined) cursor.delete();
        else cursor.update(changed);
      };
      transaction.oncomplete = () => {
        opening.result.close();
        resolve();
      };
      transaction.onabort = () => reject(transaction.error);
    };
  });
}

import { beforeEach, describe, expect, test } from 'vitest';
import { createPhone, type Phone } from './phone.ts';

/** Steps of transactions, as "who point", in the order in which they happen. */
let steps: string[];
let phone: Phone;
let ada: IDBDatabase;
let bea: IDBDatabase;

beforeEach(async () => {
  steps = [];
  phone = createPhone({
    before: ({ tab, point, mode, stores }) => mode && steps.push(`${tab.name} ${point} ${stores.join('+')}`),
  });
  const stores = (database: IDBDatabase) => {
    for (const name of ['a', 'b']) database.createObjectStore(name);
  };
  ada = await phone.openRaw({ name: 'ada' }, 1, stores);
  bea = await phone.openRaw({ name: 'bea' }, 1);
  await phone.turns.idle();
  steps = [];
});

const read = (database: IDBDatabase, ...stores: string[]) => {
  const transaction = database.transaction(stores);
  for (const store of stores) transaction.objectStore(store).get(1);
  return transaction;
};

const write = (database: IDBDatabase, ...stores: string[]) => {
  const transaction = database.transaction(stores, 'readwrite');
  for (const store of stores) transaction.objectStore(store).put(1, 1);
  return transaction;
};

describe('Transactions wait for each other, across tabs, in the order in which they were made', () => {
  test('a writer waits for the writer before it, and no longer than until that has committed', async () => {
    write(ada, 'a');
    write(bea, 'a');
    await phone.turns.idle();
    expect(steps).toEqual([
      ...['ada requests a', 'ada commit a', 'bea requests a'],
      ...['ada complete a', 'bea commit a', 'bea complete a'],
    ]);
  });

  test('writers of different stores do not', async () => {
    write(ada, 'a');
    write(bea, 'b');
    await phone.turns.idle();
    expect(steps.slice(0, 2)).toEqual(['ada requests a', 'bea requests b']);
  });

  test('readers of one store read together', async () => {
    read(ada, 'a');
    read(bea, 'a');
    await phone.turns.idle();
    expect(steps.slice(0, 2)).toEqual(['ada requests a', 'bea requests a']);
  });

  test('who waits keeps those out that came later and want the same', async () => {
    read(ada, 'a');
    write(bea, 'a', 'b');
    read(ada, 'b');
    await phone.turns.idle();
    expect(steps.indexOf('bea commit a+b')).toBeGreaterThan(steps.indexOf('ada commit a'));
    expect(steps.indexOf('ada requests b')).toBeGreaterThan(steps.indexOf('bea commit a+b'));
  });

  test('a tab that dies lets the others in', async () => {
    const dying = { name: 'dying' };
    write(await phone.openRaw(dying, 1), 'a');
    write(ada, 'a');
    phone.disk.kill(dying);
    await phone.turns.idle();
    expect(steps.at(-1)).toBe('ada complete a');
  });
});

describe('A transaction', () => {
  test('that nothing is asked of any more commits by itself', async () => {
    const transaction = ada.transaction('a', 'readwrite');
    const told: string[] = [];
    transaction.oncomplete = () => told.push('complete');
    const request = transaction.objectStore('a').put(1, 1);
    request.onsuccess = () => void Promise.resolve().then(() => transaction.objectStore('a').put(2, 2));
    await phone.turns.idle();
    expect(told).toEqual(['complete']);
    expect(phone.disk.peek('log')?.get('a')?.keys).toEqual([1, 2]);
  });

  test('takes no question from another task, not even before it has its lock', async () => {
    const first = write(bea, 'a');
    const second = ada.transaction('a', 'readwrite');
    const thrown: unknown[] = [];
    first.objectStore('a').put(1, 1).onsuccess = () => {
      try {
        second.objectStore('a').put(2, 2);
      } catch (error) {
        thrown.push((error as Error).name);
      }
    };
    await phone.turns.idle();
    expect(thrown).toEqual(['TransactionInactiveError']);
  });

  test('shows nothing of what it has written before it commits', async () => {
    const seen: unknown[] = [];
    const transaction = ada.transaction('a', 'readwrite');
    transaction.objectStore('a').put('new', 1).onsuccess = () =>
      seen.push(phone.disk.peek('log')?.get('a')?.get(1));
    transaction.oncomplete = () => seen.push(phone.disk.peek('log')?.get('a')?.get(1));
    await phone.turns.idle();
    expect(seen).toEqual([undefined, 'new']);
  });

  test('brings back all that it took when it is aborted, though somebody looked at the disk meanwhile', async () => {
    write(ada, 'a');
    await phone.turns.idle();
    const transaction = ada.transaction('a', 'readwrite');
    const store = transaction.objectStore('a');
    store.put(0, 0);
    store.clear().onsuccess = () => {
      expect(phone.disk.peek('log')?.get('a')?.keys).toEqual([1]);
      transaction.abort();
    };
    await phone.turns.idle();
    expect(phone.disk.peek('log')?.get('a')?.keys).toEqual([1]);
  });

  test('that upgrades the database is not seen before it commits', async () => {
    ada.close();
    bea.close();
    let meanwhile: unknown;
    await phone.openRaw({ name: 'newer' }, 2, (database) => {
      database.createObjectStore('new');
      database.deleteObjectStore('b');
      meanwhile = [...(phone.disk.peek('log')?.keys() ?? [])];
    });
    expect(meanwhile).toEqual(['a', 'b']);
    expect([...(phone.disk.peek('log')?.keys() ?? [])]).toEqual(['a', 'new']);
  });

  test('that is aborted gives back the numbers that its store had given out', async () => {
    const database = await numbered();
    const aborted = database.transaction('numbered', 'readwrite');
    aborted.objectStore('numbered').add('a').onsuccess = () => aborted.abort();
    await phone.turns.idle();
    const transaction = database.transaction('numbered', 'readwrite');
    transaction.objectStore('numbered').add('b');
    await phone.turns.idle();
    expect(phone.disk.peek('log')?.get('numbered')?.keys).toEqual([1]);
  });
});

async function numbered(): Promise<IDBDatabase> {
  ada.close();
  bea.close();
  return phone.openRaw({ name: 'newer' }, 2, (database) => {
    database.createObjectStore('numbered', { autoIncrement: true });
  });
}

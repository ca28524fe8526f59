import { beforeEach, describe, expect, test } from 'vitest';
import { inTransaction } from '../../../client/worker/log/dexie-transaction.ts';
import type { EventLog, StorageProblem } from '../../../client/worker/log/event-log.ts';
import { sequence } from '../../support/event-log-contract.ts';
import { entry, FIRST_EPOCH, pulled, recordedEvents } from '../../support/recorded-events.ts';
import type { StorageFault, StorageStep } from './disk.ts';
import { createPhone, LOG, type Phone } from './phone.ts';

/** The next commits of transactions that may write; `undefined` for one that goes well. */
let faults: (StorageFault | undefined)[];
/** So many of those that only read lose their connection, once those that write have failed. */
let looks: number;
let phone: Phone;
let log: EventLog;
let told: StorageProblem['code'][];
/** Who hears of a connection that is gone. */
let closeEvents: string[];

beforeEach(async () => {
  faults = [];
  looks = 0;
  told = [];
  closeEvents = [];
  phone = createPhone({
    fault: ({ mode }) => (mode === 'readwrite' ? faults.shift() : undefined),
    before({ tab, point, mode }: StorageStep) {
      if (point === 'close-event') closeEvents.push(tab.name);
      if (mode !== 'readonly' || point !== 'commit' || faults.length > 0 || looks === 0) return;
      looks -= 1;
      phone.disk.loseConnections();
    },
  });
  log = await phone.openLog();
  log.onLost(({ code }) => told.push(code));
});

const journal = () => phone.disk.peek(LOG)?.get('journal')?.keys;

describe('L8: the device log over a storage that fails', () => {
  test.each(['at-request', 'at-commit'] as const)(
    'a full disk that says so %s is said, and changes nothing; with room again it goes on',
    async (where) => {
      const fence = await log.takeLead();
      phone.disk.full = where;
      await expect(log.append(sequence(0), [entry('a')])).rejects.toMatchObject({ code: 'quota' });
      const page = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(1, 3) } as const;
      const change = { fence, log: page };
      await expect(log.appendSync(sequence(0), [pulled(0, 3)], change)).rejects.toMatchObject({
        code: 'quota',
      });
      expect(await log.head()).toMatchObject({ journal: 0, cursor: 0 });
      await log.dropSnapshots();
      phone.disk.full = 'no';
      expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    },
  );

  test('a disk that is full when the database is made leaves none', async () => {
    phone.disk.evict();
    phone.disk.full = 'at-commit';
    await expect(phone.openLog()).rejects.toMatchObject({ code: 'quota' });
    expect(phone.disk.peek(LOG)).toBeUndefined();
  });

  test('an abort of the browser is tried again', async () => {
    faults = ['abort'];
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    expect(journal()).toEqual([1]);
    expect(faults).toEqual([]);
  });

  test('an abort that comes back is said, never "saved"', async () => {
    faults = ['abort', 'abort'];
    await expect(log.append(sequence(0), [entry('a')])).rejects.toMatchObject({ code: 'lost' });
    expect(journal()).toEqual([]);
  });

  test('an abort that says nothing of the connection is said at once', async () => {
    faults = ['time-out'];
    await expect(log.append(sequence(0), [entry('a')])).rejects.toMatchObject({ code: 'failed' });
    expect(journal()).toEqual([]);
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
  });

  test('a connection that is lost before the commit is reopened, and the entry is saved', async () => {
    faults = ['lose-connection'];
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    expect(journal()).toEqual([1]);
    expect(told).toEqual([]);
  });

  test('an entry whose answer was lost is not saved twice', async () => {
    faults = ['commit-then-lose-connection'];
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    expect(journal()).toEqual([1]);
  });

  test('an entry whose answer was lost twice running is not said to be lost', async () => {
    faults = ['lose-connection', 'commit-then-lose-connection'];
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    expect(journal()).toEqual([1]);
  });

  test('an entry whose answer was lost is looked for, though the storage dies under the look too', async () => {
    faults = ['lose-connection', 'commit-then-lose-connection'];
    looks = 12;
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    expect([journal(), looks]).toEqual([[1], 0]);
  });

  test('negative control: who resolves at the request’s success says "saved" too early', async () => {
    phone.disk.full = 'at-commit';
    const database = await phone.openRaw({ name: 'raw' }, 10);
    const transaction = database.transaction('journal', 'readwrite', { durability: 'strict' });
    const said: string[] = [];
    transaction.objectStore('journal').add('a', 1).onsuccess = () => said.push('saved');
    await phone.turns.idle();
    expect([said, journal()]).toEqual([['saved'], []]);
  });

  test('negative control: who tries again without a look at the journal has the entry twice', async () => {
    const database = await phone.openRaw({ name: 'raw' }, 10);
    const add = (to: IDBDatabase, at: number) =>
      inTransaction(to, ['journal'], { mode: 'readwrite' }, (transaction) => {
        transaction.objectStore('journal').add('a', at);
      });
    faults = ['commit-then-lose-connection'];
    await expect(add(database, 1)).rejects.toMatchObject({ name: 'AbortError' });
    await add(await phone.openRaw({ name: 'again' }, 10), 2);
    expect(phone.disk.peek(LOG)?.get('journal')?.values).toEqual(['a', 'a']);
  });

  test('all connections that are lost at once are reopened', async () => {
    const otherTab = await phone.openLog({ name: 'another tab' });
    const appending = log.append(sequence(0), [entry('a')]);
    phone.disk.loseConnections();
    expect(await appending).toBe('appended');
    expect(await otherTab.append(sequence(1), [entry('b')])).toBe('appended');
    await phone.turns.idle();
    expect(closeEvents.toSorted()).toEqual(['a tab', 'another tab']);
    expect(told).toEqual([]);
  });

  test('a connection that was lost is of no use any more', async () => {
    const database = await phone.openRaw({ name: 'raw' }, 10);
    phone.disk.loseConnections();
    expect(() => database.transaction('journal')).toThrow(/closing/);
  });

  test('an opening that the loss overtakes fails, and may be tried again', async () => {
    phone = createPhone({
      before: ({ tab, point }) => tab.name === 'late' && point === 'open' && phone.disk.loseConnections(),
    });
    await expect(phone.openLog({ name: 'late' })).rejects.toMatchObject({ code: 'lost' });
    const opened = await phone.openLog({ name: 'later' });
    expect((await opened.head()).journal).toBe(0);
  });

  test('data that the browser removes is said at once, and no empty database takes its place', async () => {
    await log.append(sequence(0), [entry('a')]);
    phone.disk.evict();
    await phone.turns.idle();
    expect(told).toEqual(['vanished']);
    await expect(log.append(sequence(1), [entry('b')])).rejects.toMatchObject({ code: 'vanished' });
    expect(phone.disk.peek(LOG)).toBeUndefined();
  });
});

describe('Two versions of the app on one device', () => {
  test('the newer one gets the database, and the older one says so', async () => {
    await log.append(sequence(0), [entry('a')]);
    const newer = await phone.openRaw(
      { name: 'newer' },
      20,
      (database) => void database.createObjectStore('new'),
    );
    expect(told).toEqual(['newer-version']);
    expect([...newer.objectStoreNames]).toContain('new');
    await expect(log.append(sequence(1), [entry('b')])).rejects.toMatchObject({ code: 'newer-version' });
    await expect(phone.openLog()).rejects.toMatchObject({ code: 'newer-version' });
    expect(journal()).toEqual([1]);
  });

  test('an old tab that does not let go is said; once it is closed, the log opens', async () => {
    phone = createPhone();
    const old = await phone.openRaw({ name: 'old' }, 1);
    await expect(phone.openLog()).rejects.toMatchObject({ code: 'newer-version' });
    old.close();
    const opened = await phone.openLog({ name: 'new' });
    expect(await opened.append(sequence(0), [entry('a')])).toBe('appended');
  });

  test('an old tab that dies while it is asked lets the newer one in', async () => {
    phone = createPhone({
      before: ({ tab, point }) => point === 'versionchange' && phone.disk.kill(tab),
    });
    await phone.openRaw({ name: 'old' }, 1);
    const opened = await phone.openLog({ name: 'new' });
    expect(await opened.append(sequence(0), [entry('a')])).toBe('appended');
  });

  test('an upgrade whose tab dies leaves the database as it was', async () => {
    await log.append(sequence(0), [entry('a')]);
    log.close();
    const dying = { name: 'dying' };
    const upgrading = phone.openRaw(dying, 20, (database) => {
      database.deleteObjectStore('journal');
      phone.disk.kill(dying);
    });
    void upgrading;
    const again = await phone.openLog({ name: 'again' });
    expect(await again.journal(sequence(0))).toEqual([{ sequence: 1, ...entry('a') }]);
  });

  test('a deletion waits for those who have the database open, and tells them', async () => {
    const asked: unknown[] = [];
    const database = await phone.openRaw({ name: 'raw' }, 10);
    database.onversionchange = ({ newVersion }) => asked.push(newVersion);
    const events: string[] = [];
    const request = phone.disk.factory({ name: 'remover' }).deleteDatabase(LOG);
    request.onblocked = () => {
      events.push('blocked');
      database.close();
    };
    request.onsuccess = () => events.push('deleted');
    await phone.turns.idle();
    expect([asked, events]).toEqual([[null], ['blocked', 'deleted']]);
    expect(told).toEqual(['vanished']);
  });
});

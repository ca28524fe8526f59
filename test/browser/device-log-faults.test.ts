import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cdp } from 'vitest/browser';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import type { EventLog, StorageProblem } from '../../client/worker/log/event-log.ts';
import type { NewEntry } from '../../client/worker/log/journal.ts';
import { read, sequence } from '../support/event-log-contract.ts';
import { commitId, instant } from '../support/ids.ts';
import { random } from '../support/random.ts';
import { entry, FIRST_EPOCH, pulled, recordedEvents } from '../support/recorded-events.ts';
import { createStorage, openVersion, removeDatabase, tamper } from './support/device-storage.ts';
import { loseAnswer, loseConnection, restoreAll } from './support/sabotage.ts';

const origin = window.location.origin;
const devtools = cdp() as unknown as { send(method: string, parameters: object): Promise<void> };

describe('L8: a storage that fails is ordinary', () => {
  let storage: ReturnType<typeof createStorage>;
  let log: EventLog;
  let told: StorageProblem['code'][];

  beforeEach(async () => {
    storage = createStorage();
    log = await storage.openTab();
    told = [];
    log.onLost(({ code }) => told.push(code));
  });
  afterEach(async () => {
    restoreAll();
    log.close();
    await storage.remove();
  });

  test('a lost connection is reopened, and the entry is saved', async () => {
    const hits = loseConnection(1);
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    expect(hits.count).toBe(1);
    expect(await log.journal(sequence(0))).toEqual([{ sequence: 1, ...entry('a') }]);
    expect(told).toEqual([]);
  });

  test('a connection that stays lost is said, never "saved", and the next attempt finds it again', async () => {
    loseConnection(Number.POSITIVE_INFINITY);
    await expect(log.append(sequence(0), [entry('a')])).rejects.toMatchObject({ code: 'lost' });
    restoreAll();
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
  });

  test('an append whose answer was lost is not done twice', async () => {
    const hits = loseAnswer();
    expect(await log.append(sequence(0), [entry('a')])).toBe('appended');
    expect(hits.count).toBe(1);
    expect(await log.journal(sequence(0))).toEqual([{ sequence: 1, ...entry('a') }]);
  });

  test('a page whose answer was lost is not stored twice', async () => {
    const fence = await log.takeLead();
    const hits = loseAnswer();
    const page = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(1, 3) } as const;
    expect(await log.appendSync(sequence(0), [pulled(0, 3)], { fence, log: page })).toBe('appended');
    expect(hits.count).toBe(1);
    expect(await log.head()).toMatchObject({ journal: 1, cursor: 3 });
  });

  test('a database that was deleted under an open connection is said, and no empty one takes its place', async () => {
    await log.append(sequence(0), [entry('a')]);
    await removeDatabase(storage.name);
    await expect(log.append(sequence(1), [entry('b')])).rejects.toMatchObject({ code: 'vanished' });
    await expect(log.head()).rejects.toMatchObject({ code: 'vanished' });
    expect(told).toEqual(['vanished']);
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(storage.name);
  });

  test('site data cleared by the browser is said at once, before the next command', async () => {
    await log.append(sequence(0), [entry('a')]);
    await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
    await expect.poll(() => told).toEqual(['vanished']);
    await expect(log.append(sequence(1), [entry('b')])).rejects.toMatchObject({ code: 'vanished' });
  });

  test('a database that was deleted and made anew is not taken for the one that was lost', async () => {
    await log.append(sequence(0), [entry('a')]);
    const removed = removeDatabase(storage.name);
    const another = await storage.openTab();
    await removed;
    await expect(log.append(sequence(1), [entry('b')])).rejects.toMatchObject({ code: 'vanished' });
    expect(await another.journal(sequence(0))).toEqual([]);
    another.close();
  });

  test('a newer version of the app gets the database, and this tab says so', async () => {
    await log.append(sequence(0), [entry('a')]);
    const newer = await openVersion(storage.name, 20, true);
    expect(told).toEqual(['newer-version']);
    await expect(log.append(sequence(1), [entry('b')])).rejects.toMatchObject({ code: 'newer-version' });
    await expect(storage.openTab()).rejects.toMatchObject({ code: 'newer-version' });
    newer.close();
  });

  test('an old tab that does not let go is said', async () => {
    const name = `blocked ${crypto.randomUUID()}`;
    const old = await openVersion(name, 1, false);
    await expect(openDexieEventLog(name)).rejects.toMatchObject({ code: 'newer-version' });
    old.close();
    const opened = await openDexieEventLog(name);
    expect(await opened.append(sequence(0), [entry('a')])).toBe('appended');
    opened.close();
    await removeDatabase(name);
  });

  test('a page that is cut off is damaged, and no events are made up', async () => {
    const page = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(1, 9) } as const;
    await log.appendSync(sequence(0), [pulled(0, 9)], { fence: await log.takeLead(), log: page });
    expect(await read(log)).toEqual(recordedEvents(1, 9));
    await tamper(storage.name, 'tail', (page) => {
      const { last, body } = page as { last: number; body: Uint8Array };
      return { last, body: body.slice(0, body.length / 2) };
    });
    await expect(read(log)).rejects.toMatchObject({ code: 'damaged' });
  });

  test('a page that is missing is damaged, and no hole is passed over', async () => {
    const fence = await log.takeLead();
    const pages = [recordedEvents(1, 9), recordedEvents(10, 18)];
    for (const [index, events] of pages.entries()) {
      const entry = pulled(index, index);
      const change = { kind: 'page', epoch: FIRST_EPOCH, events } as const;
      await log.appendSync(sequence(index), [entry], { fence, log: change });
    }
    await tamper(storage.name, 'tail', () => undefined);
    await expect(read(log)).rejects.toMatchObject({ code: 'damaged' });
    expect(await read(log, { after: 9 })).toEqual(pages[1]);
  });

  test('an entry of the journal that is cut off is damaged', async () => {
    await log.append(sequence(0), [entry('a')]);
    await tamper(storage.name, 'journal', (text) => String(text).slice(0, -9));
    await expect(log.journal(sequence(0))).rejects.toMatchObject({ code: 'damaged' });
  });
});

test('L8: a full quota is said and changes nothing; with room again, appends work again', async () => {
  // Chromium remembers for a while how much room there was; not across a clearing.
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1_000_000 });
  const storage = createStorage();
  const log = await storage.openTab();
  const big: NewEntry = {
    kind: 'set-aside',
    at: instant(),
    commitId: commitId('big'),
    reason: incompressible(3_000_000),
  };
  try {
    expect(await log.append(sequence(0), [entry('small')])).toBe('appended');
    await expect(log.append(sequence(1), [big])).rejects.toMatchObject({ code: 'quota' });
    expect(await log.head()).toMatchObject({ journal: 1 });
  } finally {
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  }
  // Only now: what the refused entry left behind may fill a quota this small for a while.
  expect(await log.append(sequence(1), [entry('small too'), big])).toBe('appended');
  expect(await log.journal(sequence(0))).toHaveLength(3);
  log.close();
  await storage.remove();
});

function incompressible(length: number): string {
  const numbers = random(1);
  return Array.from({ length: length / 10 }, () => numbers.next().toFixed(8)).join('');
}

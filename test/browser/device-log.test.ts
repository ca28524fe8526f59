import { afterEach, describe, expect, test } from 'vitest';
import type { Enrolment } from '../../client/worker/log/device-register.ts';
import { openDexieDeviceRegister } from '../../client/worker/log/dexie-device-register.ts';
import { position, type WorkspaceId } from '../../shared/log/ids.ts';
import { eventLogContract, read, sequence, snapshot } from '../support/event-log-contract.ts';
import { actorId, deviceId, instant } from '../support/ids.ts';
import { entry, FIRST_EPOCH, pulled, recordedEvents } from '../support/recorded-events.ts';
import { createStorage, removeDatabase } from './support/device-storage.ts';
import { restoreAll, sabotage, watchTransactions } from './support/sabotage.ts';

eventLogContract('The device log in Chromium', createStorage);

describe('What "saved" means in Chromium', () => {
  afterEach(restoreAll);

  test('L1: an append resolves when its one strict transaction has completed', async () => {
    const storage = createStorage();
    const log = await storage.openTab();
    const transactions = watchTransactions();
    await log.append(sequence(0), [entry('a'), entry('b')]);
    expect(transactions).toEqual([{ mode: 'readwrite', durability: 'strict', completed: true }]);
    log.close();
    await storage.remove();
  });

  test('negative control: who resolves at the request’s success is found out', async () => {
    const database = await openRaw('control');
    const transactions = watchTransactions();
    await new Promise<void>((resolve) => {
      const transaction = database.transaction('store', 'readwrite', { durability: 'strict' });
      transaction.objectStore('store').put(1, 1).onsuccess = () => resolve();
    });
    expect(transactions).toEqual([{ mode: 'readwrite', durability: 'strict', completed: false }]);
    database.close();
    await removeDatabase('control');
  });

  test('L5: what sync stores is one strict transaction too', async () => {
    const storage = createStorage();
    const log = await storage.openTab();
    const fence = await log.takeLead();
    const transactions = watchTransactions();
    const page = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(1, 3) } as const;
    await log.appendSync(sequence(0), [pulled(0, 3)], { fence, log: page });
    expect(transactions).toEqual([{ mode: 'readwrite', durability: 'strict', completed: true }]);
    log.close();
    await storage.remove();
  });

  test('L6: a snapshot is written whole or not at all', async () => {
    const storage = createStorage();
    const log = await storage.openTab();
    const page = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(1, 9) } as const;
    await log.appendSync(sequence(0), [pulled(0, 9)], { fence: await log.takeLead(), log: page });
    await log.writeSnapshot(snapshot(5, { may: 'old', june: 'old' }));
    const hits = sabotage('shards', 'add', 2);
    await expect(log.writeSnapshot(snapshot(6, { may: 'new', june: 'new' }))).rejects.toThrow();
    expect(hits.count).toBeGreaterThan(0);
    restoreAll();
    const found = await log.readSnapshot(1, '');
    expect(found?.position).toBe(5);
    expect(found?.shards.map(({ body }) => new TextDecoder().decode(body))).toEqual(['old', 'old']);
    log.close();
    await storage.remove();
  });

  test('L2: packing that is interrupted leaves content and order as they were, and can be done again', async () => {
    const storage = createStorage();
    const log = await storage.openTab();
    const fence = await log.takeLead();
    for (let page = 0; page < 40; page += 1) {
      const events = recordedEvents(page * 20 + 1, page * 20 + 20);
      const change = { kind: 'page', epoch: FIRST_EPOCH, events } as const;
      await log.appendSync(sequence(page), [pulled(page * 20, page * 20 + 20)], { fence, log: change });
    }
    const hits = sabotage('tail', 'delete', 20);
    await expect(log.pack(position(800))).rejects.toThrow();
    expect(hits.count).toBeGreaterThan(0);
    restoreAll();
    expect(await read(log)).toEqual(recordedEvents(1, 800));
    expect(await log.pack(position(800))).toBeGreaterThan(500);
    expect(await read(log)).toEqual(recordedEvents(1, 800));
    log.close();
    await storage.remove();
  });
});

test('The register knows after reopening who this browser is enrolled as', async () => {
  const enrolment: Enrolment = {
    workspaceId: 'studio' as WorkspaceId,
    actorId: actorId(),
    deviceId: deviceId(),
    name: 'Ada',
    epoch: FIRST_EPOCH,
    enrolledAt: instant(),
  };
  const register = openDexieDeviceRegister();
  expect(await register.current()).toBeUndefined();
  await register.enter(enrolment);
  await register.enter({ ...enrolment, deviceId: deviceId('phone') });
  expect(await openDexieDeviceRegister().current()).toEqual({ ...enrolment, deviceId: deviceId('phone') });
  await removeDatabase('daybook');
});

function openRaw(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('store');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

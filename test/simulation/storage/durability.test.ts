import { afterEach, describe, expect, test, vi } from 'vitest';
import { inTransaction } from '../../../client/worker/log/dexie-transaction.ts';
import { sequence } from '../../support/event-log-contract.ts';
import { random } from '../../support/random.ts';
import { entry } from '../../support/recorded-events.ts';
import { Connection } from './connection.ts';
import { contentsOf, createPhone } from './phone.ts';

afterEach(() => void vi.restoreAllMocks());

const STORES = ['a', 'b'];

describe('When the power goes', () => {
  test('what was committed strictly stays, with all before it; of the rest any number, the oldest first', async () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const before = await commitsAtRandom(seed);
      for (let keep = 0; keep <= before.unsynced; keep += 1) {
        const { phone, states } = await commitsAtRandom(seed);
        const lost = phone.disk.losePower(keep);
        expect(contentsOf(phone)).toEqual(states.at(keep - before.unsynced - 1));
        expect(lost.map(({ number }) => number)).toEqual(before.numbers.slice(keep));
        expect(phone.disk.unsynced).toBe(0);
      }
    }
  });

  test('L1: an entry that is said to be saved is there afterwards', async () => {
    expect(await savedThenPowerLost()).toBe(2);
  });

  test('negative control: a log that saves with relaxed durability has lost it', async () => {
    const transaction = Connection.prototype.transaction;
    vi.spyOn(Connection.prototype, 'transaction').mockImplementation(function (
      this: Connection,
      names,
      mode,
    ) {
      return transaction.call(this, names, mode, { durability: 'relaxed' });
    });
    expect(await savedThenPowerLost()).toBe(0);
  });

  test('what is only remembered may be gone, and what was saved after it has kept it', async () => {
    const { disk, openLog } = createPhone();
    const log = await openLog();
    await log.remember('first', 1);
    await log.append(sequence(0), [entry('a')]);
    await log.remember('second', 2);
    expect(disk.unsynced).toBe(1);
    disk.losePower(0);
    const again = await openLog({ name: 'after the restart' });
    expect([await again.recall('first'), await again.recall('second')]).toEqual([1, undefined]);
  });

  test('a database that was only just made is gone, and is made again', async () => {
    const { disk, openLog } = createPhone();
    await openLog();
    disk.losePower(0);
    expect(disk.peek('log')).toBeUndefined();
    const again = await openLog({ name: 'after the restart' });
    expect(await again.append(sequence(0), [entry('a')])).toBe('appended');
  });
});

async function savedThenPowerLost(): Promise<number> {
  const { disk, openLog } = createPhone();
  const log = await openLog();
  expect(await log.append(sequence(0), [entry('a'), entry('b')])).toBe('appended');
  disk.losePower(0);
  const again = await openLog({ name: 'after the restart' });
  return (await again.journal(sequence(0))).length;
}

/** Two stores written to with either durability. `states`: what the disk held at first, and after each commit. */
async function commitsAtRandom(seed: number) {
  const chance = random(seed);
  const states: unknown[] = [[]];
  let numbers: number[] = [];
  const phone = createPhone({
    onCommit({ number, durability, mode, writes }) {
      // Where nothing has changed, nothing is written to the disk either.
      if (writes.length === 0 && mode !== 'versionchange') return;
      states.push(contentsOf(phone));
      numbers = durability === 'strict' ? [] : [...numbers, number];
    },
  });
  const database = await phone.openRaw({ name: 'tab' }, 1, (made) => {
    for (const store of STORES) made.createObjectStore(store, { autoIncrement: true });
  });
  for (let count = chance.whole(0, 12); count > 0; count -= 1) {
    const stores = STORES.filter(() => chance.chance(0.7));
    const durability = chance.chance(0.2) ? 'strict' : 'relaxed';
    if (stores.length === 0) continue;
    await inTransaction(database, stores, { mode: 'readwrite', durability }, (transaction) => {
      for (const name of stores) {
        const store = transaction.objectStore(name);
        const key = chance.whole(1, 5);
        if (chance.chance(0.2)) store.delete(key);
        else if (chance.chance(0.1)) store.clear();
        else store.put(count, chance.chance(0.5) ? key : undefined);
      }
    });
  }
  return { phone, states, numbers, unsynced: phone.disk.unsynced };
}

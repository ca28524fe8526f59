import { Dexie } from 'dexie';
import { BROWSER_TIMER, pause, type Timer } from '../timer.ts';
import { inTransaction, resultOf, storageProblem } from './dexie-transaction.ts';
import { StorageProblem } from './event-log.ts';

/** The database's layout: what each store holds is said where it is read and written. */
export const JOURNAL = 'journal';
export const TAIL = 'tail';
export const SEGMENTS = 'segments';
export const FRAMES = 'frames';
export const SHARDS = 'shards';
export const META = 'meta';

const VERSION = 1;
/** Dexie multiplies: room for its own repairs. */
const NATIVE_VERSION = VERSION * 10;
const IDENTITY = 'identity';

/** How long an old tab may take to let go of the database (ms), before the person is asked to close it. */
const BLOCKED_GRACE_MS = 2_000;

const REOPEN_PAUSES_MS = [20, 100, 400];

/** What the storage stands on: the browser's own, or a simulation's. */
export type Engine = {
  readonly indexedDB: IDBFactory;
  readonly timer: Pick<Timer, 'schedule'>;
  readonly uuid: () => string;
};

export function browserEngine(): Engine {
  return { indexedDB, timer: BROWSER_TIMER, uuid: () => crypto.randomUUID() };
}

export type Opened = {
  readonly database: IDBDatabase;
  readonly identity: unknown;
  readonly close: () => void;
};

/** While the browser clears a site's data it cuts every new connection too. */
export async function reopenDatabase(engine: Engine, name: string, identity: unknown): Promise<Opened> {
  for (const milliseconds of REOPEN_PAUSES_MS) {
    try {
      return await openDatabase(engine, name, identity);
    } catch (error) {
      if (!(error instanceof StorageProblem) || error.code !== 'lost') throw error;
      await pause(engine.timer, milliseconds);
    }
  }
  return openDatabase(engine, name, identity);
}

/** `identity`: of the database that must still be there; undefined: it is made when there is none. */
export async function openDatabase(engine: Engine, name: string, identity: unknown): Promise<Opened> {
  const { indexedDB, timer, uuid } = engine;
  const dexie = new Dexie(name, { indexedDB, IDBKeyRange, autoOpen: false, cache: 'disabled' });
  dexie.version(VERSION).stores({
    [JOURNAL]: '',
    [TAIL]: '',
    [SEGMENTS]: '',
    [FRAMES]: '++',
    [SHARDS]: '',
    [META]: '',
  });
  let isNew = false;
  dexie.on('populate', (creation) => {
    isNew = true;
    // Aborts the creation: nothing is left behind under this name.
    if (identity !== undefined) throw vanished();
    return creation.table(META).add(uuid(), IDENTITY);
  });
  // Instead of Dexie's own, which warns on the console; `#hold` hears of it too, and knows what it means.
  dexie.on('versionchange', () => {
    dexie.close();
    return false;
  });
  try {
    await Promise.race([dexie.open(), blocked(dexie, timer)]);
    if (dexie.backendDB().version > NATIVE_VERSION)
      throw newerVersion('the data was written by a newer version of this app');
    const found = await inTransaction(dexie.backendDB(), [META], { mode: 'readonly' }, (transaction) =>
      resultOf<unknown>(transaction.objectStore(META).get(IDENTITY)),
    );
    if (identity !== undefined && found !== identity) throw vanished();
    return { database: dexie.backendDB(), identity: found, close: () => dexie.close() };
  } catch (error) {
    dexie.close();
    throw isNew && identity !== undefined ? vanished() : storageProblem(error);
  }
}

/** Rejects when another tab keeps an older version of the database open and does not let go. */
function blocked(dexie: Dexie, timer: Engine['timer']): Promise<never> {
  return new Promise((_, reject) => {
    dexie.on('blocked', () => {
      const problem = newerVersion('another tab with an older version of this app must be closed first');
      timer.schedule(BLOCKED_GRACE_MS, () => reject(problem));
      return false;
    });
  });
}

function vanished(): StorageProblem {
  return new StorageProblem('vanished', 'the browser has removed the data of this site');
}

function newerVersion(detail: string): StorageProblem {
  return new StorageProblem('newer-version', detail);
}

import { Dexie } from 'dexie';
import { inTransaction, isLoss, resultOf, storageProblem } from './dexie-transaction.ts';
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

type Opened = { readonly database: IDBDatabase; readonly identity: unknown; readonly close: () => void };

/**
 * One database, reopened when its connection is lost (L8).
 *
 *   open ──close event, InvalidStateError──▶ lost ──reopen──▶ open            the operation is tried once more
 *    │                                         └──not there any more──▶ over: 'vanished'
 *    └──versionchange: a newer app waits──▶ over: 'newer-version'
 *
 * Invariants: at most one reopening at a time; a database that vanished is never created anew by a reopening, so
 * an empty one is never taken for the one that was lost; `onLost` is told once.
 */
export class Connection {
  readonly #name: string;
  #identity: unknown;
  #opened: Opened | null = null;
  #opening: Promise<Opened> | null = null;
  #over: StorageProblem | null = null;
  #listeners: ((problem: StorageProblem) => void)[] = [];

  private constructor(name: string) {
    this.#name = name;
  }

  static async open(name: string): Promise<Connection> {
    const connection = new Connection(name);
    connection.#hold(await openDatabase(name, undefined));
    return connection;
  }

  /** Runs one transaction; after a lost connection once more with `again`, which must bear that the first attempt
   * may have completed. */
  async run<T>(
    work: (database: IDBDatabase) => Promise<T>,
    again: (database: IDBDatabase) => Promise<T> = work,
  ): Promise<T> {
    const opened = this.#opened ?? (await this.#reopen());
    try {
      return await work(opened.database);
    } catch (error) {
      if (!isLoss(error)) throw storageProblem(error);
      if (this.#opened === opened) this.#drop();
    }
    const reopened = this.#opened ?? (await this.#reopen());
    return again(reopened.database).catch((error) => {
      throw storageProblem(error);
    });
  }

  onLost(listener: (problem: StorageProblem) => void): void {
    this.#listeners.push(listener);
    if (this.#over && this.#over.code !== 'lost') this.#tell(this.#over);
  }

  close(): void {
    this.#over ??= new StorageProblem('lost', 'the log was closed');
    this.#drop();
  }

  #hold(opened: Opened): Opened {
    this.#opened = opened;
    this.#identity = opened.identity;
    // The browser cut the connection; looking at once tells the person now, and not at the next command.
    opened.database.addEventListener('close', () => this.#lose(opened));
    opened.database.addEventListener('versionchange', ({ newVersion }) => {
      if (newVersion === null) return this.#lose(opened);
      this.#end(new StorageProblem('newer-version', 'a newer version of this app is open in another tab'));
    });
    return opened;
  }

  #lose(opened: Opened): void {
    if (this.#opened !== opened) return;
    this.#drop();
    // Whoever runs the next operation hears of a failure; here only a database that is gone matters.
    this.#reopen().catch(() => {});
  }

  #reopen(): Promise<Opened> {
    if (this.#over) return Promise.reject(this.#over);
    this.#opening ??= reopenDatabase(this.#name, this.#identity)
      .then((opened) => {
        if (!this.#over) return this.#hold(opened);
        opened.close();
        throw this.#over;
      })
      .catch((error) => {
        if (error instanceof StorageProblem && isFinal(error)) this.#end(error);
        throw error;
      })
      .finally(() => {
        this.#opening = null;
      });
    return this.#opening;
  }

  #drop(): void {
    this.#opened?.close();
    this.#opened = null;
  }

  #end(problem: StorageProblem): void {
    const first = !this.#over;
    this.#over ??= problem;
    this.#drop();
    if (first) this.#tell(problem);
  }

  #tell(problem: StorageProblem): void {
    for (const listener of this.#listeners.splice(0)) listener(problem);
  }
}

function isFinal({ code }: StorageProblem): boolean {
  return code === 'vanished' || code === 'newer-version';
}

/** While the browser clears a site's data it cuts every new connection too. */
async function reopenDatabase(name: string, identity: unknown): Promise<Opened> {
  for (const pause of REOPEN_PAUSES_MS) {
    try {
      return await openDatabase(name, identity);
    } catch (error) {
      if (!(error instanceof StorageProblem) || error.code !== 'lost') throw error;
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }
  return openDatabase(name, identity);
}

/** `identity`: of the database that must still be there; undefined: it is made when there is none. */
async function openDatabase(name: string, identity: unknown): Promise<Opened> {
  const dexie = new Dexie(name, { autoOpen: false, cache: 'disabled' });
  dexie.version(VERSION).stores({
    [JOURNAL]: '',
    [TAIL]: '',
    [SEGMENTS]: '',
    [FRAMES]: '++',
    [SHARDS]: '',
    [META]: '',
  });
  const vanished = new StorageProblem('vanished', 'the browser has removed the data of this site');
  let isNew = false;
  dexie.on('populate', (creation) => {
    isNew = true;
    // Aborts the creation: nothing is left behind under this name.
    if (identity !== undefined) throw vanished;
    return creation.table(META).add(crypto.randomUUID(), IDENTITY);
  });
  // Instead of Dexie's own, which warns on the console; `#hold` hears of it too, and knows what it means.
  dexie.on('versionchange', () => {
    dexie.close();
    return false;
  });
  try {
    await Promise.race([dexie.open(), blocked(dexie)]);
    if (dexie.backendDB().version > NATIVE_VERSION)
      throw newerVersion('the data was written by a newer version of this app');
    const found = await inTransaction(dexie.backendDB(), [META], { mode: 'readonly' }, (transaction) =>
      resultOf<unknown>(transaction.objectStore(META).get(IDENTITY)),
    );
    if (identity !== undefined && found !== identity) throw vanished;
    return { database: dexie.backendDB(), identity: found, close: () => dexie.close() };
  } catch (error) {
    dexie.close();
    throw isNew && identity !== undefined ? vanished : storageProblem(error);
  }
}

/** Rejects when another tab keeps an older version of the database open and does not let go. */
function blocked(dexie: Dexie): Promise<never> {
  return new Promise((_, reject) => {
    dexie.on('blocked', () => {
      const problem = newerVersion('another tab with an older version of this app must be closed first');
      setTimeout(() => reject(problem), BLOCKED_GRACE_MS);
      return false;
    });
  });
}

function newerVersion(detail: string): StorageProblem {
  return new StorageProblem('newer-version', detail);
}

import { pause } from '../timer.ts';
import { type Engine, type Opened, openDatabase, reopenDatabase } from './dexie-database.ts';
import { isLoss, storageProblem } from './dexie-transaction.ts';
import { isFinal, StorageProblem } from './event-log.ts';

/** Together less than somebody waits for an answer. */
const LOOK_PAUSES_MS = [50, 200, 600];

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
  readonly #engine: Engine;
  #identity: unknown;
  #opened: Opened | null = null;
  #opening: Promise<Opened> | null = null;
  #over: StorageProblem | null = null;
  #listeners: ((problem: StorageProblem) => void)[] = [];

  private constructor(name: string, engine: Engine) {
    this.#name = name;
    this.#engine = engine;
  }

  static async open(name: string, engine: Engine): Promise<Connection> {
    const connection = new Connection(name, engine);
    connection.#hold(await openDatabase(engine, name, undefined));
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

  /** Reads what has to be known, also where the storage dies again and again: seconds, but not for ever. */
  async insist<T>(look: (database: IDBDatabase) => Promise<T>): Promise<T> {
    for (const milliseconds of LOOK_PAUSES_MS) {
      try {
        return await this.run(look);
      } catch (error) {
        if (this.#over) throw error;
        await pause(this.#engine.timer, milliseconds);
      }
    }
    return this.run(look);
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
    this.#opening ??= reopenDatabase(this.#engine, this.#name, this.#identity)
      .then((opened) => {
        if (!this.#over) return this.#hold(opened);
        opened.close();
        throw this.#over;
      })
      .catch((error) => {
        if (isFinal(error)) this.#end(error);
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

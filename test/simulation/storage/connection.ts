import { type Handler, Source, StorageEvent } from './events.ts';
import { connectionStep, type Ground, type StoragePoint, type TabProcess } from './ground.ts';
import { type NameList, nameList } from './name-list.ts';
import type { ObjectStore } from './object-store.ts';
import { problem } from './problem.ts';
import { Records } from './records.ts';
import type { Linked, StoredDatabase } from './stored-database.ts';
import { type Owner, Transaction } from './transaction.ts';

/** A tab's connection to a database: what the browser calls a database. */
export class Connection extends Source implements Owner, Linked {
  onclose: Handler | null = null;
  onversionchange: Handler | null = null;
  onabort: Handler | null = null;
  onerror: Handler | null = null;
  readonly process: TabProcess;
  readonly #ground: Ground;
  readonly #database: StoredDatabase;
  readonly #ended: () => void;
  readonly #transactions = new Set<Transaction>();
  #upgrade: Transaction | undefined;
  #isCut = false;
  isClosing = false;

  /** `ended`: told when it no longer keeps others from changing the version. */
  constructor(ground: Ground, process: TabProcess, database: StoredDatabase, ended: () => void) {
    super();
    this.process = process;
    this.#ground = ground;
    this.#database = database;
    this.#ended = ended;
    database.connections.add(this);
  }

  get name(): string {
    return this.#database.name;
  }

  get version(): number {
    return this.#database.version;
  }

  /** A transaction has not ended, or not even begun. */
  get isBusy(): boolean {
    return this.#transactions.size > 0;
  }

  get objectStoreNames(): NameList {
    return nameList(this.#database.stores.keys());
  }

  transaction(
    names: string | Iterable<string>,
    mode: IDBTransactionMode = 'readonly',
    options: { readonly durability?: IDBTransactionDurability } = {},
  ): Transaction {
    if (this.isClosing) throw problem('InvalidStateError', 'The database connection is closing.');
    const stores = typeof names === 'string' ? [names] : [...new Set(names)];
    if (stores.length === 0) throw problem('InvalidAccessError', 'The storeNames parameter was empty.');
    if (!stores.every((store) => this.#database.stores.has(store)))
      throw problem('NotFoundError', 'One of the specified object stores was not found.');
    return this.#begin(stores, mode, options.durability ?? 'default');
  }

  beginUpgrade(): Transaction {
    this.#upgrade = this.#begin([], 'versionchange', 'default');
    return this.#upgrade;
  }

  createObjectStore(name: string, options: { keyPath?: unknown; autoIncrement?: boolean } = {}): ObjectStore {
    const upgrade = this.#upgrading();
    const { stores } = this.#database;
    if (stores.has(name)) throw problem('ConstraintError', `The object store ${name} exists already.`);
    if (options.keyPath) throw new Error('the simulated storage has no keys within values');
    const records = new Records(name, options.autoIncrement ?? false);
    stores.set(name, records);
    upgrade.log.changed(() => stores.delete(name));
    return upgrade.objectStore(name);
  }

  deleteObjectStore(name: string): void {
    const upgrade = this.#upgrading();
    const { stores } = this.#database;
    const records = stores.get(name);
    if (!records) throw problem('NotFoundError', `The object store ${name} was not found.`);
    stores.delete(name);
    upgrade.log.changed(() => stores.set(name, records));
  }

  close(): void {
    this.isClosing = true;
    this.#endIfIdle();
  }

  over(transaction: Transaction): void {
    this.#transactions.delete(transaction);
    if (transaction === this.#upgrade) this.#upgrade = undefined;
    this.#endIfIdle();
  }

  reached(event: StorageEvent): void {
    this.fire(event, event.type === 'abort' ? this.onabort : this.onerror);
  }

  askToClose(newVersion: number | null, told: () => void): void {
    const oldVersion = this.version;
    this.#later('versionchange', () => {
      if (!this.isClosing)
        this.fire(new StorageEvent('versionchange', this, { oldVersion, newVersion }), this.onversionchange);
      told();
    });
  }

  /** As when the storage's process dies: transactions abort, then the connection is said to be closed. */
  cutOff(): void {
    if (this.#isCut) return;
    this.#isCut = !this.isClosing;
    this.isClosing = true;
    for (const transaction of [...this.#transactions]) transaction.cutOff();
    this.#endIfIdle();
  }

  /** The process is gone. */
  vanish(): void {
    this.isClosing = true;
    for (const transaction of this.#transactions) transaction.vanish();
    this.#transactions.clear();
    this.#endIfIdle();
  }

  #begin(stores: readonly string[], mode: IDBTransactionMode, durability: IDBTransactionDurability) {
    const transaction = new Transaction(this.#ground, this, this.#database, { stores, mode, durability });
    // Code of a dead process that still runs is not answered.
    if (!this.process.alive) return transaction;
    this.#transactions.add(transaction);
    this.#database.locks.claim(transaction);
    return transaction;
  }

  #upgrading(): Transaction {
    if (!this.#upgrade) throw problem('InvalidStateError', 'The database is not running a version change.');
    this.#upgrade.assertActive();
    return this.#upgrade;
  }

  #endIfIdle(): void {
    if (!this.isClosing || this.#transactions.size > 0) return;
    if (!this.#database.connections.delete(this)) return;
    if (this.#isCut)
      this.#later('close-event', () => this.fire(new StorageEvent('close', this), this.onclose));
    this.#ended();
  }

  #later(point: StoragePoint, run: () => void): void {
    const step = connectionStep(this.process, point, this.name);
    this.#ground.later(this.process, step, run);
  }
}

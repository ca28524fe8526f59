import { type Handler, Source, StorageEvent } from './events.ts';
import type { Ground, TabProcess } from './ground.ts';
import { type NameList, nameList } from './name-list.ts';
import { ObjectStore, type Scope } from './object-store.ts';
import { noRoom, problem } from './problem.ts';
import { StorageRequest } from './request.ts';
import type { StoredDatabase } from './stored-database.ts';
import { type Subject, TransactionLife } from './transaction-life.ts';
import { UndoLog } from './undo-log.ts';

/** The connection that a transaction was made on. */
export type Owner = {
  readonly process: TabProcess;
  /** Nothing more will be told to the transaction. */
  over(transaction: Transaction): void;
  cutOff(): void;
  /** An event of the transaction that concerns the connection too. */
  reached(event: StorageEvent): void;
};

type Question = { readonly request: StorageRequest; readonly operation: () => unknown };
type Options = {
  readonly stores: readonly string[];
  readonly mode: IDBTransactionMode;
  readonly durability: IDBTransactionDurability;
};

/** A transaction as the tab sees it: it asks, and hears the answers. When, `TransactionLife` says. */
export class Transaction extends Source implements Scope, Subject {
  oncomplete: Handler | null = null;
  onabort: Handler | null = null;
  onerror: Handler | null = null;
  readonly db: Owner;
  readonly mode: IDBTransactionMode;
  readonly durability: IDBTransactionDurability;
  readonly log = new UndoLog();
  readonly #ground: Ground;
  readonly #database: StoredDatabase;
  readonly #stores: readonly string[];
  readonly #opened = new Map<string, ObjectStore>();
  readonly #questions: Question[] = [];
  readonly #life: TransactionLife;

  constructor(ground: Ground, owner: Owner, database: StoredDatabase, options: Options) {
    super();
    this.db = owner;
    this.mode = options.mode;
    this.durability = options.durability;
    this.#ground = ground;
    this.#database = database;
    this.#stores = options.stores;
    this.#life = new TransactionLife(ground, database, this);
  }

  get error(): DOMException | null {
    return this.#life.error;
  }

  get process(): TabProcess {
    return this.db.process;
  }

  get stores(): readonly string[] {
    return this.mode === 'versionchange' ? [...this.#database.stores.keys()] : this.#stores;
  }

  get objectStoreNames(): NameList {
    return nameList(this.stores);
  }

  get hasQuestions(): boolean {
    return this.#questions.length > 0;
  }

  objectStore(name: string): ObjectStore {
    if (this.#life.isOver) throw problem('InvalidStateError', 'The transaction has finished.');
    const opened = this.#opened.get(name);
    if (opened) return opened;
    const records = this.stores.includes(name) ? this.#database.stores.get(name) : undefined;
    if (!records) throw problem('NotFoundError', `The object store ${name} was not found.`);
    const store = new ObjectStore(this, records);
    this.#opened.set(name, store);
    return store;
  }

  commit(): void {
    if (!this.#life.isActive) throw problem('InvalidStateError', 'The transaction is not active.');
    this.#life.end();
  }

  abort(): void {
    if (this.#life.isEnding) throw problem('InvalidStateError', 'The transaction is finishing already.');
    this.#life.giveUp(null);
  }

  ask(source: unknown, operation: () => unknown): StorageRequest {
    const request = new StorageRequest(source, this);
    this.askAgain(request, operation);
    return request;
  }

  askAgain(request: StorageRequest, operation: () => unknown): void {
    this.assertActive();
    request.restart();
    this.#questions.push({ request, operation });
    this.#life.proceed();
  }

  assertActive(): void {
    if (this.#life.isActive) return;
    throw problem('TransactionInactiveError', 'The transaction has finished or is not active.');
  }

  assertWriting(): void {
    this.assertActive();
    if (this.mode === 'readonly') throw problem('ReadOnlyError', 'The transaction is read-only.');
  }

  assertRoom(): void {
    if (this.#ground.isFull('at-request')) throw noRoom();
  }

  granted(): void {
    this.#life.begin();
  }

  cutOff(): void {
    this.#life.cutOff();
  }

  vanish(): void {
    this.#life.vanish();
  }

  loseConnection(): void {
    this.db.cutOff();
  }

  /** The questions that were asked before this step; what their answers make the tab ask comes later. */
  answer(): void {
    for (let left = this.#questions.length; left > 0 && this.#life.isUndecided; left -= 1) {
      const question = this.#questions.shift();
      if (question) this.#answer(question);
    }
  }

  tellComplete(): void {
    if (this.isHeard('complete', this.oncomplete))
      this.fire(new StorageEvent('complete', this), this.oncomplete);
    this.db.over(this);
  }

  tellAbort(): void {
    const reason = problem('AbortError', 'The transaction was aborted, so the request cannot be fulfilled.');
    for (const { request } of this.#questions) this.#bubble(request.fail(reason));
    const event = new StorageEvent('abort', this);
    this.fire(event, this.onabort);
    if (!event.stopped) this.db.reached(event);
    this.db.over(this);
  }

  #answer({ request, operation }: Question): void {
    let result: unknown;
    try {
      result = operation();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const event = this.#bubble(request.fail(error));
      if (!event.defaultPrevented && this.#life.isUndecided) this.#life.giveUp(error);
      return;
    }
    request.succeed(result);
  }

  #bubble(event: StorageEvent): StorageEvent {
    if (!event.stopped) this.fire(event, this.onerror);
    if (!event.stopped) this.db.reached(event);
    return event;
  }
}

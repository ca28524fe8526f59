import { type Handler, Source, StorageEvent } from './events.ts';
import type { Ground, StoragePoint, StorageStep, TabProcess } from './ground.ts';
import { type NameList, nameList } from './name-list.ts';
import { ObjectStore, type Scope } from './object-store.ts';
import { problem } from './problem.ts';
import type { StorageWrite } from './records.ts';
import { StorageRequest } from './request.ts';
import type { StoredDatabase } from './stored-database.ts';
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

type Asked = { readonly request: StorageRequest; readonly operation: () => unknown };
type Options = {
  readonly stores: readonly string[];
  readonly mode: IDBTransactionMode;
  readonly durability: IDBTransactionDurability;
};

/**
 * One transaction, in turns that the world lets happen:
 *
 *   waiting ──lock──▶ running ──'requests'──▶ … ──'commit'──▶ committed ──'complete'──▶ over
 *                        └──────abort, error, fault──▶ aborted ──'abort'──▶ over
 *
 * Invariants: writes are made in place, and taken back in the opposite order unless the transaction commits; nobody
 * else has the lock in between. At most one of its turns is scheduled at a time.
 */
export class Transaction extends Source implements Scope {
  oncomplete: Handler | null = null;
  onabort: Handler | null = null;
  onerror: Handler | null = null;
  error: DOMException | null = null;
  readonly db: Owner;
  readonly mode: IDBTransactionMode;
  readonly durability: IDBTransactionDurability;
  readonly log = new UndoLog();
  readonly #ground: Ground;
  readonly #database: StoredDatabase;
  readonly #options: Options;
  readonly #opened = new Map<string, ObjectStore>();
  #asked: Asked[] = [];
  #state: 'waiting' | 'running' | 'committed' | 'aborted' | 'over' = 'waiting';
  /** Takes requests: from its making, or from an answer, until that task and its microtasks are through. */
  #isActive = false;
  /** Takes no more requests: commits when the last is answered. */
  #isEnding = false;
  #isScheduled = false;

  constructor(ground: Ground, owner: Owner, database: StoredDatabase, options: Options) {
    super();
    this.db = owner;
    this.mode = options.mode;
    this.durability = options.durability;
    this.#ground = ground;
    this.#database = database;
    this.#options = options;
    this.#activate();
  }

  get stores(): readonly string[] {
    return this.mode === 'versionchange' ? [...this.#database.stores.keys()] : this.#options.stores;
  }

  get objectStoreNames(): NameList {
    return nameList(this.stores);
  }

  get writes(): readonly StorageWrite[] {
    return this.#isUndecided ? this.log.writes : [];
  }

  objectStore(name: string): ObjectStore {
    if (this.#state === 'over') throw problem('InvalidStateError', 'The transaction has finished.');
    const opened = this.#opened.get(name);
    if (opened) return opened;
    const records = this.stores.includes(name) ? this.#database.stores.get(name) : undefined;
    if (!records) throw problem('NotFoundError', `The object store ${name} was not found.`);
    const store = new ObjectStore(this, records);
    this.#opened.set(name, store);
    return store;
  }

  commit(): void {
    if (!this.#isActive) throw problem('InvalidStateError', 'The transaction is not active.');
    this.#isActive = false;
    this.#isEnding = true;
    this.#proceed();
  }

  abort(): void {
    if (!this.#isUndecided || this.#isEnding)
      throw problem('InvalidStateError', 'The transaction is finishing already.');
    this.#giveUp(null);
  }

  ask(source: unknown, operation: () => unknown): StorageRequest {
    const request = new StorageRequest(source, this);
    this.askAgain(request, operation);
    return request;
  }

  askAgain(request: StorageRequest, operation: () => unknown): void {
    this.assertActive();
    request.restart();
    this.#asked.push({ request, operation });
    this.#proceed();
  }

  assertActive(): void {
    if (!this.#isActive)
      throw problem('TransactionInactiveError', 'The transaction has finished or is not active.');
  }

  assertWriting(): void {
    this.assertActive();
    if (this.mode === 'readonly') throw problem('ReadOnlyError', 'The transaction is read-only.');
  }

  assertRoom(): void {
    if (this.#ground.full === 'at-request') throw noRoom();
  }

  granted(): void {
    this.#state = 'running';
    this.#proceed();
  }

  /** The connection is gone: what is committed stays so, but the answer does not arrive. */
  cutOff(): void {
    if (this.#isUndecided) this.#giveUp(null);
    else if (this.#state === 'committed') {
      this.#state = 'aborted';
      this.#later('abort', () => this.#tellAbort());
    }
  }

  /** The process is gone: nothing is told. */
  vanish(): void {
    if (this.#isUndecided) this.#takeBack();
    this.#state = 'over';
  }

  get #isUndecided(): boolean {
    return this.#state === 'waiting' || this.#state === 'running';
  }

  #activate(): void {
    if (this.#isEnding) return;
    this.#isActive = true;
    this.#ground.afterTask(() => {
      this.#isActive = false;
      this.#proceed();
    });
  }

  #proceed(): void {
    if (this.#state !== 'running' || this.#isScheduled) return;
    if (this.#asked.length > 0) this.#schedule('requests', () => this.#answerAll());
    else if (!this.#isActive) {
      this.#isEnding = true;
      this.#schedule('commit', () => this.#commit());
    }
  }

  #answerAll(): void {
    this.#activate();
    for (let left = this.#asked.length; left > 0 && this.#state === 'running'; left -= 1) {
      const asked = this.#asked.shift();
      if (asked) this.#answer(asked);
    }
  }

  #answer({ request, operation }: Asked): void {
    let result: unknown;
    try {
      result = operation();
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const event = this.#bubble(request.fail(error));
      if (!event.defaultPrevented && this.#isUndecided) this.#giveUp(error);
      return;
    }
    request.succeed(result);
  }

  #commit(): void {
    if (this.mode === 'readonly') {
      this.#database.locks.release(this);
      return this.#tellComplete();
    }
    const fault = this.#ground.fault(this.#step('commit'));
    if (fault === 'abort')
      return this.#giveUp(problem('UnknownError', 'Internal error committing transaction.'));
    if (fault === 'lose-connection') return this.db.cutOff();
    if (this.#ground.full === 'at-commit' && this.writes.some(takesRoom)) return this.#giveUp(noRoom());
    this.#state = 'committed';
    const { tab, database, stores } = this.#step('commit');
    const { mode, durability, log } = this;
    this.#ground.committed({ tab, database, stores, mode, durability, writes: log.writes }, log);
    this.#database.locks.release(this);
    if (fault === 'commit-then-lose-connection') this.db.cutOff();
    else this.#later('complete', () => this.#state === 'committed' && this.#tellComplete());
  }

  #tellComplete(): void {
    this.#state = 'over';
    if (this.isHeard('complete', this.oncomplete))
      this.fire(new StorageEvent('complete', this), this.oncomplete);
    this.db.over(this);
  }

  /** `error` null: somebody wanted that. */
  #giveUp(error: DOMException | null): void {
    this.#takeBack();
    this.#state = 'aborted';
    this.#isActive = false;
    this.error = error;
    this.#later('abort', () => this.#tellAbort());
  }

  #takeBack(): void {
    this.log.takeBack();
    this.#database.locks.release(this);
  }

  #tellAbort(): void {
    this.#state = 'over';
    const aborted = problem('AbortError', 'The transaction was aborted, so the request cannot be fulfilled.');
    for (const { request } of this.#asked) this.#bubble(request.fail(aborted));
    const event = new StorageEvent('abort', this);
    this.fire(event, this.onabort);
    if (!event.stopped) this.db.reached(event);
    this.db.over(this);
  }

  #bubble(event: StorageEvent): StorageEvent {
    if (!event.stopped) this.fire(event, this.onerror);
    if (!event.stopped) this.db.reached(event);
    return event;
  }

  #schedule(point: StoragePoint, turn: () => void): void {
    this.#isScheduled = true;
    this.#later(point, () => {
      this.#isScheduled = false;
      if (this.#state !== 'running') return;
      turn();
      this.#proceed();
    });
  }

  #later(point: StoragePoint, run: () => void): void {
    this.#ground.later(this.db.process, this.#step(point), run);
  }

  #step(point: StoragePoint): StorageStep {
    const { mode, durability, stores } = this;
    return { tab: this.db.process.tab, point, database: this.#database.name, stores, mode, durability };
  }
}

/** Deleting works on a full disk. */
function takesRoom({ kind }: StorageWrite): boolean {
  return kind === 'add' || kind === 'put';
}

function noRoom(): DOMException {
  return problem('QuotaExceededError', 'The current transaction exceeded its quota limitations.');
}

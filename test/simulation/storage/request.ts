import { type Handler, Source, StorageEvent } from './events.ts';
import { problem } from './problem.ts';

/** One question to the storage and, once it is done, its answer. */
export class StorageRequest extends Source {
  onsuccess: Handler | null = null;
  onerror: Handler | null = null;
  readonly source: unknown;
  transaction: unknown;
  readyState: 'pending' | 'done' = 'pending';
  #result: unknown;
  #error: DOMException | null = null;

  constructor(source: unknown, transaction: unknown) {
    super();
    this.source = source;
    this.transaction = transaction;
  }

  get result(): unknown {
    if (this.readyState === 'pending') throw problem('InvalidStateError', 'The request has not finished.');
    return this.#result;
  }

  get error(): DOMException | null {
    if (this.readyState === 'pending') throw problem('InvalidStateError', 'The request has not finished.');
    return this.#error;
  }

  /** A cursor asks again for the next record. */
  restart(): void {
    this.readyState = 'pending';
  }

  succeed(result: unknown): void {
    this.hold(result);
    if (this.isHeard('success', this.onsuccess)) this.fire(new StorageEvent('success', this), this.onsuccess);
  }

  protected hold(result: unknown): void {
    this.readyState = 'done';
    this.#result = result;
    this.#error = null;
  }

  /** Returns the event, for those whom it reaches after this request. */
  fail(error: DOMException): StorageEvent {
    this.readyState = 'done';
    this.#result = undefined;
    this.#error = error;
    const event = new StorageEvent('error', this);
    this.fire(event, this.onerror);
    return event;
  }
}

/** The request for a connection, or for the deletion of a database. */
export class OpenRequest extends StorageRequest {
  onupgradeneeded: Handler | null = null;
  onblocked: Handler | null = null;

  constructor() {
    super(null, null);
  }

  /** While the upgrade runs there is a result already. */
  upgrade(
    connection: unknown,
    transaction: unknown,
    versions: { oldVersion: number; newVersion: number },
  ): void {
    this.transaction = transaction;
    this.hold(connection);
    this.fire(new StorageEvent('upgradeneeded', this, versions), this.onupgradeneeded);
  }

  block(versions: { oldVersion: number; newVersion: number | null }): void {
    this.fire(new StorageEvent('blocked', this, versions), this.onblocked);
  }

  deleted(oldVersion: number): void {
    this.hold(undefined);
    this.fire(new StorageEvent('success', this, { oldVersion, newVersion: null }), this.onsuccess);
  }
}

import { Locks } from './locks.ts';
import type { Records } from './records.ts';

/** What a database knows of the connections to it. */
export type Linked = {
  /** Asked to close, or cut off: nothing new is begun on it. */
  readonly isClosing: boolean;
  /** Another version is wanted; null: the database is to be deleted. */
  askToClose(newVersion: number | null, told: () => void): void;
  cutOff(): void;
};

/** One database as it lies on the disk, and who works on it. */
export class StoredDatabase {
  readonly name: string;
  /** 0: it is only just being made. */
  version = 0;
  readonly stores = new Map<string, Records>();
  readonly locks = new Locks();
  readonly connections = new Set<Linked>();
  #before: { readonly version: number; readonly stores: ReadonlyMap<string, Records> } | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Before a change of the version, which others do not see until it commits. */
  beginUpgrade(version: number): void {
    this.#before = { version: this.version, stores: new Map(this.stores) };
    this.version = version;
  }

  /** The records of each store as they are committed. Copies only what a transaction is changing at this moment. */
  committed(): Map<string, Records> | undefined {
    const isUpgrading = this.locks.claims.some(({ mode }) => mode === 'versionchange');
    const { version, stores } = (isUpgrading && this.#before) || this;
    if (version === 0) return undefined;
    const contents = new Map(stores);
    for (const { log } of this.locks.claims) {
      for (const store of new Set(log.writes.map((write) => write.store))) {
        const own = log.writes.filter((write) => write.store === store);
        const records = contents.get(store);
        if (records) contents.set(store, records.without(own));
      }
    }
    return contents;
  }
}

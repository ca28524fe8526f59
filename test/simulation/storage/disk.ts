import { CommitLog } from './commit-log.ts';
import type { Connection } from './connection.ts';
import type { CommitReport, Fullness, Ground, StorageFault, StorageStep, Tab, TabProcess } from './ground.ts';
import { Lines } from './lines.ts';
import { Opening, type Place } from './opening.ts';
import type { StoreContents } from './records.ts';
import type { OpenRequest } from './request.ts';
import type { StoredDatabase } from './stored-database.ts';
import { TabStorage } from './tab-storage.ts';

export type { CommitReport, StorageFault, StorageStep, Tab } from './ground.ts';

/** One device's disk: what survives its tabs. Everything happens in steps that the world lets happen. */
export type Disk = {
  /** Where writing fails. */
  full: Fullness;
  /** Commits that a power cut may take back. */
  readonly unsynced: number;
  /** What one tab's worker finds as `indexedDB`. */
  factory(tab: Tab): IDBFactory;
  /** The tab's process is gone: what it did not commit is undone, and nothing of it is called any more. */
  kill(tab: Tab): void;
  /** All tabs are gone, and of the unsynced commits all but the first `keep`. Returns what is lost, oldest first. */
  losePower(keep: number): CommitReport[];
  /** Something of this tab's is under way in the storage, or waits for its turn. */
  isBusy(tab: Tab): boolean;
  /** As when the browser's storage process dies and comes back: connections are cut, what is committed stays.
   * Returns how many there were. */
  loseConnections(): number;
  /** The browser removes the data of this site. */
  evict(): void;
  /** The committed records of each store, not to be changed; undefined: there is no such database. */
  peek(database: string): ReadonlyMap<string, StoreContents> | undefined;
};

type World = {
  /** Microtasks are through before the next step runs. */
  readonly schedule: (step: StorageStep, run: () => void) => void;
  /** At the instant when a transaction's writes become part of the database, before anybody is told. */
  readonly onCommit?: (report: CommitReport) => void;
  /** Asked when a transaction that may write is about to commit. */
  readonly fault?: (step: StorageStep) => StorageFault | undefined;
  /** A write met the full disk. */
  readonly onFull?: () => void;
};

type Process = TabProcess & { readonly connections: Set<Connection>; readonly openings: Set<Opening> };

export function createDisk(world: World): Disk {
  const databases = new Map<string, StoredDatabase>();
  const processes = new WeakMap<Tab, Process>();
  const alive = new Set<Process>();
  const lines = new Lines<Opening>();
  const log = new CommitLog();
  let full: Fullness = 'no';

  const ground: Ground = {
    isFull(when) {
      if (full === when) world.onFull?.();
      return full === when;
    },
    fault: (step) => world.fault?.(step),
    later: (process, step, run) => world.schedule(step, () => process.alive && run()),
    afterTask,
    committed(about, changes) {
      const report = log.commit(about, changes);
      world.onCommit?.(report);
    },
  };

  function processOf(tab: Tab): Process {
    const known = processes.get(tab);
    if (known) return known;
    const process = { tab, alive: true, connections: new Set<Connection>(), openings: new Set<Opening>() };
    processes.set(tab, process);
    alive.add(process);
    return process;
  }

  function standInLine(process: Process, wish: ConstructorParameters<typeof Opening>[2]): OpenRequest {
    const opening = new Opening(placeOf(process), process, wish);
    // Code of a dead process that still runs is not answered.
    if (!process.alive) return opening.request;
    process.openings.add(opening);
    lines.join(opening);
    return opening.request;
  }

  function placeOf(process: Process): Place {
    return {
      ground,
      databases,
      connected: (connection) => process.connections.add(connection),
      ended(connection) {
        process.connections.delete(connection);
        lines.first(connection.name)?.lookAgain();
      },
      done(opening) {
        process.openings.delete(opening);
        lines.leave(opening);
      },
      remove,
    };
  }

  function remove(database: StoredDatabase): void {
    databases.delete(database.name);
    log.sync();
    for (const connection of [...database.connections]) connection.cutOff();
  }

  function kill(tab: Tab): void {
    const process = processOf(tab);
    process.alive = false;
    alive.delete(process);
    for (const connection of [...process.connections]) connection.vanish();
    for (const opening of process.openings) lines.leave(opening);
    process.openings.clear();
  }

  return {
    get full() {
      return full;
    },
    set full(where) {
      full = where;
    },
    get unsynced() {
      return log.unsynced;
    },
    factory(tab) {
      const process = processOf(tab);
      const storage = new TabStorage({
        open: (name, version) => standInLine(process, { kind: 'open', name, version }),
        delete: (name) => standInLine(process, { kind: 'delete', name, version: undefined }),
        list: () => [...databases.values()].map(({ name, version }) => ({ name, version })),
      });
      return storage as unknown as IDBFactory;
    },
    kill,
    isBusy(tab) {
      const { openings, connections } = processOf(tab);
      return openings.size > 0 || [...connections].some((connection) => connection.isBusy);
    },
    losePower(keep) {
      for (const { tab } of [...alive]) kill(tab);
      return log.losePower(keep);
    },
    loseConnections() {
      let lost = 0;
      for (const { connections, openings } of alive) {
        lost += connections.size;
        for (const connection of [...connections]) connection.cutOff();
        for (const opening of openings) opening.cutOff();
      }
      return lost;
    },
    evict() {
      for (const database of [...databases.values()]) remove(database);
    },
    peek: (database) => databases.get(database)?.committed(),
  };
}

/** Node calls it when the microtasks of the task are through and before anything else happens. */
function afterTask(run: () => void): void {
  queueMicrotask(() => process.nextTick(run));
}

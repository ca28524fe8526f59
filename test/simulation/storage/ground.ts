import type { StorageWrite } from './records.ts';
import type { UndoLog } from './undo-log.ts';

/** One process of the browser: told apart by identity. */
export type Tab = { readonly name: string };

/** Where a disk can be stopped: each is a turn of its own. */
export type StoragePoint =
  | 'open'
  | 'versionchange'
  | 'blocked'
  | 'upgrade'
  | 'opened'
  | 'delete'
  | 'requests'
  | 'commit'
  | 'complete'
  | 'abort'
  | 'close-event';

/** What happens next, for whom, and within which transaction (`mode` null: within none). */
export type StorageStep = {
  readonly tab: Tab;
  readonly point: StoragePoint;
  readonly database: string;
  readonly stores: readonly string[];
  readonly mode: IDBTransactionMode | null;
  readonly durability: IDBTransactionDurability | null;
};

/** A transaction whose writes have become part of the database. */
export type CommitReport = {
  /** Counts the disk's commits, from 1. */
  readonly number: number;
  readonly tab: Tab;
  readonly database: string;
  readonly stores: readonly string[];
  readonly mode: IDBTransactionMode;
  readonly durability: IDBTransactionDurability;
  readonly writes: readonly StorageWrite[];
};

/** What may befall a commit. 'abort' and 'time-out': the browser refuses it, with one error or another. */
export type StorageFault = 'abort' | 'time-out' | 'lose-connection' | 'commit-then-lose-connection';

/** Some browsers say that there is no room at the request, others only when the transaction commits. */
export type Fullness = 'no' | 'at-request' | 'at-commit';

export type TabProcess = { readonly tab: Tab; alive: boolean };

export function connectionStep({ tab }: TabProcess, point: StoragePoint, database: string): StorageStep {
  return { tab, point, database, stores: [], mode: null, durability: null };
}

/** What every part of one disk stands on. */
export type Ground = {
  /** Whether a write meets a full disk here. */
  isFull(when: Exclude<Fullness, 'no'>): boolean;
  /** Runs later, unless the process has died by then. */
  later(process: TabProcess, step: StorageStep, run: () => void): void;
  /** Runs once the microtasks of the current task are through. */
  afterTask(run: () => void): void;
  fault(step: StorageStep): StorageFault | undefined;
  committed(about: Omit<CommitReport, 'number' | 'writes'>, log: UndoLog): void;
};

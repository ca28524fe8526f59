import type { Epoch, Instant, Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { Tables } from './tables.ts';

/**
 * How one kind of database is copied and put back, whole: logs, devices, members and accounts.
 *
 *   copy       one moment of the database, while servers write to it
 *   put back   all of it or nothing, and each log begins a new epoch with it: no server can run on the old one (R3)
 */
export type Copies = {
  readonly database: 'sqlite' | 'postgres';
  /** What is copied, or put back into, in words. */
  readonly place: string;
  /** Writes the copy into a folder, through to its disk. */
  copyInto(folder: string): Promise<Copied>;
  /** Whether data are there that would be replaced. */
  isTaken(): Promise<boolean>;
  /** Throws, in words for who runs the server, while one is running there. */
  putBack(copy: CopyToPutBack): Promise<void>;
  /** Where this kind can also take what was kept in another: into a place that is empty. */
  takeOver?(tables: Tables, copy: CopyToPutBack): Promise<void>;
};

export type Copied = {
  /** Its name in the folder. */
  readonly file: string;
  readonly logs: readonly LogEnd[];
};
export type LogEnd = { readonly workspace: WorkspaceId; readonly epoch: Epoch; readonly head: Position };

export type CopyToPutBack = {
  readonly file: string;
  readonly logs: readonly LogEnd[];
  readonly newEpoch: () => Epoch;
  readonly at: Instant;
  /** Under which name the data that were there are kept. */
  readonly aside: string;
};

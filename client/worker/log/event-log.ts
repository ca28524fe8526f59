import type { Epoch, Instant, LocalSequence, Position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import type { JournalEntry, NewEntry } from './journal.ts';

/**
 * The device's storage of one (user, workspace): the journal of what happened here, and the log of what the server
 * recorded. Behind this port stands IndexedDB; nothing outside of it knows that.
 *
 *   journal   1 2 3 4 …        every change, by local sequence
 *   segments  [1 … 256][257 …  the server's log, packed                 ┐ one dense run of
 *   tail                … ][ ] what is not packed yet, a record a page  ┘ positions up to the cursor
 *   snapshots                  the fold at some position, sharded by session date: a cache
 *   meta                       cursor, epoch, generations, fence
 *
 * Every promise of this interface that writes resolves when its transaction has COMPLETED, with strict durability, or
 * rejects with a `StorageProblem` and has changed nothing.
 */
export type EventLog = {
  head(): Promise<LogHead>;
  /** Appends entries that take the numbers after `expected`; 'moved' when another tab took them first: nothing is
   * changed then. One transaction, however many entries. */
  append(expected: LocalSequence, entries: readonly NewEntry[]): Promise<'appended' | 'moved'>;
  /** The same on behalf of sync: only under the newest fence (L4), and with what changes the log. */
  appendSync(
    expected: LocalSequence,
    entries: readonly NewEntry[],
    change: { readonly fence: number; readonly log?: LogChange },
  ): Promise<'appended' | 'moved' | 'fenced'>;
  /** Journal entries after a sequence, in order. */
  journal(after: LocalSequence): Promise<JournalEntry[]>;
  /** The log in order, in batches, from after `after` up to `upTo` (default: the cursor). `holding`: only events
   * whose JSON text holds one of these strings (an id), found without parsing the others. `generation`: an earlier
   * generation as it was, with what the server's restore lost. */
  events(range: {
    readonly after: Position;
    readonly upTo?: Position;
    readonly holding?: readonly string[];
    readonly generation?: number;
  }): AsyncIterable<RecordedEvent[]>;
  /** Makes the caller the one that may change the log: returns the new fence. */
  takeLead(): Promise<number>;
  /** Packs tail pages up to `upTo` into segments, a few at a time; returns how many events were packed. */
  pack(upTo: Position): Promise<number>;
  /** The newest usable snapshot's frame and its shards for days ≥ `fromDay` ('YYYY-MM-DD'). */
  readSnapshot(foldVersion: number, fromDay: string): Promise<StoredSnapshot | undefined>;
  /** The shards of the same snapshot before `beforeDay`; undefined when it was replaced meanwhile. */
  readShards(snapshot: StoredSnapshot, beforeDay: string): Promise<Shard[] | undefined>;
  /** Whole or not at all. Days that are not named are taken over from the snapshot `base`. Keeps two. Returns its id,
   * or undefined where nothing was written: `base` is gone, or a newer one is there. */
  writeSnapshot(snapshot: NewSnapshot): Promise<number | undefined>;
  dropSnapshots(): Promise<void>;
  /** Small things to remember that are no facts: status of the last sync, settings. Relaxed durability. */
  remember(name: string, value: unknown): Promise<void>;
  recall(name: string): Promise<unknown>;
  /** The database is gone or blocks a newer version of the app: told once. */
  onLost(listener: (problem: StorageProblem) => void): void;
  close(): void;
};

export type LogHead = {
  readonly journal: LocalSequence;
  readonly cursor: Position;
  readonly epoch: Epoch | null;
  readonly generation: number;
  readonly fence: number;
  /** Each epoch that this log followed, and the position that it starts after, oldest first. */
  readonly epochs: readonly {
    readonly epoch: Epoch;
    readonly after: Position;
    readonly generation: number;
  }[];
};

/** What one sync transaction does to the log. The cursor moves with the events that it passes, or not at all (L5);
 * a page or segment that does not begin right after the cursor is a bug and throws. */
export type LogChange =
  | { readonly kind: 'page'; readonly epoch: Epoch; readonly events: readonly RecordedEvent[] }
  | {
      readonly kind: 'segments';
      readonly epoch: Epoch;
      /** Bodies as the server serves them (`SegmentList`). */
      readonly segments: readonly {
        readonly first: Position;
        readonly last: Position;
        readonly body: Uint8Array;
      }[];
    }
  | { readonly kind: 'generation'; readonly epoch: Epoch; readonly shared: Position };

export type Shard = { readonly day: string; readonly body: Uint8Array };

export type StoredSnapshot = {
  readonly id: number;
  readonly position: Position;
  readonly journal: LocalSequence;
  /** JSON of what else the state holds: overlay, quarantine. */
  readonly frame: Uint8Array;
  readonly shards: readonly Shard[];
};

export type NewSnapshot = {
  readonly foldVersion: number;
  readonly position: Position;
  readonly journal: LocalSequence;
  readonly frame: Uint8Array;
  readonly base: number | null;
  readonly shards: readonly Shard[];
  /** Days of `base` that hold no session any more. */
  readonly emptied: readonly string[];
};

/** Why the device could not store or read; `what was kept` is always everything that was saved before. */
export class StorageProblem extends Error {
  readonly code: 'quota' | 'lost' | 'vanished' | 'newer-version' | 'damaged' | 'failed';
  readonly at?: Instant;
  constructor(code: StorageProblem['code'], detail: string) {
    super(detail);
    this.name = 'StorageProblem';
    this.code = code;
  }
}

/** Nothing brings this database back for this tab. */
export function isFinal(error: unknown): error is StorageProblem {
  return error instanceof StorageProblem && (error.code === 'vanished' || error.code === 'newer-version');
}

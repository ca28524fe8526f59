import type { FoldingBook } from '../../../shared/booking/book.ts';
import {
  type Instant,
  type LocalSequence,
  localSequence,
  type Position,
  position,
} from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { replay } from '../../../shared/log/replay.ts';
import { type EventLog, type LogChange, StorageProblem } from '../log/event-log.ts';
import type { EntryOf, JournalEntry, NewEntry } from '../log/journal.ts';
import { createDeviceState, type DeviceState } from './device-state.ts';
import { createRecordedBook } from './recorded-book.ts';
import { EVENTS_PER_SNAPSHOT, openSnapshot, takeSnapshot } from './snapshots.ts';
import { applyEntry } from './work.ts';

/**
 * One tab's state, kept in step with the storage that all tabs of the device share.
 *
 *   append: build entries on the state ─▶ one transaction, numbers after ours ─▶ 'appended': apply to the state
 *                     ▲                                                   └────▶ 'moved': read what others wrote ─┐
 *                     └────────────────────────────────────────────────────────────────────────────────────────┘
 *
 * - The state only ever shows what is durable: entries are applied after their transaction has completed (L1).
 * - Nothing is decided on a state that another tab has moved on from (L3).
 * - One append at a time; what waits meanwhile is the caller's to gather.
 */
export type Replica = {
  readonly state: DeviceState;
  /** `build` may be called several times; undefined leaves everything as it is. */
  append(build: (state: DeviceState) => readonly NewEntry[] | undefined): Promise<'appended' | 'nothing'>;
  appendSync(
    fence: number,
    build: (state: DeviceState) => SyncChange | undefined,
  ): Promise<'appended' | 'nothing' | 'fenced'>;
  /** Reads what other tabs wrote. */
  catchUp(): Promise<void>;
  /** The sessions before yesterday are there too. Where reading them fails, asking again tries again. */
  whole(): Promise<void>;
  /** Drops the snapshots and folds the log anew from nothing: for when the server derives something else (P6). */
  rebuild(): Promise<void>;
  /** Packs the tail and writes a snapshot if one is due: work for idle times. */
  tidy(): Promise<void>;
  onChange(listener: () => void): () => void;
};

export type SyncChange = {
  readonly entries: readonly NewEntry[];
  readonly log?: LogChange;
  /** The events of `log`, in order, where it is a page. */
  readonly events?: readonly RecordedEvent[];
};

export type Progress = (done: number, of: number) => void;

export type ReplicaOptions = {
  readonly log: EventLog;
  readonly now: () => Instant;
  /** Tells the other tabs that the journal moved. */
  readonly announce: () => void;
  /** A replay from nothing: how many events of how many. */
  readonly onProgress: Progress;
  /** A snapshot is due after so many events. */
  readonly eventsPerSnapshot?: number;
};

export async function openReplica(options: ReplicaOptions): Promise<Replica> {
  const { log, announce, eventsPerSnapshot = EVENTS_PER_SNAPSHOT } = options;
  const listeners = new Set<() => void>();
  const exclusive = createMutex();
  let state = createDeviceState();
  /** What the next snapshot can be built on: this tab has followed every change since. */
  let base: { readonly id: number; readonly position: Position } | undefined;
  let snapshotTriedAt = position(0);
  let readOlder: (() => Promise<boolean>) | undefined;
  let older: Promise<void> | undefined;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };

  async function readOn(onProgress?: Progress): Promise<void> {
    for (;;) {
      const entries = await log.journal(state.journal);
      if (entries.length === 0) return;
      await applyAll(entries, onProgress);
    }
  }

  /**
   * The log is read once for a run of pages, not once for each of them, and before the entries are applied: where
   * reading fails, the same can be done again, since folding twice changes nothing.
   */
  async function applyAll(entries: readonly JournalEntry[], onProgress?: Progress): Promise<void> {
    const restored = entries.findLastIndex((entry) => entry.kind === 'epoch-changed');
    if (restored >= 0)
      await restart(entries.slice(0, restored + 1), entries[restored] as EntryOf<'epoch-changed'>);
    const rest = entries.slice(restored + 1);
    const to = rest.findLast((entry) => entry.kind === 'pulled')?.to;
    if (to !== undefined) await foldLog(state.recorded, state.cursor, to, onProgress);
    for (const entry of rest) state.apply(entry);
  }

  async function foldLog(
    onto: FoldingBook,
    after: Position,
    upTo: Position,
    onProgress?: Progress,
  ): Promise<void> {
    let done = 0;
    for await (const batch of log.events({ after, upTo })) {
      replay(batch, onto);
      done += batch.length;
      onProgress?.(done, upTo - after);
    }
  }

  /** After a restore of the server: own work as the journal has it, and the fold of what both sides share (R3). */
  async function restart(entries: readonly JournalEntry[], change: EntryOf<'epoch-changed'>): Promise<void> {
    const work = entries.reduce(applyEntry, state.work);
    const recorded = createRecordedBook();
    await foldLog(recorded, position(0), change.shared);
    const { sequence: journal, shared: cursor, to: epoch } = change;
    state = createDeviceState({ recorded, work, journal, cursor, epoch });
    base = undefined;
  }

  /** Also what brings about nothing is decided on the newest state: a refusal may be out of date (L3). */
  async function isBehind(): Promise<boolean> {
    const before = state.journal;
    await readOn();
    if (state.journal === before) return false;
    changed();
    return true;
  }

  async function append(
    build: (state: DeviceState) => SyncChange | undefined,
    write: (expected: LocalSequence, change: SyncChange) => Promise<'appended' | 'moved' | 'fenced'>,
  ): Promise<'appended' | 'nothing' | 'fenced'> {
    return exclusive(async () => {
      for (;;) {
        const change = build(state);
        if (!change && (await isBehind())) {
          // Who wrote it may have died before it could say so.
          announce();
          continue;
        }
        if (!change) return 'nothing';
        const outcome = await write(state.journal, change);
        if (outcome === 'fenced') return outcome;
        if (outcome === 'moved') {
          await readOn();
          changed();
          continue;
        }
        try {
          await applyOwn(change);
        } finally {
          announce();
          changed();
        }
        return outcome;
      }
    });
  }

  async function applyOwn({ entries, events, log: logChange }: SyncChange): Promise<void> {
    const numbered = entries.map((entry, index) => number(entry, localSequence(state.journal + 1 + index)));
    if (logChange && logChange.kind !== 'page') return applyAll(numbered);
    for (const entry of numbered) state.apply(entry, entry.kind === 'pulled' ? events : undefined);
  }

  /** A snapshot is a cache: whatever is wrong with it, the log and the journal have everything (L6). */
  async function open(): Promise<void> {
    try {
      if (await openOnSnapshot()) return;
    } catch (error) {
      if (error instanceof StorageProblem && error.code !== 'damaged') throw error;
      await log.dropSnapshots();
    }
    state = createDeviceState();
    await readOn(options.onProgress);
  }

  async function openOnSnapshot(): Promise<boolean> {
    const opened = await openSnapshot(log, options.now());
    if (!opened) return false;
    state = opened.state;
    await readOn();
    base = { id: opened.stored.id, position: opened.stored.position };
    snapshotTriedAt = base.position;
    readOlder = opened.readRest;
    return true;
  }

  function whole(): Promise<void> {
    older ??= readOlderSessions().catch((error) => {
      older = undefined;
      throw error;
    });
    return older;
  }

  async function readOlderSessions(): Promise<void> {
    if (state.recorded.complete) return;
    const read = (await readOlder?.().catch(() => false)) ?? false;
    if (!read) await rebuild();
    changed();
  }

  /** Commands go on while the log is folded; only the last step keeps them waiting (C6). */
  async function rebuild(): Promise<void> {
    await log.dropSnapshots();
    const { cursor: reached, epoch: of } = state;
    const recorded = createRecordedBook();
    await foldLog(recorded, position(0), reached, options.onProgress);
    await exclusive(async () => {
      const { work, journal, cursor, epoch } = state;
      if (epoch !== of) return;
      await foldLog(recorded, reached, cursor);
      state = createDeviceState({ recorded, work, journal, cursor, epoch });
      base = undefined;
    });
    changed();
  }

  await open();
  if (needsOlderSessions(state)) await whole();

  return {
    get state() {
      return state;
    },
    async append(build) {
      const outcome = await append(
        (at) => {
          const entries = build(at);
          return entries && { entries };
        },
        (expected, { entries }) => log.append(expected, entries),
      );
      if (outcome === 'fenced') throw new Error('only sync is fenced');
      return outcome;
    },
    appendSync: (fence, build) =>
      append(build, (expected, change) =>
        log.appendSync(expected, change.entries, { fence, ...(change.log && { log: change.log }) }),
      ),
    catchUp: () => exclusive(async () => void (await isBehind())),
    whole,
    rebuild,
    async tidy() {
      await whole();
      await log.pack(state.cursor);
      if (state.cursor - snapshotTriedAt < eventsPerSnapshot) return;
      const snapshot = await exclusive(async () => takeSnapshot(state, base?.id ?? null));
      // Until it is written there is nothing to build on: which days changed before is forgotten.
      base = undefined;
      snapshotTriedAt = snapshot.position;
      const id = await log.writeSnapshot(snapshot);
      if (id !== undefined) base = { id, position: snapshot.position };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Own work on sessions that are not read yet cannot be rebased. */
function needsOlderSessions({ work, recorded }: DeviceState): boolean {
  return work.overlay.size > 0 && !recorded.complete;
}

function number(entry: NewEntry, sequence: LocalSequence): JournalEntry {
  return { ...entry, sequence } as JournalEntry;
}

function createMutex(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const run = last.then(work, work);
    last = run.catch(() => undefined);
    return run;
  };
}

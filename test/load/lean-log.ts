import type { EventLog, LogChange, LogHead } from '../../client/worker/log/event-log.ts';
import type { JournalEntry, NewEntry } from '../../client/worker/log/journal.ts';
import { type Epoch, type LocalSequence, localSequence, position } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';

/**
 * One server's log for all devices of a process: each event is kept once, however many devices have it. A device that
 * was sent something else than the others is found when it stores it.
 */
export type Shelf = {
  put(events: readonly RecordedEvent[]): void;
  readonly events: readonly RecordedEvent[];
};

export function createShelf(): Shelf {
  const events: RecordedEvent[] = [];
  return {
    events,
    put(more) {
      for (const event of more) {
        const known = events[event.position - 1];
        if (!known) events[event.position - 1] = event;
        else if (
          known.id !== event.id ||
          known.commitId !== event.commitId ||
          known.version !== event.version
        )
          throw new Error(
            `position ${event.position} is ${known.id} to one device and ${event.id} to another`,
          );
      }
    },
  };
}

/** A device's log without a storage: what a load of hundreds of devices in one process can bear. No snapshots. */
export function createLeanLog(shelf: Shelf): EventLog {
  const journal: JournalEntry[] = [];
  const memos = new Map<string, unknown>();
  let cursor = position(0);
  let epoch: Epoch | null = null;
  let fence = 0;

  function append(expected: LocalSequence, entries: readonly NewEntry[]): 'appended' | 'moved' {
    if (expected !== journal.length) return 'moved';
    for (const entry of entries)
      journal.push({ ...entry, sequence: localSequence(journal.length + 1) } as JournalEntry);
    return 'appended';
  }

  function advance(change: LogChange): void {
    if (change.kind !== 'page') throw new Error(`a lean log takes pages, not ${change.kind}`);
    const [first] = change.events;
    if (first?.position !== cursor + 1) throw new Error(`position ${first?.position} after ${cursor}`);
    shelf.put(change.events);
    cursor = change.events.at(-1)?.position ?? cursor;
    epoch = change.epoch;
  }

  return {
    head: async (): Promise<LogHead> => ({
      journal: localSequence(journal.length),
      cursor,
      epoch,
      generation: 1,
      fence,
      epochs: epoch ? [{ epoch, after: position(0), generation: 1 }] : [],
    }),
    append: async (expected, entries) => append(expected, entries),
    async appendSync(expected, entries, change) {
      if (change.fence !== fence) return 'fenced';
      const outcome = append(expected, entries);
      if (outcome === 'appended' && change.log) advance(change.log);
      return outcome;
    },
    journal: async (after) => journal.slice(after),
    async *events({ after, upTo = cursor }) {
      yield shelf.events.slice(after, upTo);
    },
    takeLead: async () => ++fence,
    pack: async () => 0,
    readSnapshot: async () => undefined,
    readShards: async () => undefined,
    writeSnapshot: async () => undefined,
    dropSnapshots: async () => undefined,
    async remember(name, value) {
      memos.set(name, value);
    },
    recall: async (name) => memos.get(name),
    onLost: () => undefined,
    close: () => undefined,
  };
}

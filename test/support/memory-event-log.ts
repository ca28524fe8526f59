import type { EventLog, LogChange, LogHead, NewSnapshot, Shard } from '../../client/worker/log/event-log.ts';
import type { JournalEntry, NewEntry } from '../../client/worker/log/journal.ts';
import {
  type Epoch,
  type LocalSequence,
  localSequence,
  type Position,
  position,
} from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';

/** The storage that the tabs of one device share: open several logs on it. */
export type MemoryStorage = {
  journal: string[];
  generations: { epoch: Epoch | null; after: Position; events: string[] }[];
  fence: number;
  snapshots: (NewSnapshot & { id: number })[];
  notes: Map<string, unknown>;
};

export function memoryStorage(): MemoryStorage {
  return {
    journal: [],
    generations: [{ epoch: null, after: position(0), events: [] }],
    fence: 0,
    snapshots: [],
    notes: new Map(),
  };
}

/**
 * The device's log in memory, for tests of what is built on it: it keeps text, as a storage does, so that nothing is
 * shared by reference. `before` runs ahead of every write and may throw, or wait.
 */
export function memoryEventLog(
  storage: MemoryStorage,
  before: () => Promise<void> | void = () => undefined,
): EventLog {
  const cursor = (): Position => {
    const { after, events } = newest(storage);
    return position(after + events.length);
  };
  const head = (): LogHead => ({
    journal: localSequence(storage.journal.length),
    cursor: cursor(),
    epoch: newest(storage).epoch,
    generation: storage.generations.length,
    fence: storage.fence,
    epochs: storage.generations.flatMap(({ epoch, after }, index) =>
      epoch ? [{ epoch, after, generation: index + 1 }] : [],
    ),
  });
  const append = (expected: LocalSequence, entries: readonly NewEntry[]): 'appended' | 'moved' => {
    if (storage.journal.length !== expected) return 'moved';
    entries.forEach((entry, index) => {
      storage.journal.push(JSON.stringify({ ...entry, sequence: expected + 1 + index }));
    });
    return 'appended';
  };
  return {
    head: async () => head(),
    async append(expected, entries) {
      await before();
      return append(expected, entries);
    },
    async appendSync(expected, entries, { fence, log }) {
      await before();
      if (fence !== storage.fence) return 'fenced';
      const outcome = append(expected, entries);
      if (outcome === 'appended' && log) changeLog(storage, log);
      return outcome;
    },
    journal: async (after) => storage.journal.slice(after).map((text) => JSON.parse(text) as JournalEntry),
    async *events({ after, upTo = cursor(), holding, generation = storage.generations.length }) {
      const texts = positions(storage, generation).slice(after, upTo);
      const held = holding ? texts.filter((text) => holding.some((id) => text.includes(id))) : texts;
      yield held.map((text) => JSON.parse(text) as RecordedEvent);
    },
    takeLead: async () => ++storage.fence,
    pack: async () => 0,
    async readSnapshot(foldVersion, fromDay) {
      const stored = storage.snapshots.findLast((one) => one.foldVersion === foldVersion);
      return stored && { ...stored, shards: stored.shards.filter((shard) => shard.day >= fromDay) };
    },
    async readShards({ id }, beforeDay) {
      return storage.snapshots.find((one) => one.id === id)?.shards.filter((shard) => shard.day < beforeDay);
    },
    async writeSnapshot(snapshot) {
      await before();
      const base = storage.snapshots.find((one) => one.id === snapshot.base);
      const gone = new Set([...snapshot.emptied, ...snapshot.shards.map((shard) => shard.day)]);
      const kept: Shard[] = base?.shards.filter((shard) => !gone.has(shard.day)) ?? [];
      const id = (storage.snapshots.at(-1)?.id ?? 0) + 1;
      storage.snapshots = [
        ...storage.snapshots.slice(-1),
        { ...snapshot, id, shards: [...kept, ...snapshot.shards] },
      ];
    },
    async dropSnapshots() {
      storage.snapshots = [];
    },
    async remember(name, value) {
      storage.notes.set(name, structuredClone(value));
    },
    recall: async (name) => storage.notes.get(name),
    onLost: () => undefined,
    close: () => undefined,
  };
}

function newest(storage: MemoryStorage): MemoryStorage['generations'][number] {
  return storage.generations.at(-1) as MemoryStorage['generations'][number];
}

/** The texts of a generation's log from position 1: what it shares with those before it, then its own. */
function positions(storage: MemoryStorage, generation: number): string[] {
  return storage.generations
    .slice(0, generation)
    .reduce<string[]>((log, { after, events }) => [...log.slice(0, after), ...events], []);
}

function changeLog(storage: MemoryStorage, change: LogChange): void {
  if (change.kind === 'generation') {
    storage.generations.push({ epoch: change.epoch, after: change.shared, events: [] });
    storage.snapshots = storage.snapshots.filter((snapshot) => snapshot.position <= change.shared);
    return;
  }
  const log = newest(storage);
  log.epoch ??= change.epoch;
  const events =
    change.kind === 'page'
      ? change.events
      : change.segments.flatMap(({ body }) => JSON.parse(new TextDecoder().decode(body)) as RecordedEvent[]);
  for (const event of events) {
    if (event.position !== log.after + log.events.length + 1)
      throw new Error(`position ${event.position} leaves a hole`);
    log.events.push(JSON.stringify(event));
  }
}

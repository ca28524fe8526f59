import * as v from 'valibot';
import { type LocalSequence, localSequence } from '../../../shared/log/ids.ts';
import type { Connection } from './dexie-connection.ts';
import { JOURNAL } from './dexie-database.ts';
import { inTransaction, resultOf } from './dexie-transaction.ts';
import { StorageProblem } from './event-log.ts';
import { JournalEntry, type NewEntry } from './journal.ts';

/** Read at once. */
const BATCH_ENTRIES = 1_000;

/**
 * The journal's store: key = sequence, value = the entry as one JSON string (as fast to write as bytes, and faster
 * to read back).
 *
 * `append` is one strict transaction that reads nothing: the number itself is what two tabs compete for, and `add`
 * refuses one that is taken. A connection lost on the way leaves open whether it completed, so the second attempt
 * looks first, and so does who gives up.
 */
export function createJournal(connection: Connection) {
  // The highest number known to be there. Only beyond it a look is needed that no number is left out.
  let seen = localSequence(0);

  async function append(
    expected: LocalSequence,
    entries: readonly NewEntry[],
  ): Promise<'appended' | 'moved'> {
    const packed = packEntries(expected, entries);
    const attempt = (database: IDBDatabase) => write(database, expected, packed);
    if (expected > seen || packed.length === 0) {
      const head = await connection.run(readHead);
      if (expected < head) return 'moved';
      assertReached(expected, head);
    }
    const look = (database: IDBDatabase) => areThere(database, expected, packed);
    const outcome = await connection
      .run(attempt, async (database) => ((await look(database)) ? 'appended' : attempt(database)))
      .catch(async (problem) => {
        if (await connection.insist(look).catch(() => false)) return 'appended' as const;
        throw problem;
      });
    if (outcome === 'appended') seen = localSequence(Math.max(seen, expected + packed.length));
    return outcome;
  }

  async function read(after: LocalSequence): Promise<JournalEntry[]> {
    const entries = await connection.run((database) => readEntries(database, after));
    seen = localSequence(Math.max(seen, entries.at(-1)?.sequence ?? 0));
    return entries;
  }

  return { append, read };
}

function write(
  database: IDBDatabase,
  expected: LocalSequence,
  packed: readonly string[],
): Promise<'appended' | 'moved'> {
  return inTransaction(database, [JOURNAL], { mode: 'readwrite' }, (transaction) => {
    addEntries(transaction, expected, packed);
    return 'appended' as const;
  }).catch((error) => {
    if (error instanceof Error && error.name === 'ConstraintError') return 'moved';
    throw error;
  });
}

export function packEntries(expected: LocalSequence, entries: readonly NewEntry[]): string[] {
  return entries.map((entry, index) => JSON.stringify({ sequence: expected + 1 + index, ...entry }));
}

export function addEntries(
  transaction: IDBTransaction,
  expected: LocalSequence,
  packed: readonly string[],
): void {
  const store = transaction.objectStore(JOURNAL);
  packed.forEach((entry, index) => {
    store.add(entry, expected + 1 + index);
  });
}

/** Whether a transaction of unknown outcome had completed. Entries name a commit, a position or a moment: none is
 * like another tab's. */
export function areThere(
  database: IDBDatabase,
  expected: LocalSequence,
  packed: readonly string[],
): Promise<boolean> {
  if (packed.length === 0) return Promise.resolve(false);
  return inTransaction(database, [JOURNAL], { mode: 'readonly' }, async (transaction) => {
    const range = IDBKeyRange.bound(expected + 1, expected + packed.length);
    const found = await resultOf(transaction.objectStore(JOURNAL).getAll(range));
    return packed.every((entry, index) => found[index] === entry);
  });
}

function readHead(database: IDBDatabase): Promise<LocalSequence> {
  return inTransaction(database, [JOURNAL], { mode: 'readonly' }, lastSequence);
}

export async function lastSequence(transaction: IDBTransaction): Promise<LocalSequence> {
  const newest = await resultOf(transaction.objectStore(JOURNAL).openKeyCursor(null, 'prev'));
  return localSequence((newest?.key as number | undefined) ?? 0);
}

export function assertReached(expected: LocalSequence, head: LocalSequence): void {
  if (expected > head)
    throw new Error(`the journal ends at ${head}: nothing can be appended after ${expected}`);
}

function readEntries(database: IDBDatabase, after: LocalSequence): Promise<JournalEntry[]> {
  return inTransaction(database, [JOURNAL], { mode: 'readonly' }, async (transaction) => {
    const store = transaction.objectStore(JOURNAL);
    const entries: JournalEntry[] = [];
    for (;;) {
      const range = IDBKeyRange.lowerBound(after + entries.length, true);
      const batch = await resultOf(store.getAll(range, BATCH_ENTRIES));
      for (const packed of batch) entries.push(readEntry(after + entries.length + 1, packed));
      if (batch.length < BATCH_ENTRIES) return entries;
    }
  });
}

/** The entry as it was stored, with members that this version does not know (L7): the schema says only yes or no. */
function readEntry(sequence: number, packed: unknown): JournalEntry {
  let entry: unknown;
  try {
    entry = JSON.parse(packed as string);
  } catch {
    entry = undefined;
  }
  if (!v.is(JournalEntry, entry) || entry.sequence !== sequence) {
    throw new StorageProblem('damaged', `entry ${sequence} of this device's journal cannot be read`);
  }
  return entry as JournalEntry;
}

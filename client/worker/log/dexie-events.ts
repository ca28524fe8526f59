import { type Position, position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import { generationOf, type Part, partsOf, readChain } from './dexie-chain.ts';
import type { Connection } from './dexie-connection.ts';
import { META, SEGMENTS, TAIL } from './dexie-database.ts';
import { inTransaction, resultOf } from './dexie-transaction.ts';
import { type EventLines, findEvents, readEvents } from './event-lines.ts';
import { type EventLog, StorageProblem } from './event-log.ts';

/** Records read at once: a segment is about 100 KB, a page of the tail mostly one commit. */
const BATCH_RECORDS = { [SEGMENTS]: 16, [TAIL]: 64 } as const;

type Range = Parameters<EventLog['events']>[0];
type StoredRun = EventLines & { readonly first: Position };

/**
 * The log in order, a batch a record. Each read is a transaction of its own that is over before anything is yielded;
 * the next one runs while the caller folds.
 *
 *   segments  [1 … 256][257 … 500]              [801 … 1056]
 *   tail                          [501 … 800]                [1057]
 *
 * Invariant: of all records that begin at or before a position, in both stores, the one that begins last holds it.
 * So a packing between two reads, which moves records from one store to the other, is not noticed.
 */
export async function* events(connection: Connection, range: Range): AsyncGenerator<RecordedEvent[]> {
  for (const part of await connection.run((database) => plan(database, range))) {
    let next = position(part.after + 1);
    let ahead = readRuns(connection, part, next);
    while (next <= part.to) {
      const runs = await ahead;
      const after = runs.at(-1)?.last ?? next;
      if (after < part.to) {
        ahead = readRuns(connection, part, position(after + 1));
        // A caller that stops listening leaves this one behind.
        ahead.catch(() => {});
      }
      for (const run of runs) {
        const batch = eventsOf(run, range.holding).filter(({ position: at }) => at >= next && at <= part.to);
        if (batch.length > 0) yield batch;
        next = position(run.last + 1);
      }
    }
  }
}

function plan(database: IDBDatabase, { after, upTo, generation }: Range): Promise<Part[]> {
  return inTransaction(database, [META], { mode: 'readonly' }, async (transaction) => {
    const chain = await readChain(transaction);
    const current = generationOf(chain);
    if (generation !== undefined && generation > current)
      throw new RangeError(`there is no generation ${generation}`);
    return partsOf(chain, { after, generation: generation ?? current, ...(upTo !== undefined && { upTo }) });
  });
}

/** The record that holds `next`, and those after it in the same store as far as they follow each other. */
function readRuns(connection: Connection, { generation, to }: Part, next: Position): Promise<StoredRun[]> {
  return connection.run((database) =>
    inTransaction(database, [SEGMENTS, TAIL], { mode: 'readonly' }, async (transaction) => {
      const [inSegments, inTail] = await Promise.all(
        [SEGMENTS, TAIL].map((store) => beginAtOrBefore(transaction.objectStore(store), generation, next)),
      );
      const [name, first] = (inSegments ?? 0) > (inTail ?? 0) ? [SEGMENTS, inSegments] : [TAIL, inTail];
      if (!first) throw hole(next);
      const store = transaction.objectStore(name);
      const range = IDBKeyRange.bound([generation, first], [generation, to]);
      const [keys, found] = await Promise.all([
        resultOf(store.getAllKeys(range, BATCH_RECORDS[name as keyof typeof BATCH_RECORDS])),
        resultOf(store.getAll(range, BATCH_RECORDS[name as keyof typeof BATCH_RECORDS])),
      ]);
      return followingRuns(keys as [number, Position][], found, next);
    }),
  );
}

async function beginAtOrBefore(
  store: IDBObjectStore,
  generation: number,
  at: Position,
): Promise<Position | undefined> {
  const range = IDBKeyRange.bound([generation, 0], [generation, at]);
  const cursor = await resultOf(store.openKeyCursor(range, 'prev'));
  return (cursor?.key as [number, Position] | undefined)?.[1];
}

function followingRuns(
  keys: readonly [number, Position][],
  found: readonly EventLines[],
  next: Position,
): StoredRun[] {
  const runs: StoredRun[] = [];
  let expected = next;
  for (const [index, { last, body }] of found.entries()) {
    const first = keys[index]?.[1] ?? expected;
    if (runs.length > 0 ? first !== expected : last < next) break;
    runs.push({ first, last, body });
    expected = position(last + 1);
  }
  if (runs.length === 0) throw hole(next);
  return runs;
}

function eventsOf(run: StoredRun, holding: readonly string[] | undefined): RecordedEvent[] {
  return holding ? findEvents(run.first, run, holding) : readEvents(run.first, run);
}

function hole(at: Position): StorageProblem {
  return new StorageProblem('damaged', `the stored log has no event at position ${at}`);
}

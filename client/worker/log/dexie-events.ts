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
type Store = keyof typeof BATCH_RECORDS;
/** `store`: where the position before `next` was found. */
type Place = { readonly next: Position; readonly store: Store };
type Runs = { readonly store: Store; readonly runs: readonly StoredRun[] };
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
    let place: Place = { next: position(part.after + 1), store: SEGMENTS };
    let ahead = readRuns(connection, part, place);
    while (place.next <= part.to) {
      const { store, runs } = await ahead;
      const from = place.next;
      place = { next: position((runs.at(-1)?.last ?? from) + 1), store };
      if (place.next <= part.to) {
        ahead = readRuns(connection, part, place);
        // A caller that stops listening leaves this one behind.
        ahead.catch(() => {});
      }
      for (const run of runs) {
        const batch = within(eventsOf(run, range.holding), from, part.to);
        if (batch.length > 0) yield batch;
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

/**
 * The record that holds `next`, and those after it in the same store as far as they follow each other. Asks at once
 * for what most likely comes, a record of that store that begins at `next`: while the caller parses, no answer gets
 * through that a further request could wait for.
 */
function readRuns(connection: Connection, { generation, to }: Part, { next, store }: Place): Promise<Runs> {
  return connection.run((database) =>
    inTransaction(database, [SEGMENTS, TAIL], { mode: 'readonly' }, async (transaction) => {
      const likely = await runsFrom(transaction, store, [generation, next], to);
      if (likely[0]?.first === next) return { store, runs: following(likely) };
      const [inSegments = 0, inTail = 0] = await Promise.all([
        beginAtOrBefore(transaction.objectStore(SEGMENTS), generation, next),
        beginAtOrBefore(transaction.objectStore(TAIL), generation, next),
      ]);
      const holder = inSegments > inTail ? SEGMENTS : TAIL;
      const first = position(Math.max(inSegments, inTail));
      const runs = following(await runsFrom(transaction, holder, [generation, first], to));
      if (!first || (runs.at(-1)?.last ?? 0) < next) throw hole(next);
      return { store: holder, runs };
    }),
  );
}

async function runsFrom(
  transaction: IDBTransaction,
  name: Store,
  [generation, first]: readonly [number, Position],
  to: Position,
): Promise<StoredRun[]> {
  const store = transaction.objectStore(name);
  const range = IDBKeyRange.bound([generation, first], [generation, to]);
  const [keys, found] = await Promise.all([
    resultOf(store.getAllKeys(range, BATCH_RECORDS[name])),
    resultOf<EventLines[]>(store.getAll(range, BATCH_RECORDS[name])),
  ]);
  return found.map(({ last, body }, index) => ({
    first: (keys[index] as [number, Position])[1],
    last,
    body,
  }));
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

function following(runs: readonly StoredRun[]): StoredRun[] {
  const end = runs.findIndex(({ first }, index) => index > 0 && first !== (runs[index - 1]?.last ?? 0) + 1);
  return end < 0 ? [...runs] : runs.slice(0, end);
}

function eventsOf(run: StoredRun, holding: readonly string[] | undefined): RecordedEvent[] {
  return holding ? findEvents(run.first, run, holding) : readEvents(run.first, run);
}

function within(events: RecordedEvent[], from: Position, to: Position): RecordedEvent[] {
  const [first, last] = [events[0], events.at(-1)];
  if (!first || !last || (first.position >= from && last.position <= to)) return events;
  return events.filter((event) => event.position >= from && event.position <= to);
}

function hole(at: Position): StorageProblem {
  return new StorageProblem('damaged', `the stored log has no event at position ${at}`);
}

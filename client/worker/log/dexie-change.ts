import { assertNever } from '../../../shared/log/assert-never.ts';
import { type Epoch, type LocalSequence, type Position, position } from '../../../shared/log/ids.ts';
import type { RecordedEvent } from '../../../shared/log/recorded-event.ts';
import {
  type Chain,
  epochOf,
  FIRST_GENERATION,
  generationOf,
  readChain,
  readFence,
  writeChain,
} from './dexie-chain.ts';
import type { Connection } from './dexie-connection.ts';
import { FRAMES, JOURNAL, META, SEGMENTS, SHARDS, TAIL } from './dexie-database.ts';
import { addEntries, areThere, assertReached, lastSequence, packEntries } from './dexie-journal.ts';
import { dropSnapshotsBeyond } from './dexie-snapshots.ts';
import { inTransaction } from './dexie-transaction.ts';
import { type EventLines, packEvents } from './event-lines.ts';
import type { LogChange } from './event-log.ts';
import type { NewEntry } from './journal.ts';

/**
 * Most events in a record of the tail. That keeps it under 64 KB, which Chromium writes into its database; a longer
 * value becomes a file of its own: dearer to write (a page of 1,000 in one record takes half as long again), cheaper
 * to read, so segments are longer.
 */
const TAIL_RECORD_EVENTS = 128;

type Change = { readonly fence: number; readonly log?: LogChange };

/**
 * What sync changes, in one strict transaction: the fence is looked at, the journal's number is free, then entries,
 * events and cursor are written together (L4, L5). Returns before the first write, or writes everything.
 */
export function appendSync(
  connection: Connection,
  expected: LocalSequence,
  entries: readonly NewEntry[],
  change: Change,
): Promise<'appended' | 'moved' | 'fenced'> {
  if (change.log && entries.length === 0)
    throw new Error('a change of the log needs its entry in the journal');
  const packed = packEntries(expected, entries);
  // Outside of the transaction: packing takes longer than writing.
  const rows = change.log ? rowsOf(change.log) : [];
  const attempt = (database: IDBDatabase) =>
    inTransaction(database, storesOf(change.log), { mode: 'readwrite' }, async (transaction) => {
      const [fence, chain, head] = await Promise.all([
        readFence(transaction),
        readChain(transaction),
        lastSequence(transaction),
      ]);
      if (fence !== change.fence) return 'fenced';
      if (head > expected) return 'moved';
      assertReached(expected, head);
      const next = change.log && chainAfter(chain, change.log, expected);
      addEntries(transaction, expected, packed);
      if (next) {
        for (const { store, first, lines } of rows) {
          transaction.objectStore(store).add(lines, [generationOf(next), first]);
        }
        writeChain(transaction, next);
      }
      if (change.log?.kind === 'generation') await dropSnapshotsBeyond(transaction, change.log.shared);
      return 'appended';
    });
  return connection.run(attempt, async (database) =>
    (await areThere(database, expected, packed)) ? 'appended' : attempt(database),
  );
}

function storesOf(change: LogChange | undefined): string[] {
  const always = [JOURNAL, META];
  if (!change) return always;
  if (change.kind === 'generation') return [...always, FRAMES, SHARDS];
  return [...always, change.kind === 'page' ? TAIL : SEGMENTS];
}

type Row = { readonly store: string; readonly first: Position; readonly lines: EventLines };

/** Segments stay as the server serves them. */
function rowsOf(change: LogChange): Row[] {
  switch (change.kind) {
    case 'page':
      return pageRows(change.events);
    case 'segments':
      return change.segments.map(({ first, last, body }) => ({
        store: SEGMENTS,
        first,
        lines: { last, body },
      }));
    case 'generation':
      return [];
    default:
      return assertNever(change);
  }
}

function pageRows(events: readonly RecordedEvent[]): Row[] {
  const rows: Row[] = [];
  for (let from = 0; from < events.length; from += TAIL_RECORD_EVENTS) {
    const part = events.slice(from, from + TAIL_RECORD_EVENTS);
    const [first, last] = [part[0], part.at(-1)];
    if (!first || !last) break;
    const lines = { last: last.position, body: packEvents(part) };
    rows.push({ store: TAIL, first: first.position, lines });
  }
  return rows;
}

function chainAfter(chain: Chain, change: LogChange, expected: LocalSequence): Chain {
  switch (change.kind) {
    case 'page':
      assertDense(
        chain.cursor,
        change.events.map((event) => ({ first: event.position, last: event.position })),
      );
      return { ...following(chain, change.epoch), cursor: change.events.at(-1)?.position ?? chain.cursor };
    case 'segments':
      assertDense(chain.cursor, change.segments);
      return { ...following(chain, change.epoch), cursor: change.segments.at(-1)?.last ?? chain.cursor };
    case 'generation':
      return nextGeneration(chain, change, expected);
    default:
      return assertNever(change);
  }
}

function assertDense(
  cursor: Position,
  runs: readonly { readonly first: Position; readonly last: Position }[],
): void {
  let next = cursor + 1;
  for (const { first, last } of runs) {
    if (first !== next || last < first)
      throw new Error(`position ${next} must come next, not ${first} to ${last}`);
    next = last + 1;
  }
}

/** The first epoch that anything comes from is the log's; another one needs a new generation. */
function following(chain: Chain, epoch: Epoch): Chain {
  const current = epochOf(chain);
  if (current !== null && current !== epoch)
    throw new Error(`the log follows epoch ${current}, not ${epoch}`);
  if (current !== null) return chain;
  const first = {
    generation: FIRST_GENERATION,
    epoch,
    after: position(0),
    since: 0 as LocalSequence,
    end: null,
  };
  return { ...chain, generations: [first] };
}

function nextGeneration(
  chain: Chain,
  change: LogChange & { kind: 'generation' },
  expected: LocalSequence,
): Chain {
  const { epoch, shared } = change;
  if (shared > chain.cursor) throw new Error(`nothing after ${chain.cursor} can be shared, not ${shared}`);
  const before = chain.generations.map((one) => ({ ...one, end: one.end ?? chain.cursor }));
  const since = (expected + 1) as LocalSequence;
  const next = { generation: generationOf(chain) + 1, epoch, after: shared, since, end: null };
  return { cursor: shared, generations: [...before, next] };
}

import type { Position } from '../../../shared/log/ids.ts';
import { generationOf, readChain } from './dexie-chain.ts';
import type { Connection } from './dexie-connection.ts';
import { META, SEGMENTS, TAIL } from './dexie-database.ts';
import { inTransaction, resultOf } from './dexie-transaction.ts';
import { type EventLines, joinBodies } from './event-lines.ts';

/**
 * A segment is closed when it holds this many events; records stay whole, so it may hold more. About 100 KB: Chromium
 * keeps values above 64 KB in files of their own and reads 100,000 events from those in half the time.
 */
const SEGMENT_EVENTS = 256;
const PAGES_PER_READ = 128;
const SEGMENTS_PER_TRANSACTION = 8;

type Page = EventLines & { readonly key: readonly [number, Position] };

/**
 * Moves whole records of the tail, a page or a part of one, into segments. What is too little for a segment stays in the tail, so that segments
 * are never small.
 *
 *   tail      [1 … 90][91 … 200][201 … 270][271]        segments
 *                                          [271]        [1 … 270]
 *
 * Each transaction reads the pages that it moves and moves them whole or not at all: an interruption or a second tab
 * that packs at the same time changes nothing about what the log holds.
 */
export async function pack(connection: Connection, upTo: Position): Promise<number> {
  for (let packed = 0; ; ) {
    const moved = await connection.run((database) => packSome(database, upTo));
    packed += moved;
    if (moved === 0) return packed;
  }
}

function packSome(database: IDBDatabase, upTo: Position): Promise<number> {
  return inTransaction(database, [TAIL, SEGMENTS, META], { mode: 'readwrite' }, async (transaction) => {
    const tail = transaction.objectStore(TAIL);
    const segments = transaction.objectStore(SEGMENTS);
    const current = generationOf(await readChain(transaction));
    let group: Page[] = [];
    let [written, events] = [0, 0];
    for await (const page of oldestPages(tail)) {
      if (page.key[0] === current && page.last > upTo) break;
      if (!follows(group, page)) group = [];
      group.push(page);
      const count = page.last - firstOf(group) + 1;
      if (count < SEGMENT_EVENTS) continue;
      segments.add({ last: page.last, body: joinBodies(group.map(({ body }) => body)) }, [...keyOf(group)]);
      for (const { key } of group) tail.delete([...key]);
      group = [];
      events += count;
      written += 1;
      if (written === SEGMENTS_PER_TRANSACTION) break;
    }
    return events;
  });
}

async function* oldestPages(tail: IDBObjectStore): AsyncGenerator<Page> {
  let range: IDBKeyRange | undefined;
  for (;;) {
    const [keys, pages] = await Promise.all([
      resultOf(tail.getAllKeys(range, PAGES_PER_READ)),
      resultOf(tail.getAll(range, PAGES_PER_READ)),
    ]);
    for (const [index, { last, body }] of (pages as EventLines[]).entries()) {
      yield { key: keys[index] as [number, Position], last, body };
    }
    if (keys.length < PAGES_PER_READ) return;
    range = IDBKeyRange.lowerBound(keys.at(-1), true);
  }
}

/** Segments that the server packed may lie between two pages, and generations are packed apart. */
function follows(group: readonly Page[], { key: [generation, first] }: Page): boolean {
  const before = group.at(-1);
  return !before || (before.key[0] === generation && before.last + 1 === first);
}

function keyOf(group: readonly Page[]): readonly [number, Position] {
  const first = group[0];
  if (!first) throw new Error('no page to pack');
  return first.key;
}

function firstOf(group: readonly Page[]): Position {
  return keyOf(group)[1];
}

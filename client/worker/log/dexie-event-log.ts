import type { LocalSequence, Position } from '../../../shared/log/ids.ts';
import { epochOf, generationOf, readChain, readFence, writeFence } from './dexie-chain.ts';
import { appendSync } from './dexie-change.ts';
import { Connection } from './dexie-connection.ts';
import { browserEngine, type Engine, JOURNAL, META } from './dexie-database.ts';
import { events } from './dexie-events.ts';
import { createJournal, lastSequence } from './dexie-journal.ts';
import { pack } from './dexie-pack.ts';
import { dropSnapshots, readShards, readSnapshot, writeSnapshot } from './dexie-snapshots.ts';
import { inTransaction, resultOf } from './dexie-transaction.ts';
import type { EventLog, LogHead } from './event-log.ts';

/**
 * The device's log in IndexedDB. Dexie opens and upgrades the database; every operation is one raw transaction on
 * its connection, because Dexie's own tables add more to a command than the command costs.
 *
 *   journal    sequence             → the entry as a JSON string
 *   tail       [generation, first]  → { last, body }   a pulled page, or a part of one    ┐ `event-lines.ts`
 *   segments   [generation, first]  → { last, body }   as the server packs them, or we    ┘
 *   frames     number               → a snapshot's frame, which names its shards
 *   shards     [frame, day]         → bytes
 *   meta       'identity', 'chain' (cursor, generations), 'fence', 'memo/…'
 */
export async function openDexieEventLog(name: string, engine: Engine = browserEngine()): Promise<EventLog> {
  const connection = await Connection.open(name, engine);
  const journal = createJournal(connection);
  return {
    head: () => readHead(connection),
    append: journal.append,
    appendSync: (expected, entries, change) => appendSync(connection, expected, entries, change),
    journal: journal.read,
    events: (range) => events(connection, range),
    takeLead: () => takeLead(connection),
    pack: (upTo) => pack(connection, upTo),
    readSnapshot: (foldVersion, fromDay) => readSnapshot(connection, foldVersion, fromDay),
    readShards: (snapshot, beforeDay) => readShards(connection, snapshot, beforeDay),
    writeSnapshot: (snapshot) => writeSnapshot(connection, snapshot),
    dropSnapshots: () => dropSnapshots(connection),
    remember: (about, value) => remember(connection, about, value),
    recall: (about) => recall(connection, about),
    onLost: (listener) => connection.onLost(listener),
    close: () => connection.close(),
  };
}

function readHead(connection: Connection): Promise<LogHead> {
  return connection.run((database) =>
    inTransaction(database, [JOURNAL, META], { mode: 'readonly' }, async (transaction) => {
      const [journal, chain, fence]: [LocalSequence, Awaited<ReturnType<typeof readChain>>, number] =
        await Promise.all([lastSequence(transaction), readChain(transaction), readFence(transaction)]);
      const cursor: Position = chain.cursor;
      const epochs = chain.generations.map(({ epoch, after, generation }) => ({ epoch, after, generation }));
      return { journal, cursor, epoch: epochOf(chain), generation: generationOf(chain), fence, epochs };
    }),
  );
}

/** Strict: a fence that a power cut takes back could be given out twice. */
function takeLead(connection: Connection): Promise<number> {
  return connection.run((database) =>
    inTransaction(database, [META], { mode: 'readwrite' }, async (transaction) => {
      const fence = (await readFence(transaction)) + 1;
      writeFence(transaction, fence);
      return fence;
    }),
  );
}

function remember(connection: Connection, about: string, value: unknown): Promise<void> {
  return connection.run((database) =>
    inTransaction(database, [META], { mode: 'readwrite', durability: 'relaxed' }, (transaction) => {
      transaction.objectStore(META).put(value, `memo/${about}`);
    }),
  );
}

function recall(connection: Connection, about: string): Promise<unknown> {
  return connection.run((database) =>
    inTransaction(database, [META], { mode: 'readonly' }, (transaction) =>
      resultOf<unknown>(transaction.objectStore(META).get(`memo/${about}`)),
    ),
  );
}

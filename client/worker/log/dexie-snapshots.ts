import * as v from 'valibot';
import { LocalSequence, Position } from '../../../shared/log/ids.ts';
import { type Chain, readChain } from './dexie-chain.ts';
import type { Connection } from './dexie-connection.ts';
import { FRAMES, META, SHARDS } from './dexie-database.ts';
import { inTransaction, resultOf } from './dexie-transaction.ts';
import type { NewSnapshot, Shard, StoredSnapshot } from './event-log.ts';

/** The newest, and the one before it in case the newest cannot be read (L6). */
const SNAPSHOTS_KEPT = 2;

/**
 * A snapshot is a frame, numbered by the store, that names its shards: per day the number of the frame that wrote it.
 *
 *   frames   4 { …, days: [['2026-05-01', 3], ['2026-05-02', 4]] }
 *   shards   [3, '2026-05-01'] bytes    written with frame 3, unchanged since
 *            [4, '2026-05-02'] bytes
 *
 * Invariants: a frame and its shards are written in one transaction; a shard that no kept frame names is deleted in
 * the transaction that drops its last frame. Durability is relaxed throughout: a cache may be older after a power cut,
 * but it is never half there.
 */
const Frame = v.object({
  foldVersion: v.number(),
  position: Position,
  journal: LocalSequence,
  body: v.instance(Uint8Array),
  days: v.array(v.tuple([v.string(), v.number()])),
});
type Frame = v.InferOutput<typeof Frame>;
type Numbered = { readonly id: number; readonly frame: Frame };

const READ = { mode: 'readonly' } as const;
const WRITE = { mode: 'readwrite', durability: 'relaxed' } as const;

export function readSnapshot(
  connection: Connection,
  foldVersion: number,
  fromDay: string,
): Promise<StoredSnapshot | undefined> {
  return connection.run((database) =>
    inTransaction(database, [FRAMES, SHARDS], READ, async (transaction) => {
      for (const { id, frame } of await framesOf(transaction)) {
        if (frame.foldVersion !== foldVersion) continue;
        const shards = await readDays(transaction, frame, (day) => day >= fromDay);
        const { position, journal, body } = frame;
        if (shards) return { id, position, journal, frame: body, shards };
      }
      return undefined;
    }),
  );
}

export function readShards(
  connection: Connection,
  { id }: StoredSnapshot,
  beforeDay: string,
): Promise<Shard[] | undefined> {
  return connection.run((database) =>
    inTransaction(database, [FRAMES, SHARDS], READ, async (transaction) => {
      const frame = frameOf(await resultOf<unknown>(transaction.objectStore(FRAMES).get(id)));
      return frame && readDays(transaction, frame, (day) => day < beforeDay);
    }),
  );
}

export function writeSnapshot(connection: Connection, snapshot: NewSnapshot): Promise<number | undefined> {
  return connection.run((database) =>
    inTransaction(database, [FRAMES, SHARDS, META], WRITE, async (transaction) => {
      const [kept, chain] = await Promise.all([framesOf(transaction), readChain(transaction)]);
      const base = kept.find(({ id }) => id === snapshot.base);
      if (snapshot.base !== null && base?.frame.foldVersion !== snapshot.foldVersion) return undefined;
      if (isOutdated(chain, snapshot) || kept.some(({ frame }) => isNewer(frame, snapshot))) return undefined;
      const id = await addFrame(transaction, snapshot, base?.frame.days ?? []);
      for (const { day, body } of snapshot.shards) transaction.objectStore(SHARDS).add(body, [id, day]);
      const before = kept.slice(0, SNAPSHOTS_KEPT - 1);
      await keepOnly(transaction, [...before.map(({ id: other }) => other), id]);
      return id;
    }),
  );
}

export function dropSnapshots(connection: Connection): Promise<void> {
  return connection.run((database) =>
    inTransaction(database, [FRAMES, SHARDS], WRITE, (transaction) => {
      transaction.objectStore(FRAMES).clear();
      transaction.objectStore(SHARDS).clear();
    }),
  );
}

/** Those that hold what a restored server lost (R3); part of the transaction that starts the new generation. */
export async function dropSnapshotsBeyond(transaction: IDBTransaction, shared: Position): Promise<void> {
  const kept = (await framesOf(transaction)).filter(({ frame }) => frame.position <= shared);
  await keepOnly(
    transaction,
    kept.map(({ id }) => id),
  );
}

/** Newest first. One that cannot be read is as good as none. */
async function framesOf(transaction: IDBTransaction): Promise<Numbered[]> {
  const store = transaction.objectStore(FRAMES);
  const [ids, frames] = await Promise.all([resultOf(store.getAllKeys()), resultOf(store.getAll())]);
  return frames
    .flatMap((stored: unknown, index) => {
      const frame = frameOf(stored);
      return frame ? [{ id: Number(ids[index]), frame }] : [];
    })
    .reverse();
}

function frameOf(stored: unknown): Frame | undefined {
  const frame = v.safeParse(Frame, stored);
  return frame.success ? frame.output : undefined;
}

async function readDays(
  transaction: IDBTransaction,
  { days }: Frame,
  wanted: (day: string) => boolean,
): Promise<Shard[] | undefined> {
  const store = transaction.objectStore(SHARDS);
  const shards = await Promise.all(
    days
      .filter(([day]) => wanted(day))
      .map(async ([day, writer]) => ({ day, body: await resultOf<unknown>(store.get([writer, day])) })),
  );
  return shards.every((shard): shard is Shard => shard.body instanceof Uint8Array) ? shards : undefined;
}

async function addFrame(
  transaction: IDBTransaction,
  { foldVersion, position, journal, frame, shards, emptied }: NewSnapshot,
  base: Frame['days'],
): Promise<number> {
  const frames = transaction.objectStore(FRAMES);
  const changed = new Set([...emptied, ...shards.map(({ day }) => day)]);
  const taken = base.filter(([day]) => !changed.has(day));
  const record = { foldVersion, position, journal, body: frame, days: taken };
  const id = Number(await resultOf(frames.add(record)));
  const days = [...taken, ...shards.map(({ day }): [string, number] => [day, id])];
  frames.put({ ...record, days: days.sort(([a], [b]) => (a < b ? -1 : 1)) }, id);
  return id;
}

async function keepOnly(transaction: IDBTransaction, ids: readonly number[]): Promise<void> {
  const [frames, shards] = [transaction.objectStore(FRAMES), transaction.objectStore(SHARDS)];
  for (const id of await resultOf(frames.getAllKeys())) if (!ids.includes(Number(id))) frames.delete(id);
  const named = new Set(
    (await framesOf(transaction)).flatMap(({ frame }) => frame.days.map(([day, by]) => `${by} ${day}`)),
  );
  for (const key of (await resultOf(shards.getAllKeys())) as [number, string][]) {
    if (!named.has(key.join(' '))) shards.delete(key);
  }
}

/** Already there, or from a fold that a newer version of the app brought. */
function isNewer(there: Frame, snapshot: NewSnapshot): boolean {
  if (there.foldVersion !== snapshot.foldVersion) return there.foldVersion > snapshot.foldVersion;
  if (there.position !== snapshot.position) return there.position > snapshot.position;
  return there.journal >= snapshot.journal;
}

/** Taken in a generation that is over, with events that this one does not share. */
function isOutdated({ cursor, generations }: Chain, { position, journal }: NewSnapshot): boolean {
  return position > cursor || generations.some(({ since, after }) => journal < since && position > after);
}

import { Dexie } from 'dexie';
import type { BoardQuery } from '../../client/view/board.ts';
import { viewOf } from '../../client/view/view-of.ts';
import { sourceOf } from '../../client/worker/device-source.ts';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import type { EventLog } from '../../client/worker/log/event-log.ts';
import { createDeviceState, type DeviceState } from '../../client/worker/state/device-state.ts';
import { createRecordedBook } from '../../client/worker/state/recorded-book.ts';
import { openReplica, type Replica } from '../../client/worker/state/replica.ts';
import { FIRST_NOTE } from '../../client/worker/sync/sync-status.ts';
import type { ActorId, DeviceId, LocalSequence, WorkspaceId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { replay } from '../../shared/log/replay.ts';
import { getSome, openBare } from './bare-indexeddb.ts';
import { EPOCH, samplePulled, sampleSegments } from './sample-events.ts';
import { NOW, sampleLog } from './sample-log.ts';

// What the rows on cold starts call in the worker, each in a Chromium that has just been started: from nothing in
// memory to today's board.

const OURS = 'ours';
const ROWS = 'rows';
const SEGMENTS_PER_TRANSACTION = 50;
const EVENTS_PER_PAGE = 20;
const SEGMENTS_PER_READ = 16;
const WHO = {
  workspaceId: 'studio' as WorkspaceId,
  actorId: 'ada' as ActorId,
  deviceId: 'tablet' as DeviceId,
  name: 'Ada',
};
const BOARD: BoardQuery = { view: 'board', timeZone: 'Europe/Zurich' };

/** Not among TypeScript's types yet. */
type WithBuckets = {
  readonly storageBuckets: { open(name: string): Promise<{ readonly indexedDB: IDBFactory }> };
};

/** How long it took (ms), and what came out. */
export type Cold = { readonly time: number; readonly cards: string };

/** The device's log of a first download; with a snapshot the last `tail` events come as small pages after it. */
export async function fillOurs(count: number, { snapshot, tail }: { snapshot: boolean; tail: number }) {
  const log = await openDexieEventLog(OURS);
  const events = sampleLog(count);
  const fence = await log.takeLead();
  const downloaded = await appendSegments(log, fence, events.slice(0, count - tail));
  if (snapshot) await (await open(log)).tidy();
  await appendPages(log, { fence, sequence: downloaded, after: count - tail }, events.slice(count - tail));
  log.close();
}

export async function fillRows(count: number): Promise<void> {
  const dexie = await openRows();
  await dexie.table('events').bulkAdd(sampleLog(count));
  dexie.close();
}

export async function boardFromOurs(): Promise<Cold> {
  const start = performance.now();
  const log = await openDexieEventLog(OURS);
  const replica = await open(log);
  const cards = cardsOf(replica.state);
  const time = performance.now() - start;
  await replica.whole();
  log.close();
  return { time, cards };
}

export async function boardFromRows(): Promise<Cold> {
  const start = performance.now();
  const dexie = await openRows();
  const events: RecordedEvent[] = await dexie.table('events').toArray();
  const recorded = createRecordedBook();
  replay(events, recorded);
  const cards = cardsOf(createDeviceState({ recorded }));
  const time = performance.now() - start;
  dexie.close();
  return { time, cards };
}

/** The engine alone: our segments, read one batch ahead and parsed. Milliseconds. */
export async function parseSegments(count: number): Promise<number> {
  const start = performance.now();
  const database = await openBare(OURS, []);
  const decoder = new TextDecoder();
  let parsed = 0;
  // The empty array comes before every other array.
  let ahead = getSome<{ body: Uint8Array }>(database, 'segments', [], SEGMENTS_PER_READ);
  for (;;) {
    const { keys, values } = await ahead;
    const last = keys.at(-1);
    if (last === undefined) break;
    ahead = getSome(database, 'segments', last, SEGMENTS_PER_READ);
    for (const { body } of values) parsed += JSON.parse(decoder.decode(body)).length;
  }
  const time = performance.now() - start;
  if (parsed !== count) throw new Error(`parsed ${parsed} of ${count} events`);
  database.close();
  return time;
}

export async function appendSegments(
  log: EventLog,
  fence: number,
  events: readonly RecordedEvent[],
): Promise<number> {
  const all = sampleSegments(events);
  let sequence = 0;
  for (let from = 0; from < all.length; from += SEGMENTS_PER_TRANSACTION, sequence += 1) {
    const segments = all.slice(from, from + SEGMENTS_PER_TRANSACTION);
    const entry = samplePulled((segments[0]?.first ?? 1) - 1, segments.at(-1)?.last ?? 0);
    await log.appendSync(sequence as LocalSequence, [entry], {
      fence,
      log: { kind: 'segments', epoch: EPOCH, segments },
    });
  }
  return sequence;
}

async function appendPages(
  log: EventLog,
  { fence, sequence, after }: { fence: number; sequence: number; after: number },
  events: readonly RecordedEvent[],
): Promise<void> {
  for (let from = 0; from < events.length; from += EVENTS_PER_PAGE) {
    const page = events.slice(from, from + EVENTS_PER_PAGE);
    const entry = samplePulled(after + from, after + from + page.length);
    await log.appendSync((sequence + from / EVENTS_PER_PAGE) as LocalSequence, [entry], {
      fence,
      log: { kind: 'page', epoch: EPOCH, events: page },
    });
  }
}

function open(log: EventLog): Promise<Replica> {
  return openReplica({ log, now: () => NOW, announce: () => undefined, onProgress: () => undefined });
}

/** In a bucket of their own: Chromium keeps it in files of its own, so that opening ours does not pay for the rows. */
async function openRows(): Promise<Dexie> {
  const { indexedDB } = await (navigator as unknown as Navigator & WithBuckets).storageBuckets.open(ROWS);
  const dexie = new Dexie(ROWS, { indexedDB, IDBKeyRange });
  dexie.version(1).stores({ events: 'position' });
  await dexie.open();
  return dexie;
}

function cardsOf(state: DeviceState): string {
  const { rows } = viewOf(sourceOf(state, WHO, FIRST_NOTE, NOW), BOARD);
  if (rows.length === 0) throw new Error('the board is empty');
  return JSON.stringify(rows);
}

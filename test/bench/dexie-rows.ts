import { Dexie } from 'dexie';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { timed } from './row.ts';

/** What one would write first: a Dexie table with a row per event. Milliseconds, opening and deleting apart. */
export async function bulkAddRows(name: string, events: readonly RecordedEvent[]): Promise<number> {
  const dexie = new Dexie(name);
  dexie.version(1).stores({ events: 'position' });
  await dexie.open();
  const time = await timed(() => Promise.resolve(dexie.table('events').bulkAdd(events)));
  await dexie.delete();
  return time;
}

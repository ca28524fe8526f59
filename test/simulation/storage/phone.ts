import { openDexieEventLog } from '../../../client/worker/log/dexie-event-log.ts';
import type { EventLog } from '../../../client/worker/log/event-log.ts';
import { createDisk, type Disk, type Tab } from './disk.ts';
import { installKeyRange } from './key-range.ts';
import { createTurns, type Turns } from './turns.ts';

installKeyRange();

/** A disk in a world of its own, and tabs that keep a log on it. */
export type Phone = {
  readonly disk: Disk;
  readonly turns: Turns;
  openLog(tab?: Tab): Promise<EventLog>;
  /** A connection of another program, or of another version of this one. */
  openRaw(tab: Tab, version: number, upgrade?: (database: IDBDatabase) => void): Promise<IDBDatabase>;
};

type Setting = Omit<Parameters<typeof createDisk>[0], 'schedule'> &
  Pick<NonNullable<Parameters<typeof createTurns>[0]>, 'before'>;

export const LOG = 'log';

export function createPhone(setting: Setting = {}): Phone {
  const turns = createTurns(setting);
  const disk = createDisk({ ...setting, schedule: turns.schedule });
  let opened = 0;
  return {
    disk,
    turns,
    openLog(tab = { name: 'a tab' }) {
      opened += 1;
      const identity = `database ${opened}`;
      return openDexieEventLog(LOG, {
        indexedDB: disk.factory(tab),
        timer: turns.timer,
        uuid: () => identity,
      });
    },
    openRaw: (tab, version, upgrade = () => {}) =>
      new Promise((resolve, reject) => {
        const request = disk.factory(tab).open(LOG, version);
        request.onupgradeneeded = () => upgrade(request.result);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      }),
  };
}

/** What the disk holds, as plain data that stays as it is. */
export function contentsOf({ disk }: Phone): unknown {
  const stores = [...(disk.peek(LOG) ?? [])];
  return structuredClone(stores.map(([store, { keys, values }]) => ({ store, keys, values })));
}

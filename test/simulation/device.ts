import type { StatusHead } from '../../client/view/status.ts';
import { viewOf } from '../../client/view/view-of.ts';
import { roundUnlessLed } from '../../client/worker/background-sync.ts';
import { type Daybook, openDaybook, type TabMessage } from '../../client/worker/daybook.ts';
import { databaseName, type Enrolment } from '../../client/worker/log/device-register.ts';
import type { Engine } from '../../client/worker/log/dexie-database.ts';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import { createPast } from '../../client/worker/past.ts';
import { createHttpTransport } from '../../client/worker/sync/http-transport.ts';
import { createLeadership } from '../../client/worker/sync/leadership.ts';
import type { Timer } from '../../client/worker/timer.ts';
import type { ActorId, Instant } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Random } from '../support/random.ts';
import { type Channels, createChannels } from './channels.ts';
import type { Link } from './link.ts';
import { createLocks, type Locks } from './locks.ts';
import { type Place, place, type Schedule } from './schedule.ts';
import type { Disk } from './storage/disk.ts';

/** `role`: as far as they have heard. */
export type Person = { readonly actorId: ActorId; role: Role };

/** One person's device: a disk, the tabs that are open on it, and its own idea of the time. */
export type Device = {
  readonly name: string;
  readonly enrolment: Enrolment;
  readonly person: Person;
  /** Nobody will sign in on it again. */
  isLost: boolean;
  readonly disk: Disk;
  readonly database: string;
  readonly link: Link;
  readonly locks: Locks;
  readonly tabs: readonly Tab[];
  /** Milliseconds that its clock is ahead of the world's. */
  skew: number;
  /** The clock's last jump shows in something that was saved. */
  onJumped: () => void;
  /** A write met the full disk. */
  onFull: () => void;
  openTab(): Tab;
  /** The service worker goes one round of its own, where no tab leads; rejects where that did not work. */
  syncInBackground(): Promise<void>;
  /** The process is gone, in the middle of whatever it was doing. */
  kill(tab: Tab): void;
  killAll(): void;
};

export type Tab = Place & {
  readonly device: Device;
  readonly timer: Timer;
  /** Undefined until it has opened its log, or for ever where that failed. */
  daybook: Daybook | undefined;
  failure: unknown;
  /** What the strip at the top of its screen says. */
  status: StatusHead | undefined;
  /** What somebody asked for here and that has no answer yet. */
  readonly asked: Set<string>;
  /** When it was last woken from a freeze. */
  thawedAt: number;
  /** A browser lets go of what a dead process held; here somebody has to. */
  release: () => void;
};

export type DeviceSetting = {
  readonly name: string;
  readonly enrolment: Enrolment;
  readonly person: Person;
  readonly schedule: Schedule;
  readonly chance: Random;
  readonly disk: Disk;
  readonly link: Link;
  /** The world's time of day. */
  readonly clock: () => number;
  /** One tab took the lead from another. */
  readonly onStolen: () => void;
  /** The strip at the top of a tab's screen says something else now. */
  readonly onStatus: (tab: Tab) => void;
  /** A tab says what went wrong while it opened. */
  readonly onFailure: (tab: Tab, error: unknown) => void;
};

/** That somebody has open at a time. */
export const MOST_TABS = 3;

/** How many entries its journal has by now. */
export function journalOf({ disk, database }: Device): number {
  return disk.peek(database)?.get('journal')?.values.length ?? 0;
}

/** So few that there are many snapshots. */
const EVENTS_PER_SNAPSHOT = 12;

export function createSimulatedDevice(setting: DeviceSetting): Device {
  const { schedule, disk } = setting;
  const locks = createLocks(schedule, setting.onStolen);
  const channels = createChannels(schedule, setting.chance);
  const tabs: Tab[] = [];
  /** Tabs and background work. */
  const processes = new Set<Tab>();
  let begun = 0;

  function begin(name: string): Tab {
    const nothing = {
      thawedAt: 0,
      daybook: undefined,
      failure: undefined,
      status: undefined,
      release: () => undefined,
    };
    const own = place(`${setting.name}.${name}`);
    const timer = timerAt(own, schedule);
    const one = Object.assign(own, nothing, { asked: new Set<string>(), device, timer });
    processes.add(one);
    return one;
  }

  const device: Device = {
    name: setting.name,
    enrolment: setting.enrolment,
    person: setting.person,
    isLost: false,
    database: databaseName(setting.enrolment),
    disk,
    link: setting.link,
    locks,
    tabs,
    skew: 0,
    onJumped: () => undefined,
    onFull: () => undefined,
    openTab() {
      const tab = begin(`${++begun}`);
      tabs.push(tab);
      openOn(tab, channels, setting).then(
        (daybook) => {
          tab.daybook = daybook;
          void daybook.watch({ view: 'status' }, ({ head }) => {
            if (!head) return;
            tab.status = head;
            setting.onStatus(tab);
          });
        },
        (error) => {
          tab.failure = error;
          setting.onFailure(tab, error);
        },
      );
      return tab;
    },
    async syncInBackground() {
      const worker = begin(`background ${++begun}`);
      const { database } = device;
      const { timer } = worker;
      const { now, engine } = surroundings(worker, setting);
      const tabsChannel = channels.open(worker, 'tabs');
      try {
        await roundUnlessLed({
          enrolment: setting.enrolment,
          locks: locks.of(worker),
          network: setting.link.network(worker, timer),
          openLog: () => openDexieEventLog(database, engine),
          announce: () => tabsChannel.postMessage({ kind: 'journal-moved' }),
          now,
        });
      } finally {
        device.kill(worker);
      }
    },
    kill(tab) {
      tab.alive = false;
      tab.held.length = 0;
      processes.delete(tab);
      if (tabs.includes(tab)) tabs.splice(tabs.indexOf(tab), 1);
      disk.kill(tab);
      tab.release();
      channels.close(tab);
      locks.release(tab);
    },
    killAll() {
      for (const one of [...processes]) device.kill(one);
    },
  };
  return device;
}

async function openOn(tab: Tab, channels: Channels, setting: DeviceSetting): Promise<Daybook> {
  const { chance, link, enrolment } = setting;
  const { database, locks } = tab.device;
  const { timer } = tab;
  const { now, engine, randomBytes } = surroundings(tab, setting);
  const next = (): number => chance.next();
  const tabsChannel = channels.open(tab, 'tabs');
  const log = await openDexieEventLog(database, engine);
  tab.release = log.close;
  return openDaybook({
    enrolment,
    now,
    log,
    transport: createHttpTransport(enrolment.workspaceId, link.network(tab, timer)),
    leadership: createLeadership(database, {
      locks: locks.of(tab),
      openChannel: (name) => channels.open(tab, name),
      timer,
      random: next,
    }),
    channel: {
      send: (message) => tabsChannel.postMessage(message),
      onMessage(listener) {
        tabsChannel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
      },
    },
    chance: next,
    randomBytes,
    timer,
    loadPast: async () => createPast,
    loadViewOf: async () => viewOf,
    onReplay: () => undefined,
    eventsPerSnapshot: EVENTS_PER_SNAPSHOT,
  });
}

/** What a process of the browser stands on. */
function surroundings(tab: Tab, { chance, disk, clock }: DeviceSetting) {
  const randomBytes = (count: number): Uint8Array =>
    Uint8Array.from({ length: count }, () => chance.whole(0, 255));
  const { timer } = tab;
  const uuid = (): string => Array.from(randomBytes(16), (byte) => byte.toString(16)).join('');
  const engine: Engine = { indexedDB: disk.factory(tab), timer, uuid };
  const now = (): Instant => new Date(clock() + tab.device.skew).toISOString() as Instant;
  return { now, engine, randomBytes };
}

function timerAt(at: Place, schedule: Schedule): Timer {
  return {
    schedule: (milliseconds, run) => schedule.in(milliseconds, { name: 'timer', at, run }),
    elapsed: () => schedule.now,
  };
}

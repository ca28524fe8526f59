import * as v from 'valibot';
import type { Enrolment } from '../../client/worker/log/device-register.ts';
import { StorageProblem } from '../../client/worker/log/event-log.ts';
import type { Instant } from '../../shared/log/ids.ts';
import { EnrolReply } from '../../shared/sync/protocol.ts';
import type { Random } from '../support/random.ts';
import type { Chances } from './chances.ts';
import type { Chronicle } from './chronicle.ts';
import { operationOf } from './crash-points.ts';
import { createSimulatedDevice, type Device, type Tab } from './device.ts';
import { createDeviceLog } from './invariants/device-log.ts';
import { checkNews } from './invariants/on-display.ts';
import type { Weather } from './link.ts';
import { createLink } from './network.ts';
import type { Profile } from './profile.ts';
import type { Schedule } from './schedule.ts';
import { type SimulatedServer, WORKSPACE } from './server.ts';
import { createDisk, type StorageFault, type StorageStep } from './storage/disk.ts';
import type { Traps } from './traps.ts';

/** The devices of the world, and what can become of one. */
export type Fleet = {
  readonly devices: readonly Device[];
  /** Those of which a restored server knows nothing: they enrolled after the backup was taken. */
  lockedOut: ReadonlySet<Device>;
  weather: Weather;
  /** The browser has removed their data, and their pages are still open. */
  readonly closing: readonly Device[];
  any(chance: Random): Device;
  /** Where the server does not answer, it is tried again until it does. */
  enrol(): Promise<void>;
  evict(device: Device): void;
  /** The next transactions that would write fail like this, one after the other. */
  spoil(device: Device, faults: readonly StorageFault[]): void;
  /** Whether a tab has something under way in its storage. */
  isBusy(tab: Tab): boolean;
  /** Storage works, and every device has a tab open. */
  heal(): void;
};

export type FleetSetting = {
  readonly schedule: Schedule;
  readonly chances: Chances;
  readonly profile: Profile;
  readonly chronicle: Chronicle;
  readonly traps: Traps;
  readonly server: SimulatedServer;
  readonly clock: () => number;
  readonly later: (milliseconds: number, name: string, run: () => void) => void;
};

/** How long people take, in milliseconds: to see that something is wrong, to close everything, to begin anew. */
const TRIES_AGAIN = 5_000;
const CLOSES = 2_000;
const ENROLS_ANEW = 3_000;

export function createFleet(setting: FleetSetting): Fleet {
  const { schedule, chances, profile, chronicle, traps, server, clock, later } = setting;
  const devices: Device[] = [];
  const closing: Device[] = [];
  const spoiled = new Map<Device, StorageFault[]>();
  const underWay = new Map<object, number>();
  let enrolled = 0;
  /** Whose transaction the last step committed. */
  let committed: unknown;

  async function enrolDevice(): Promise<Device> {
    const name = `device-${++enrolled}`;
    const response = await server.request(`/api/workspaces/${WORKSPACE}/devices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
    const reply = v.parse(EnrolReply, await response.json());
    const enrolledAt = new Date(clock()).toISOString() as Instant;
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    return furnish({ ...reply, workspaceId: WORKSPACE, enrolledAt }, cookie);
  }

  function furnish(enrolment: Enrolment, cookie: string): Device {
    const { name, deviceId } = enrolment;
    const log = createDeviceLog(deviceId, chronicle);
    const device = createSimulatedDevice({
      name,
      enrolment,
      schedule,
      chance: chances.of(name),
      disk: createDisk({
        schedule: storageSteps(chances.of(`${name} disk`)),
        onCommit(report) {
          committed = report.tab;
          chronicle.check(() => log.committed(report));
        },
        onFull: () => device.onFull(),
        fault: (step) => spoiling(device, step),
      }),
      link: createLink({
        name,
        schedule,
        chance: chances.of(`${name} network`),
        server,
        weather: () => fleet.weather,
        cookie,
        deviceId,
        note: chronicle.note,
        onPassing: (tab, point) => void traps.pass(tab as Tab, point),
        onAsked: chronicle.asked,
      }),
      clock,
      onStolen: () => chronicle.note('lead-stolen'),
      onStatus: (tab) => chronicle.check(() => checkNews(tab, chronicle)),
      onFailure(tab, error) {
        if (!(error instanceof StorageProblem)) chronicle.fail(error);
        device.kill(tab);
        later(TRIES_AGAIN, `${name} tries again`, () => openWhereClosed(device));
      },
    });
    return device;
  }

  function storageSteps(chance: Random): (step: StorageStep, run: () => void) => void {
    return (step, run) => {
      const tab = step.tab as Tab;
      const operation = operationOf(step);
      const commits = step.point === 'commit' && step.mode === 'readwrite';
      const take = (): void => {
        underWay.set(tab, (underWay.get(tab) ?? 1) - 1);
        if (commits && traps.pass(tab, `before ${operation} commits`)) return;
        committed = undefined;
        run();
        if (committed === tab) traps.pass(tab, `after ${operation} commits`);
      };
      underWay.set(tab, (underWay.get(tab) ?? 0) + 1);
      const name = `${operation} ${step.point}`;
      schedule.in(chance.next() * profile.storageDelay, { name, at: tab, run: take });
    };
  }

  function spoiling(device: Device, { mode }: StorageStep): StorageFault | undefined {
    const fault = mode === 'readwrite' ? spoiled.get(device)?.shift() : undefined;
    if (fault)
      chronicle.note(fault === 'commit-then-lose-connection' ? 'storage-answer-lost' : 'storage-aborts');
    return fault;
  }

  function openWhereClosed(device: Device): void {
    if (devices.includes(device) && device.tabs.length === 0) device.openTab();
  }

  const fleet: Fleet = {
    devices,
    closing,
    lockedOut: new Set(),
    weather: profile.weather,
    any: (chance) => chance.pick(devices),
    async enrol() {
      try {
        const device = await enrolDevice();
        devices.push(device);
        device.openTab();
      } catch {
        later(TRIES_AGAIN, 'somebody tries to enrol', () => void fleet.enrol());
      }
    },
    evict(device) {
      if (device.disk.peek(device.database)) chronicle.note('eviction');
      devices.splice(devices.indexOf(device), 1);
      device.disk.evict();
      closing.push(device);
      later(CLOSES, `${device.name} is closed`, () => {
        device.killAll();
        closing.splice(closing.indexOf(device), 1);
      });
      later(ENROLS_ANEW, 'somebody enrols anew', () => void fleet.enrol());
    },
    spoil: (device, faults) => void spoiled.set(device, [...faults]),
    isBusy: (tab) => (underWay.get(tab) ?? 0) > 0,
    heal() {
      spoiled.clear();
      for (const device of devices) openWhereClosed(device);
    },
  };
  return fleet;
}

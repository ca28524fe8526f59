import * as v from 'valibot';
import type { Enrolment } from '../../client/worker/log/device-register.ts';
import { StorageProblem } from '../../client/worker/log/event-log.ts';
import type { ActorId, Instant } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import { EnrolReply } from '../../shared/sync/protocol.ts';
import type { NamedAccounts } from '../support/named-accounts.ts';
import type { Random } from '../support/random.ts';
import type { Chances } from './chances.ts';
import type { Chronicle } from './chronicle.ts';
import { operationOf } from './crash-points.ts';
import { createSimulatedDevice, type Device, MOST_TABS, type Person, type Tab } from './device.ts';
import { createDeviceLog } from './invariants/device-log.ts';
import { checkNews } from './invariants/on-display.ts';
import type { Weather } from './link.ts';
import { createLink } from './network.ts';
import type { Office } from './people/office.ts';
import type { Profile } from './profile.ts';
import type { Schedule } from './schedule.ts';
import { type SimulatedServer, WORKSPACE } from './server.ts';
import { createDisk, type StorageFault, type StorageStep } from './storage/disk.ts';
import type { Traps } from './traps.ts';

/** The devices of the world, and what can become of one. */
export type Fleet = {
  readonly devices: readonly Device[];
  /** What its person can do there: all, or only hand in what there is, or not even sign in. */
  standing(device: Device): 'in' | 'cut-off' | 'shut-out';
  /** Those of which a restored server knows nothing: they enrolled after the backup was taken. */
  lockedOut: ReadonlySet<Device>;
  weather: Weather;
  /** The browser has removed their data, and their pages are still open. */
  readonly closing: readonly Device[];
  any(chance: Random): Device;
  /** Somebody new, or somebody at another device. Where the server does not answer, it is tried again. */
  enrol(person?: Person): Promise<void>;
  /** Its person has a session again. */
  signIn(device: Device): void;
  /** Somebody else has a session in the same browser. */
  signInAsAnother(device: Device, chance: Random): void;
  endSession(device: Device): Promise<void>;
  evict(device: Device): void;
  /** The next transactions that would write fail like this, one after the other. */
  spoil(device: Device, faults: readonly StorageFault[]): void;
  /** Whether a tab has something under way in its storage, or waits there for its turn. */
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
  readonly accounts: NamedAccounts;
  readonly office: Office;
  readonly clock: () => number;
  readonly later: (milliseconds: number, name: string, run: () => void) => void;
};

type Furnishing = {
  readonly enrolment: Enrolment;
  readonly person: Person;
  readonly cookie: string;
  readonly session: string;
};

/** As often as it is named. */
const ROLES: readonly Role[] = [
  'planner',
  'planner',
  'planner',
  'planner',
  'field',
  'field',
  'field',
  'administrator',
  'auditor',
];

/** How long people take, in milliseconds: to see that something is wrong, to close everything, to begin anew. */
const TRIES_AGAIN = 5_000;
const CLOSES = 2_000;
const ENROLS_ANEW = 3_000;

export function createFleet(setting: FleetSetting): Fleet {
  const { schedule, chances, profile, chronicle, traps, server, clock, later, accounts, office } = setting;
  const { authority } = chronicle;
  const hiring = chances.of('hiring');
  let hired = 0;
  const devices: Device[] = [];
  const closing: Device[] = [];
  const spoiled = new Map<Device, StorageFault[]>();
  let enrolled = 0;
  /** Whose transaction the last step committed. */
  let committed: unknown;

  /** Whoever is first plans the sessions. */
  function hire(): Person {
    const role = hired === 0 ? 'planner' : hiring.pick(ROLES);
    return { actorId: `person-${++hired}` as ActorId, role };
  }

  async function enrolDevice(person: Person): Promise<Device> {
    const name = `device-${++enrolled}`;
    await office.admit(person.actorId, person.role);
    const session = accounts.begin(person.actorId);
    const response = await server.request(`/api/workspaces/${WORKSPACE}/devices`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: session },
      body: JSON.stringify({ name }),
    });
    const reply = v.parse(EnrolReply, await response.json());
    const enrolledAt = new Date(clock()).toISOString() as Instant;
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    const enrolment = { ...reply, workspaceId: WORKSPACE, enrolledAt };
    return furnish({ enrolment, person, cookie, session });
  }

  function furnish({ enrolment, person, cookie, session }: Furnishing): Device {
    const { name, deviceId } = enrolment;
    const log = createDeviceLog(deviceId, chronicle);
    const device = createSimulatedDevice({
      name,
      enrolment,
      person,
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
        session,
        deviceId,
        note: chronicle.note,
        onPassing: (tab, point) => void traps.pass(tab as Tab, point),
        onAsked: chronicle.asked,
        onListening: chronicle.listening,
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
        if (commits && traps.pass(tab, `before ${operation} commits`)) return;
        committed = undefined;
        run();
        if (committed === tab) traps.pass(tab, `after ${operation} commits`);
      };
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
    standing(device) {
      const { deviceId, actorId } = device.enrolment;
      if (device.isLost || fleet.lockedOut.has(device)) return 'shut-out';
      const isOut = authority.isRevoked(deviceId).has(true) || authority.roles(actorId).has(undefined);
      return isOut ? 'cut-off' : 'in';
    },
    signIn({ link, enrolment, tabs, isLost }) {
      if (isLost) return;
      link.signIn(accounts.begin(enrolment.actorId));
      for (const { daybook, frozen } of tabs) if (!frozen) void daybook?.syncNow();
    },
    signInAsAnother({ link, person }, chance) {
      const others = devices.map((one) => one.person).filter((one) => one.actorId !== person.actorId);
      if (others.length > 0) link.signIn(accounts.begin(chance.pick(others).actorId));
    },
    endSession: ({ link }) => accounts.endSession(/session=(\d+)/.exec(link.cookie())?.[1] ?? ''),
    async enrol(person = hire()) {
      try {
        const device = await enrolDevice(person);
        devices.push(device);
        for (let tabs = hiring.whole(1, MOST_TABS); tabs > 0; tabs--) device.openTab();
      } catch {
        later(TRIES_AGAIN, 'somebody tries to enrol', () => void fleet.enrol(person));
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
      later(ENROLS_ANEW, 'somebody enrols anew', () => void fleet.enrol(device.person));
    },
    spoil: (device, faults) => void spoiled.set(device, [...faults]),
    isBusy: (tab) => tab.device.disk.isBusy(tab),
    heal() {
      spoiled.clear();
      for (const device of devices) openWhereClosed(device);
    },
  };
  return fleet;
}

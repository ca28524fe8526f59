import type { Epoch } from '../../shared/log/ids.ts';
import { createNamedAccounts } from '../support/named-accounts.ts';
import { type Chances, createChances } from './chances.ts';
import { type Chronicle, createChronicle } from './chronicle.ts';
import { DIED_ALONE } from './coverage.ts';
import { createFleet, type Fleet } from './fleet.ts';
import { violationIn } from './invariants/logged-errors.ts';
import { hold, Violation } from './invariants/violation.ts';
import { FAIR } from './link.ts';
import { createHintLines } from './nodes/hint-lines.ts';
import type { Cluster } from './nodes/node.ts';
import { createOffice, type Office } from './people/office.ts';
import type { Profile } from './profile.ts';
import { createSchedule, place, type Schedule } from './schedule.ts';
import { createSimulatedServer, type SimulatedServer } from './server.ts';
import type { Template } from './template.ts';
import { createTrace } from './trace.ts';
import { createTraps, type Traps } from './traps.ts';

/**
 * The whole world of one seed: people with devices, a server, and what lies between them. Nothing in it happens by
 * itself: each step is taken from the schedule, and everything that it sets off has come to rest before the next.
 */
export type World = {
  readonly seed: number;
  readonly profile: Profile;
  readonly schedule: Schedule;
  readonly chances: Chances;
  readonly chronicle: Chronicle;
  readonly server: SimulatedServer;
  readonly fleet: Fleet;
  readonly office: Office;
  readonly traps: Traps;
  /** The true time of day, as the server has it. */
  clock(): number;
  later(milliseconds: number, name: string, run: () => void): void;
  /** Begins now, and ends after a while or when the world is healed; counted when it first bites. */
  lasting(fault: string, milliseconds: number, begin: (bites: () => void) => () => void): void;
  /** All of it, or one of its nodes alone. */
  crashServer(downFor: number, node?: string): void;
  /** Which node a crash takes, where it does not take all. */
  whoDies(): string | undefined;
  /** A backup of now comes back later. */
  restore(after: number, downFor: number): void;
  /** From now on nobody does anything, unless it is done already. */
  leaveAlone(): void;
  /** As `later`, of what people do. */
  laterSomebody(milliseconds: number, name: string, run: () => void): void;
  /** Every fault is over: the server is up, every tab awake, the network fair. */
  heal(): void;
  /** The next thing that happens, if there is one before `until`; false also when an invariant was seen broken. */
  step(until?: number): Promise<boolean>;
  /** Lets things happen until `work` is done; rejects where nothing comes of it, or an invariant breaks. */
  finish<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type WorldSetting = {
  readonly seed: number;
  readonly profile: Profile;
  /** For the server's files; removed when the world is closed. */
  readonly folder: string;
  readonly template: Template;
  readonly keepTrace: boolean;
};

/** A spring morning. */
const BEGIN = Date.UTC(2026, 3, 20, 9);
/** After a restore everybody signs in again, within this. In milliseconds. */
const SIGNS_IN = 10_000;
/** So many steps has no world that ends. */
const ENDLESS = 300_000;
/** Whatever is waited for comes within this, in milliseconds. */
const FINISHES_WITHIN = 20 * 60_000;
/** A server that died is up again within this, in milliseconds; the next node comes so much later. */
const REBOOT = 5_000;
const FOLLOWS = 1_500;
/** How often all nodes die where one could alone. */
const TOGETHER = 0.3;

export function createWorld({ seed, profile, folder, template, keepTrace }: WorldSetting): World {
  const schedule = createSchedule();
  const chances = createChances(seed);
  const clock = (): number => BEGIN + schedule.now;
  const trace = createTrace(keepTrace);
  const chronicle = createChronicle({ schedule, trace, template, clock, nodes: profile.nodes });
  const traps = createTraps(chronicle, chances.of('traps'));
  const fate = place('fate');
  const mending = new Set<() => void>();
  let epochs = 1;
  let taken = 0;
  let isHealed = false;
  let isAlone = false;

  const later: World['later'] = (milliseconds, name, run) =>
    void schedule.in(milliseconds, { name, at: fate, run });

  function mendAfter(milliseconds: number, mend: () => void): void {
    const once = (): void => {
      if (mending.delete(once)) mend();
    };
    mending.add(once);
    later(milliseconds, 'mend', once);
  }

  const { authority, witness, liveFeeds } = chronicle;
  const cluster = profile.nodes > 1 ? createCluster() : undefined;

  function createCluster(): Cluster {
    const chance = chances.of('nodes');
    const { note } = chronicle;
    return {
      chance,
      note,
      hintLines: createHintLines({ schedule, chance, note, isHeard: liveFeeds.isHeard }),
    };
  }

  const accounts = authority.accounts(createNamedAccounts());
  const server = createSimulatedServer({
    schedule,
    chance: chances.of('server'),
    folder,
    clock,
    template: template.file,
    accounts,
    cluster,
    hear: {
      members: (port, node) => witness.members(authority.members(port), node),
      devices: (port, node) => witness.devices(authority.devices(port), node),
      accounts: (port, node) => witness.accounts(port, node),
    },
    onUnread: liveFeeds.unread,
    onExpired: witness.expired,
    async onStarted({ eventLog, members, devices, isRestored }) {
      await chronicle.readOn(eventLog);
      chronicle.check(() => authority.reset(members, devices, isRestored));
    },
    onPoint(point, node) {
      if (!traps.passServer(point)) return false;
      world.crashServer(chances.of('server').next() * REBOOT, world.whoDies() && node);
      return true;
    },
    onError: (line) => chronicle.fail(violationIn(line)),
    onRefused: () => chronicle.note('server-down'),
    onCommitted: chronicle.committed,
  });
  const office = createOffice({ server, accounts, later });
  const around = { schedule, chances, profile, chronicle, traps, clock, later };
  const fleet = createFleet({ ...around, server, accounts, office });

  const world: World = {
    seed,
    profile,
    schedule,
    chances,
    chronicle,
    server,
    fleet,
    office,
    traps,
    clock,
    later,
    lasting(fault, milliseconds, begin) {
      let hasBitten = false;
      const bites = (): void => {
        if (!hasBitten) chronicle.note(fault);
        hasBitten = true;
      };
      mendAfter(milliseconds, begin(bites));
    },
    crashServer(downFor, alone) {
      if (alone === undefined) void server.crash();
      else if (server.kill(alone)) chronicle.note(DIED_ALONE);
      const dead = alone === undefined ? server.nodes : [alone];
      for (const [after, node] of dead.entries())
        mendAfter(downFor + after * FOLLOWS, () => server.start(node));
    },
    whoDies() {
      if (!cluster || cluster.chance.chance(TOGETHER)) return undefined;
      return cluster.chance.pick(server.nodes);
    },
    restore(after, downFor) {
      const backup = server.backup();
      if (!backup) return;
      const before = chronicle.serverLog.backup();
      const known = new Set(fleet.devices.filter((device) => !fleet.lockedOut.has(device)));
      later(after, 'the backup comes back', () => {
        if (isHealed) return;
        if (chronicle.serverLog.events.length > before.events.length) chronicle.note('server-restored');
        const epoch = `00000000-0000-4000-8000-${String(++epochs).padStart(12, '0')}` as Epoch;
        server.restoreFrom(backup, epoch);
        chronicle.check(() => chronicle.serverLog.restart(epoch, before));
        fleet.lockedOut = new Set(fleet.devices.filter((device) => !known.has(device)));
        world.crashServer(downFor);
        // As what puts a backup back does: what was ended since must not come back to life.
        for (const device of fleet.devices) {
          void fleet.endSession(device);
          mendAfter(SIGNS_IN * chances.of('server').next(), () => fleet.signIn(device));
        }
      });
    },
    leaveAlone() {
      isAlone = true;
    },
    laterSomebody: (milliseconds, name, run) => later(milliseconds, name, () => void (isAlone || run())),
    heal() {
      isHealed = true;
      fleet.weather = FAIR;
      traps.clear();
      for (const mend of mending) mend();
      fleet.heal();
    },
    async step(until = Number.POSITIVE_INFINITY) {
      const step = schedule.next(until);
      if (!step) return false;
      taken += 1;
      chronicle.check(() => hold(taken < ENDLESS, '13 liveness', () => `no end after ${taken} steps`));
      chronicle.trace.line(schedule.now, step.at.name, step.name);
      step.run();
      await turn();
      return chronicle.violation === undefined;
    },
    async finish(work) {
      let isDone = false;
      const result = work().finally(() => {
        isDone = true;
      });
      result.catch(() => undefined);
      await turn();
      const deadline = schedule.now + FINISHES_WITHIN;
      while (!isDone && (await world.step(deadline)));
      if (isDone) return result;
      // What it waits for is a step that nobody takes any more.
      throw chronicle.violation ?? new Violation('13 liveness', 'work waits, and nothing comes of it');
    },
    async close() {
      for (const device of fleet.devices) device.killAll();
      await server.close();
    },
  };
  return world;
}

/** Everything that can run without a further step has run. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

import type { Random } from '../support/random.ts';
import { ALTERATIONS } from './alterations.ts';
import { ROBBED } from './coverage.ts';
import { ANY_MOMENT, DEVICE_POINTS, VICTIMS } from './crash-points.ts';
import type { Device, Tab } from './device.ts';
import { SERVER_POINTS } from './nodes/transact.ts';
import { lasting, loseNetwork, STAFF } from './people/staff-faults.ts';
import { recordUnreadable } from './unknown-event.ts';
import type { World } from './world.ts';

/** What fate does to the world. Each lasts for a while, or is over at once; healing ends all of them. It is counted
 * when it has done something to somebody. */
export type Fault = (world: World, chance: Random) => void;

export const FAULTS = {
  partition(world, chance) {
    loseNetwork(world, world.fleet.any(chance), lasting(chance));
  },
  'partition-one-way'(world, chance) {
    const { link } = world.fleet.any(chance);
    world.lasting('partition-one-way', lasting(chance), (bites) => {
      link.cut = { how: chance.pick(['up', 'down'] as const), bites };
      return () => {
        link.cut = undefined;
      };
    });
  },
  'device-crash'(world, chance) {
    const point = chance.pick([...DEVICE_POINTS, ...RARELY_PASSED]);
    world.traps.set({ point, victim: chance.pick(VICTIMS) });
    const [tab] = world.fleet.any(chance).tabs;
    if (point === ANY_MOMENT && tab) world.traps.pass(tab, point);
    // Nobody comes to that point otherwise.
    if (point.includes('generation')) world.restore(chance.next() * 3_000, chance.next() * 1_000);
  },
  'server-crash'(world, chance) {
    world.traps.setForServer(chance.pick(SERVER_POINTS));
  },
  'server-down'(world, chance) {
    world.crashServer(chance.next() * 20_000, world.whoDies());
  },
  'server-full'(world, chance) {
    world.lasting('server-full', lasting(chance), (bites) => {
      world.server.full = bites;
      return () => {
        world.server.full = undefined;
      };
    });
  },
  'server-cannot-read'(world, chance) {
    world.lasting('server-cannot-read', lasting(chance), (bites) => {
      world.server.unreadable = bites;
      return () => {
        world.server.unreadable = undefined;
      };
    });
  },
  'server-restored'(world, chance) {
    world.restore(chance.next() * 30_000, chance.next() * 5_000);
  },
  quota(world, chance) {
    const device = world.fleet.any(chance);
    world.lasting('quota', lasting(chance), (bites) => {
      device.onFull = bites;
      device.disk.full = chance.pick(['at-request', 'at-commit'] as const);
      return () => {
        device.disk.full = 'no';
      };
    });
  },
  'storage-aborts'(world, chance) {
    const how = chance.pick(['abort', 'abort', 'time-out', 'lose-connection'] as const);
    world.fleet.spoil(
      world.fleet.any(chance),
      Array.from({ length: chance.whole(1, 4) }, () => how),
    );
  },
  'storage-lost'(world, chance) {
    loseStorage(world, world.fleet.any(chance), chance.chance(0.5) ? 1 : chance.whole(2, 15));
  },
  'storage-answer-lost'(world, chance) {
    const how = 'commit-then-lose-connection';
    world.fleet.spoil(world.fleet.any(chance), chance.pick([[how], [how, how], ['lose-connection', how]]));
  },
  eviction(world, chance) {
    world.fleet.evict(world.fleet.any(chance));
  },
  'clock-jump'(world, chance) {
    const span = chance.pick([5_000, 3_600_000, 5 * YEAR]);
    const device = world.fleet.any(chance);
    device.skew += (chance.next() * 2 - 1) * span;
    device.onJumped = () => {
      world.chronicle.note('clock-jump');
      device.onJumped = () => undefined;
    };
  },
  'signed-out'(world, chance) {
    const device = world.fleet.any(chance);
    void world.fleet.endSession(device);
    world.lasting('signed-out', lasting(chance), (bites) => {
      device.link.signedOut = { how: 'without a session', bites };
      return () => world.fleet.signIn(device);
    });
  },
  'another-signed-in'(world, chance) {
    const device = world.fleet.any(chance);
    const { link } = device;
    // At the same browser, which the first one's pages are still open in.
    world.fleet.signInAsAnother(device, chance);
    world.lasting('another-signed-in', lasting(chance), (bites) => {
      link.signedOut = { how: 'with the session of another', bites };
      return () => world.fleet.signIn(device);
    });
  },
  ...STAFF,
  'tab-frozen'(world, chance) {
    const { locks, tabs } = world.fleet.any(chance);
    const tab = tabs.find((one) => locks.isHeldBy(one)) ?? tabs[0];
    if (tab) freeze(world, tab, 1_000 + chance.next() * 90_000);
  },
  'lock-robbed'(world, chance) {
    const robbed = world.fleet.any(chance).locks.rob(chance.chance(0.5) ? 0 : lasting(chance));
    if (robbed > 0) world.chronicle.note('lock-robbed');
  },
  'feed-cut'(world, chance) {
    const cut = world.fleet.any(chance).link.cutFeeds();
    if (cut > 0) world.chronicle.note('feed-cut');
  },
  'old-protocol': altering('old-protocol'),
  // Only what derives something is altered by it.
  'old-rules': altering('old-rules', 90_000),
  'event-of-newer-app': altering('event-of-newer-app'),
  'other-log': altering('other-log'),
  'bad-commit': altering('bad-commit'),
  'forged-actor': altering('forged-actor'),
  'event-unknown-here'(world, chance) {
    if (chance.chance(SPARES_SESSIONS)) void recordUnreadable(world, 'event-unknown-here', chance);
  },
  'event-newer-here'(world, chance) {
    if (chance.chance(SPARES_SESSIONS)) void recordUnreadable(world, 'event-newer-here', chance);
  },
} satisfies Record<string, Fault>;
export type FaultName = keyof typeof FAULTS;

/** A session with such an event takes no commands any more. */
const SPARES_SESSIONS = 0.5;

/** Mostly something else goes wrong before it comes to these. */
const RARELY_PASSED = [
  'after generation commits',
  'after page commits',
  'after snapshot commits',
  'before snapshot commits',
];

/** The browser's storage process dies, and does so again while it comes up. */
function loseStorage(world: World, device: Device, times: number): void {
  if (device.disk.loseConnections() > 0) world.chronicle.note('storage-lost');
  if (times > 1) world.later(50, 'storage dies again', () => loseStorage(world, device, times - 1));
}

const YEAR = 365 * 24 * 3_600_000;

/** Not in the middle of a transaction: a browser lets those end. */
function freeze(world: World, tab: Tab, milliseconds: number): void {
  if (!tab.alive || tab.frozen) return;
  if (world.fleet.isBusy(tab)) return world.later(5, 'freeze', () => freeze(world, tab, milliseconds));
  world.lasting('tab-frozen', milliseconds, (bites) => {
    const { locks } = tab.device;
    const [led, before] = [locks.isHeldBy(tab), locks.steals];
    tab.frozen = true;
    return () => {
      if (tab.held.length > 0) bites();
      if (led && locks.steals > before) world.chronicle.note(ROBBED);
      tab.thawedAt = world.schedule.now;
      world.schedule.thaw(tab);
    };
  });
}

/** Longer than a cut: an update is not taken back after a second. */
function altering(name: keyof typeof ALTERATIONS, atLeast = 10_000): Fault {
  return (world, chance) => {
    const device = world.fleet.any(chance);
    world.lasting(name, atLeast + lasting(chance), (bites) => {
      const alteration = { how: ALTERATIONS[name](chance.next()), bites };
      device.link.altered.add(alteration);
      return () => void device.link.altered.delete(alteration);
    });
  };
}

import type { Random } from '../support/random.ts';
import { ALTERATIONS } from './alterations.ts';
import { DEVICE_POINTS, VICTIMS } from './crash-points.ts';
import type { Tab } from './device.ts';
import { SERVER_POINTS } from './server.ts';
import { recordUnknown } from './unknown-event.ts';
import type { World } from './world.ts';

/** What fate does to the world. Each lasts for a while, or is over at once; healing ends all of them. */
type Fault = (world: World, chance: Random) => void;

export const FAULTS = {
  partition(world, chance) {
    const { link } = world.fleet.any(chance);
    world.lasting('partition', lasting(chance), () => {
      link.cut = 'both';
      return () => {
        link.cut = 'no';
      };
    });
  },
  'partition-one-way'(world, chance) {
    const { link } = world.fleet.any(chance);
    world.lasting('partition-one-way', lasting(chance), () => {
      link.cut = chance.pick(['up', 'down'] as const);
      return () => {
        link.cut = 'no';
      };
    });
  },
  'device-crash'(world, chance) {
    const point = chance.pick(DEVICE_POINTS);
    world.traps.set({ point, victim: chance.pick(VICTIMS) });
    // Nobody comes to that point otherwise.
    if (point.includes('generation')) world.restore(chance.next() * 3_000, chance.next() * 1_000);
  },
  'server-crash'(world, chance) {
    world.traps.setForServer(chance.pick(SERVER_POINTS));
  },
  'server-down'(world, chance) {
    world.chronicle.note('server-down');
    world.crashServer(chance.next() * 20_000);
  },
  'server-full'(world, chance) {
    world.lasting('server-full', lasting(chance), () => {
      world.server.full = true;
      return () => {
        world.server.full = false;
      };
    });
  },
  'server-restored'(world, chance) {
    world.restore(chance.next() * 30_000, chance.next() * 5_000);
  },
  quota(world, chance) {
    const { disk } = world.fleet.any(chance);
    world.lasting('quota', lasting(chance), () => {
      disk.full = chance.pick(['at-request', 'at-commit'] as const);
      return () => {
        disk.full = 'no';
      };
    });
  },
  'storage-aborts'(world, chance) {
    world.fleet.spoil(world.fleet.any(chance), { how: 'abort', times: chance.whole(1, 4) });
  },
  'storage-lost'(world, chance) {
    world.chronicle.note('storage-lost');
    world.fleet.any(chance).disk.loseConnections();
  },
  'storage-answer-lost'(world, chance) {
    world.fleet.spoil(world.fleet.any(chance), { how: 'commit-then-lose-connection', times: 1 });
  },
  eviction(world, chance) {
    world.fleet.evict(world.fleet.any(chance));
  },
  'clock-jump'(world, chance) {
    world.chronicle.note('clock-jump');
    const span = chance.pick([5_000, 3_600_000, 5 * YEAR]);
    world.fleet.any(chance).skew += (chance.next() * 2 - 1) * span;
  },
  'signed-out'(world, chance) {
    const { link } = world.fleet.any(chance);
    world.lasting('signed-out', lasting(chance), () => {
      link.signedIn = false;
      return () => {
        link.signedIn = true;
      };
    });
  },
  'tab-frozen'(world, chance) {
    const device = world.fleet.any(chance);
    const tab = device.tabs[0];
    if (tab) freeze(world, tab, 1_000 + chance.next() * 90_000);
  },
  'lock-robbed'(world, chance) {
    world.chronicle.note('lock-robbed');
    world.fleet.any(chance).locks.rob();
  },
  'feed-cut'(world, chance) {
    world.fleet.any(chance).link.cutFeeds();
  },
  'old-protocol': altering('old-protocol'),
  'old-rules': altering('old-rules'),
  'event-of-newer-app': altering('event-of-newer-app'),
  'bad-commit': altering('bad-commit'),
  'event-unknown-here'(world, chance) {
    void recordUnknown(world, chance);
  },
} satisfies Record<string, Fault>;
export type FaultName = keyof typeof FAULTS;

const YEAR = 365 * 24 * 3_600_000;

/** Not in the middle of a transaction: a browser lets those end. */
function freeze(world: World, tab: Tab, milliseconds: number): void {
  if (!tab.alive || tab.frozen) return;
  if (world.fleet.isBusy(tab)) return world.later(5, 'freeze', () => freeze(world, tab, milliseconds));
  world.lasting('tab-frozen', milliseconds, () => {
    tab.frozen = true;
    return () => world.schedule.thaw(tab);
  });
}

/** Mostly seconds, now and then minutes. */
function lasting(chance: Random): number {
  return chance.next() * chance.pick([500, 5_000, 30_000, 120_000]);
}

function altering(name: keyof typeof ALTERATIONS): Fault {
  return (world, chance) => {
    const device = world.fleet.any(chance);
    world.lasting(name, lasting(chance), () => {
      const alter = ALTERATIONS[name](chance.next(), () => world.chronicle.note(name));
      device.link.rewrite = (path, body) => (path.endsWith('/commits') ? alter(body) : body);
      return () => {
        device.link.rewrite = (_, body) => body;
      };
    });
  };
}

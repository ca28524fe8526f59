import { exportUnsent } from '../../client/worker/hand-over/export-unsent.ts';
import type { Instant } from '../../shared/log/ids.ts';
import type { Random } from '../support/random.ts';
import { createChances, waitingTime } from './chances.ts';
import { type Device, MOST_TABS, type Tab } from './device.ts';
import { FAULTS, type FaultName } from './faults.ts';
import type { Common } from './people/agreed.ts';
import { handOver } from './people/hand-over.ts';
import { newSession } from './people/planning.ts';
import { loseNetwork } from './people/staff-faults.ts';
import { draftOf, mayDo } from './person.ts';
import { FOLLOWS_WITHIN, followedSoon, submit } from './submit.ts';
import type { World } from './world.ts';

/** How often there is nothing to do for a long while, and how long that is, in milliseconds. */
const QUIET = 0.03;
const QUIET_FOR = 60_000;

/**
 * What people and fate do, one deed after the other. Each deed draws from chances of its own, so that leaving some
 * out changes nothing about the others.
 */
export function scheduleLife(world: World, only?: ReadonlySet<number>): { stop(): number } {
  const { seed, profile } = world;
  const common: Common = { sessions: [], bookings: 0, allotments: 0, capacity: profile.capacity };
  let deed = 0;
  let over = false;

  function next(): void {
    if (over) return;
    const number = deed++;
    const chance = createChances(seed).of(`deed ${number}`);
    const gap = chance.chance(QUIET) ? chance.next() * QUIET_FOR : waitingTime(chance) * profile.gap;
    world.later(gap, `deed ${number}`, () => {
      if (over) return;
      if (!only || only.has(number)) act(world, { common, chance });
      next();
    });
  }
  if (profile.bigBook) setTraps(world);
  next();
  return {
    stop() {
      over = true;
      return deed;
    },
  };
}

/** Only a large book comes to these: its first downloads, and the server that packs it. */
const [BEFORE, AFTER] = ['before segments commits', 'after segments commits'];
const SEGMENT_TRAPS = [BEFORE, BEFORE, BEFORE, AFTER, AFTER, AFTER];
const PACKING_TRAPS = 5;

function setTraps({ traps }: World): void {
  for (const point of SEGMENT_TRAPS) traps.set({ point, victim: 'browser' });
  for (let count = 0; count < PACKING_TRAPS; count++) traps.setForServer('packing');
}

type Deed = { readonly common: Common; readonly chance: Random };

function act(world: World, deed: Deed): void {
  const { chance, common } = deed;
  const { faults, faultShare, sessions } = world.profile;
  if (world.fleet.devices.length === 0) return;
  if (common.sessions.length < sessions)
    return onSomeTab(world, deed, (tab) => {
      if (!mayDo(tab.device.person.role, 'ScheduleSession')) return;
      submit(world, tab, newSession(deed.common, chance));
    });
  if (faults.length > 0 && chance.chance(faultShare)) return strike(world, chance);
  const kind = chance.whole(1, 100);
  if (kind <= 4) return openAnother(world.fleet.any(chance));
  if (kind <= 6) return closeOne(world.fleet.any(chance));
  if (kind <= 7) return leave(world, chance);
  onSomeTab(world, deed, (tab) => {
    if (kind <= 9) return void tab.daybook?.syncNow();
    if (kind <= 10) return save(world, tab);
    if (kind <= 15) return carry(world, tab, chance);
    const book = tab.daybook?.state().book();
    const { person, enrolment } = tab.device;
    if (!book || common.sessions.length === 0) return;
    const devices = world.fleet.devices.map((device) => device.enrolment.deviceId);
    const asker = { role: person.role, deviceId: enrolment.deviceId, devices };
    const draft = draftOf({ asker, book, common, chance });
    if (draft) submit(world, tab, draft);
  });
}

/** Somebody who has the network, or soon will, takes what waits along in a file. */
function carry(world: World, from: Tab, chance: Random): void {
  const others = world.fleet.devices.filter((device) => device !== from.device && device.tabs.length > 0);
  const [to] = others.length > 0 ? chance.pick(others).tabs : [];
  if (to) handOver(world, from, to).catch(() => undefined);
}

/** Crashes are the fault with the most kinds: there is one for each point. */
const CRASHES = 0.3;
/** They do something to somebody in few worlds only: these strike twice as often. */
const HARDLY_BITES: ReadonlySet<string> = new Set(['old-rules', 'forged-actor', 'tab-frozen']);

function strike(world: World, chance: Random): void {
  const crash = chance.pick(['device-crash', 'device-crash', 'server-crash'] as const);
  const { faults } = world.profile;
  const rare = faults.filter((fault) => HARDLY_BITES.has(fault));
  const fault = chance.chance(CRASHES) ? crash : (chance.pick([...faults, ...rare]) as FaultName);
  FAULTS[fault](world, chance);
}

function onSomeTab(world: World, { chance }: Deed, run: (tab: Tab) => void): void {
  const { closing } = world.fleet;
  const device = closing.length > 0 && chance.chance(0.5) ? chance.pick(closing) : world.fleet.any(chance);
  if (device.tabs.length === 0) return closing.includes(device) ? undefined : void device.openTab();
  const tab = chance.pick(device.tabs);
  if (tab.alive && !tab.frozen && tab.daybook) run(tab);
}

/** Milliseconds. */
const AWAY = 300;

function openAnother(device: Device): void {
  if (device.tabs.length < MOST_TABS) device.openTab();
}

function closeOne(device: Device): void {
  const tab = device.tabs.at(-1);
  if (tab) device.kill(tab);
}

/** Everything is closed; when there is a network, the browser wakes the service worker. Half of the people are back
 * before it is done, and half of those walk out of reach again. */
function leave(world: World, chance: Random): void {
  const device = world.fleet.any(chance);
  const walksOut = chance.chance(0.5);
  device.killAll();
  device.syncInBackground().then(
    () => {
      if (walksOut) loseNetwork(world, device, 2 * FOLLOWS_WITHIN);
      followedSoon(world, device);
    },
    () => undefined,
  );
  if (!chance.chance(0.5)) return;
  world.later(chance.next() * AWAY, 'somebody is back', () => {
    if (world.fleet.devices.includes(device) && device.tabs.length === 0) device.openTab();
  });
}

function save({ schedule, clock }: World, { daybook, asked }: Tab): void {
  const question = `export at ${schedule.now}`;
  asked.add(question);
  const answered = (): void => void asked.delete(question);
  if (daybook) exportUnsent(daybook, new Date(clock()).toISOString() as Instant).then(answered, answered);
}

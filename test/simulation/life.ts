import type { Draft, Submitted } from '../../client/worker/api.ts';
import type { Random } from '../support/random.ts';
import { createChances, waitingTime } from './chances.ts';
import type { Chronicle } from './chronicle.ts';
import { type Device, journalOf, type Tab } from './device.ts';
import { FAULTS, type FaultName, loseNetwork } from './faults.ts';
import { hold } from './invariants/violation.ts';
import { anyDraft, type Common, newSession } from './person.ts';
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
  const common: Common = { sessions: [], bookings: 0, capacity: profile.capacity };
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
const PACKING_TRAPS = 3;

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
    return onSomeTab(world, deed, (tab) => submit(world, tab, newSession(deed.common, chance)));
  if (faults.length > 0 && chance.chance(faultShare)) return strike(world, chance);
  const kind = chance.whole(1, 100);
  if (kind <= 4) return openAnother(world.fleet.any(chance));
  if (kind <= 6) return closeOne(world.fleet.any(chance));
  if (kind <= 7) return leave(world, chance);
  onSomeTab(world, deed, (tab) => {
    if (kind <= 9) return void tab.daybook?.syncNow();
    if (kind <= 10) return exportUnsent(world, tab);
    const book = tab.daybook?.state().book();
    if (book && deed.common.sessions.length > 0) submit(world, tab, anyDraft(book, deed.common, chance));
  });
}

/** Crashes are the fault with the most kinds: there is one for each point. */
const CRASHES = 0.3;

function strike(world: World, chance: Random): void {
  const crash = chance.pick(['device-crash', 'device-crash', 'server-crash'] as const);
  const fault = chance.chance(CRASHES) ? crash : (chance.pick(world.profile.faults) as FaultName);
  FAULTS[fault](world, chance);
}

function onSomeTab(world: World, { chance }: Deed, run: (tab: Tab) => void): void {
  const { closing } = world.fleet;
  const device = closing.length > 0 && chance.chance(0.5) ? chance.pick(closing) : world.fleet.any(chance);
  if (device.tabs.length === 0) return closing.includes(device) ? undefined : void device.openTab();
  const tab = chance.pick(device.tabs);
  if (tab.alive && !tab.frozen && tab.daybook) run(tab);
}

const MOST_TABS = 3;
/** Milliseconds. */
const AWAY = 300;
const FOLLOWS_WITHIN = 10_000;

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

/** 13: what one tab or the service worker wrote, the other tabs show, and not only when they have a reason to ask. */
function followedSoon(world: World, device: Device): void {
  const { chronicle, later, schedule } = world;
  const begun = schedule.now;
  const reached = journalOf(device);
  const open = device.tabs.filter(({ daybook }) => daybook);
  later(FOLLOWS_WITHIN, 'a look at who is back', () => {
    const awake = open.filter(({ alive, frozen, thawedAt }) => alive && !frozen && thawedAt <= begun);
    chronicle.check(() => {
      for (const { name, daybook } of awake) {
        const { journal = 0 } = daybook?.state() ?? {};
        hold(
          journal >= reached,
          '13 liveness',
          () => `${name} is at ${journal}, the device was at ${reached}`,
        );
      }
    });
  });
}

function submit(world: World, tab: Tab, draft: Draft): void {
  const { chronicle, schedule } = world;
  const { daybook, device } = tab;
  const begins = isFirstOf(chronicle, tab, draft);
  const askedAt = schedule.now;
  const question = `${draft.type} at ${askedAt}, ${bookingOf(draft)}`;
  tab.asked.add(question);
  daybook?.submit(draft).then(
    (submitted) => {
      tab.asked.delete(question);
      chronicle.trace.line(schedule.now, tab.name, `${draft.type} ${submitted.kind}`);
      if (submitted.kind === 'saved') {
        chronicle.note(`saved: ${draft.type}`);
        checkSaved(chronicle, device, submitted);
        followedSoon(world, device);
        device.onJumped();
      } else if (begins) checkNotSaved(chronicle, tab, draft);
      if (submitted.kind === 'not-saved') noteNotSaved(chronicle, submitted);
    },
    (error) => chronicle.fail(error),
  );
  world.later(ANSWERED_WITHIN, 'a look at the form', () => {
    const isUndisturbed = tab.alive && !tab.frozen && tab.thawedAt <= askedAt;
    chronicle.check(() => {
      hold(!isUndisturbed || !tab.asked.has(question), '14 honest display', () => {
        return `${tab.name} has not answered ${question} for ${ANSWERED_WITHIN} ms`;
      });
    });
  });
}

/** A bug of the app would say so too. */
function noteNotSaved(chronicle: Chronicle, { code, detail }: Submitted & { kind: 'not-saved' }): void {
  chronicle.note(`not-saved: ${code}`);
  chronicle.check(() => {
    hold(code !== 'failed' || detail.startsWith('TimeoutError'), 'a bug', () => `not saved: ${detail}`);
  });
}

/** C6: no command waits for the network; milliseconds. */
const ANSWERED_WITHIN = 10_000;

function exportUnsent({ schedule }: World, { daybook, asked }: Tab): void {
  const question = `export at ${schedule.now}`;
  asked.add(question);
  const answered = (): void => void asked.delete(question);
  daybook?.exportUnsent().then(answered, answered);
}

/** 14: whoever is told that a new booking was not saved would book once more. */
function checkNotSaved(chronicle: Chronicle, tab: Tab, draft: Draft): void {
  chronicle.check(() => {
    const { disk, database } = tab.device;
    const isThere = chronicle.saved.hasBegun(tab, bookingOf(draft)) && disk.peek(database) !== undefined;
    hold(
      !isThere,
      '14 honest display',
      () => `${draft.type} on ${tab.name} was said not to be saved, and is`,
    );
  });
}

/** It would begin a booking that nobody began in this tab, nor is about to. */
function isFirstOf({ saved }: Chronicle, tab: Tab, draft: Draft): boolean {
  if (draft.type !== 'ReserveSeats' && draft.type !== 'JoinWaitlist') return false;
  const isAsked = [...tab.asked].some((question) => question.endsWith(draft.reservationId));
  return !isAsked && !saved.hasBegun(tab, draft.reservationId);
}

function bookingOf(draft: Draft): string | undefined {
  return 'reservationId' in draft ? draft.reservationId : undefined;
}

/** 14: "saved" is shown when it is, and not before. */
function checkSaved(chronicle: Chronicle, device: Device, { commitId }: Submitted & { kind: 'saved' }): void {
  const saved = chronicle.saved.commit(commitId);
  chronicle.check(() => {
    hold(saved, '14 honest display', () => `${commitId} was said to be saved and is not`);
    hold(saved.deviceId === device.enrolment.deviceId, '14 honest display', () => `${commitId} is another's`);
  });
}

import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { Random } from '../support/random.ts';
import { type Arming, type BrowserKill, eventsBefore, isBrowserPoint } from './browser-points.ts';
import { type BrowserPrey, launchPrey } from './browser-prey.ts';
import type { DayOfDrafts } from './day-of-drafts.ts';
import type { Desk } from './desk.ts';
import type { DeviceWitness } from './device-witness.ts';

/** One profile of a browser, the server that it talks to, and who remembers. */
export type BrowserLife = {
  readonly profile: string;
  readonly url: string;
  readonly desk: Desk;
  readonly witness: DeviceWitness;
  readonly chance: Random;
  readonly drafts: DayOfDrafts;
  /** A kill upon 'saved' comes at the latest when the app has said it so often. */
  readonly mostSaved: number;
};

/** Kills at random come up to so long after the page was asked for, or after the first 'saved', in milliseconds. */
const STARTING = 1_200;
const WORKING = 400;
/** How long the app may take to come to its point, or to be in step, in milliseconds: many times what it takes. */
const LIMIT = 30_000;
const MOST_SKIPPED = 6;
const MOST_TOGETHER = 6;
/** More than are submitted before any kill; and few, after which the device has time to tidy up. */
const MANY = 600;
const FEW = 15;

/** Opens the app, submits as the kill needs it, and kills. Returns the last point that was passed, as far as known. */
export async function launchAndKill(life: BrowserLife, kill: BrowserKill): Promise<string> {
  const { witness, chance, desk } = life;
  const { promise: struck, resolve: strike, reject: fail } = Promise.withResolvers<'struck'>();
  const strikeWithin = (most: number): void =>
    void setTimeout(chance.whole(0, most), 'struck').then(() => strike('struck'));
  let passed = 'nothing yet';
  let heard = 0;
  const enough = kill === 'saved: said' ? chance.whole(1, life.mostSaved) : Number.POSITIVE_INFINITY;
  const prey = await launchPrey({
    ...life,
    arming: armingFor(kill, comesByItself(kill), chance),
    onSubmitted(submitted) {
      witness.hears(submitted);
      if (++heard === enough) strike('struck');
      if (heard === 1 && kill === 'at random: working') strikeWithin(WORKING);
    },
    onNews({ passed: point, standsStill }) {
      passed = point;
      if (standsStill) strike('struck');
    },
    onError: witness.complain,
    onRefused: witness.countRefused,
  });
  let doomed = false;
  try {
    witness.compare(await prey.stored(), await desk.log());
    if (witness.violations.length > 0) return passed;
    if (kill === 'at random: starting') strikeWithin(STARTING);
    const play = comesByItself(kill) ? openAndBookAFew : submitInStep;
    play(life, prey, kill).catch((error) => {
      if (!doomed) fail(error);
    });
    const end = await Promise.race([struck, setTimeout(LIMIT, 'never', { ref: false })]);
    if (end === 'never') witness.complain(`the app came never to "${kill}"`);
  } finally {
    doomed = true;
    await prey.kill();
  }
  return passed;
}

/** The device has sent what it has and got back what it sent: each commit of it is on the server once. */
export async function mustBeInStep({ witness, desk }: BrowserLife, prey: BrowserPrey): Promise<void> {
  const until = performance.now() + LIMIT;
  for (;;) {
    const stored = await prey.storedNow();
    if (stored && witness.underWay(stored) === 0) return witness.compareInStep(stored, await desk.log());
    if (performance.now() > until)
      return witness.complain(`${witness.underWay(stored)} commits do not get through`);
    await setTimeout(30);
  }
}

async function openAndBookAFew({ drafts }: BrowserLife, prey: BrowserPrey, kill: BrowserKill): Promise<void> {
  const page = await prey.openApp();
  if (eventsBefore(kill) > 0 && !kill.startsWith('download')) await prey.submit(page, drafts(FEW), 3);
}

async function submitInStep(life: BrowserLife, prey: BrowserPrey, kill: BrowserKill): Promise<void> {
  const { chance, drafts } = life;
  const pages: Page[] = [await prey.openApp()];
  await mustBeInStep(life, prey);
  if (chance.chance(0.3)) pages.push(await prey.newPage());
  for (const page of pages) await prey.arm(page, armingFor(kill, true, chance));
  await Promise.all(pages.map((page) => prey.submit(page, drafts(MANY), chance.whole(1, MOST_TOGETHER))));
}

/** The app comes there when it is opened, without anybody doing something. */
function comesByItself(kill: BrowserKill): boolean {
  return kill.startsWith('start: ') || kill === 'at random: starting' || eventsBefore(kill) > 0;
}

function armingFor(kill: BrowserKill, now: boolean, chance: Random): Arming {
  return {
    crashAt: now && isBrowserPoint(kill) ? kill : undefined,
    // What comes by itself may come once.
    skip: comesByItself(kill) ? 0 : chance.whole(0, MOST_SKIPPED),
    trail: kill.startsWith('at random'),
  };
}

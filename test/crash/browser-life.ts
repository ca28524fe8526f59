import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../support/random.ts';
import { spawnServer } from '../support/server-process.ts';
import { type BrowserLife, launchAndKill, mustBeInStep } from './browser-hunt.ts';
import { enrolHere } from './browser-page.ts';
import { type BrowserKill, eventsBefore } from './browser-points.ts';
import { type BrowserPrey, launchPrey } from './browser-prey.ts';
import { createDayOfDrafts } from './day-of-drafts.ts';
import { openDesk } from './desk.ts';
import { createDeviceWitness, type DeviceWitness } from './device-witness.ts';

/** What its lives have in common, and what they add to. */
export type BrowserRun = Pick<BrowserLife, 'mostSaved'> & {
  readonly folder: string;
  readonly clientFolder: string;
  readonly onKill: ((done: number) => void) | undefined;
  readonly hits: Map<BrowserKill, number>;
  readonly passed: Map<string, number>;
};

/**
 * One profile, and one server that stays:
 *
 *   enrol ─┬▶ launch ─▶ compare what is stored with all that was said ─▶ open the app ─▶ in step ─▶ submit ─▶ SIGKILL ─┐
 *          │                                                                  └─▶ SIGKILL ─┐                           │
 *          └───────────────────────────────────────────────────────────────────────────────┴───────────────────────────┘
 *
 * Ends early where the app did not keep its word.
 */
export async function liveAndDieInBrowser(
  run: BrowserRun,
  kills: readonly BrowserKill[],
  chance: Random,
): Promise<DeviceWitness> {
  const folder = join(run.folder, `life-${chance.whole(0, 1e9)}`);
  const dataFolder = join(folder, 'data');
  mkdirSync(dataFolder, { recursive: true });
  const server = await spawnServer({ dataFolder, env: { CLIENT_DIR: run.clientFolder } });
  const witness = createDeviceWitness();
  try {
    const url = server.address;
    const desk = await openDesk(url, chance, witness.complain);
    const { mostSaved } = run;
    const profile = join(folder, 'profile');
    const life = { url, profile, desk, witness, chance, drafts: createDayOfDrafts(chance), mostSaved };
    await inPeace(life, enrol);
    for (const kill of kills) {
      await desk.fill(eventsBefore(kill));
      const passed = await launchAndKill(life, kill);
      if (witness.violations.length > 0) return witness;
      note(run, kill, passed);
    }
    await inPeace(life, async (prey) => {
      witness.compare(await prey.stored(), await desk.log());
      await prey.openApp();
      await mustBeInStep(life, prey);
    });
  } finally {
    await server.end('SIGKILL');
  }
  return witness;
}

/** A browser that is closed as a person closes it. */
async function inPeace(life: BrowserLife, work: (prey: BrowserPrey) => Promise<void>): Promise<void> {
  const { hears: onSubmitted, complain: onError, countRefused: onRefused } = life.witness;
  const arming = { crashAt: undefined, skip: 0, trail: false };
  const prey = await launchPrey({
    ...life,
    arming,
    onSubmitted,
    onError,
    onRefused,
    onNews: () => undefined,
  });
  try {
    await work(prey);
  } finally {
    await prey.close();
  }
}

/** Chromium writes new cookies to the disk at its end, or after half a minute: killed before that, the device would be
 * one that the server does not know. */
async function enrol(prey: BrowserPrey): Promise<void> {
  const page = await prey.openApp();
  const enrolled = await page.evaluate(enrolHere, 'Ada');
  if (enrolled !== 'ready') throw new Error(`enrolling ended with ${enrolled}`);
}

function note({ hits, passed, onKill }: BrowserRun, kill: BrowserKill, last: string): void {
  hits.set(kill, (hits.get(kill) ?? 0) + 1);
  if (kill.startsWith('at random')) passed.set(last, (passed.get(last) ?? 0) + 1);
  onKill?.([...hits.values()].reduce((sum, count) => sum + count, 0));
}

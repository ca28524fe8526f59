import { execFileSync } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright';
import type { Draft, Submitted } from '../../client/worker/api.ts';
import { chromiumLaunch, findChromium } from '../support/chromium.ts';
import { armWorker, shareWorker, submitAll } from './browser-page.ts';
import type { Arming, WorkerNews } from './browser-points.ts';
import { readStoredDevice, type StoredDevice } from './stored-device.ts';

const COMLINK = createRequire(import.meta.url).resolve('comlink/dist/umd/comlink.min.js');
/** A page of the app's origin in which the app does not run. */
const WITHOUT_APP = '/api/health';

/** Chromium on a profile that stays, with the real app in it, to be killed. */
export type BrowserPrey = {
  /** What the profile holds, before the app is opened. */
  stored(): Promise<StoredDevice | undefined>;
  openApp(): Promise<Page>;
  /** What the profile holds now, while the app runs in the first page. */
  storedNow(): Promise<StoredDevice | undefined>;
  arm(page: Page, arming: Arming): Promise<void>;
  /** Rejects when the browser is killed meanwhile. */
  submit(page: Page, drafts: readonly Draft[], together: number): Promise<void>;
  newPage(): Promise<Page>;
  /** Every process of it, at once. */
  kill(): Promise<void>;
  /** As a person does. */
  close(): Promise<void>;
};

type Launch = {
  readonly profile: string;
  readonly url: string;
  readonly arming: Arming;
  readonly onSubmitted: (submitted: Submitted) => void;
  readonly onNews: (news: WorkerNews) => void;
  readonly onError: (error: string) => void;
  /** Chromium would not open the storage, and is asked again. */
  readonly onRefused: () => void;
};

/** Chromium now and then cannot open at once what a killed one left. The app's library asks again as well. */
const REFUSED = /^page\.evaluate: UnknownError: .*opening backing store/;
const OPENS_WITHIN_MS = 10_000;

export async function launchPrey(launch: Launch): Promise<BrowserPrey> {
  const { profile, url } = launch;
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumLaunch(findChromium()),
    baseURL: url,
  });
  const group = groupOf(profile);
  const closed = new Promise<void>((resolve) => context.once('close', () => resolve()));
  await prepare(context, launch);
  const first = context.pages()[0] ?? (await context.newPage());
  return {
    async stored() {
      await first.goto(WITHOUT_APP);
      const until = performance.now() + OPENS_WITHIN_MS;
      for (;;) {
        try {
          return await first.evaluate(readStoredDevice);
        } catch (error) {
          if (!REFUSED.test((error as Error).message) || performance.now() > until) throw error;
        }
        launch.onRefused();
        await setTimeout(50);
      }
    },
    storedNow: () => first.evaluate(readStoredDevice),
    async openApp() {
      await first.goto('/');
      return first;
    },
    async newPage() {
      const page = await context.newPage();
      await page.goto('/');
      return page;
    },
    arm: (page, arming) => page.evaluate(armWorker, arming),
    submit: (page, drafts, together) => page.evaluate(submitAll, { drafts, together }),
    async kill() {
      process.kill(-group, 'SIGKILL');
      await closed;
      while (isAlive(group)) await setTimeout(5);
    },
    close: () => context.close(),
  };
}

async function prepare(context: BrowserContext, launch: Launch): Promise<void> {
  context.on('weberror', (error) => launch.onError(String(error.error())));
  await context.exposeFunction('tellSubmitted', launch.onSubmitted);
  await context.exposeFunction('tellWorkerNews', launch.onNews);
  await context.addInitScript({ path: COMLINK });
  await context.addInitScript(shareWorker, launch.arming);
}

/** Chromium writes its process into the profile that it holds; Playwright makes that one the leader of a group. */
function groupOf(profile: string): number {
  return Number(readlinkSync(join(profile, 'SingletonLock')).split('-').at(-1));
}

/**
 * By its threads: a process whose first thread is dead counts as ended, though another one may still be in the middle
 * of writing to the disk, and hold the lock of the storage that the next browser wants to open.
 */
function isAlive(group: number): boolean {
  const threads = execFileSync('ps', ['-A', '-L', '-o', 'pgid=,stat='], { encoding: 'utf8' });
  return threads.split('\n').some((line) => {
    const [of, state = 'Z'] = line.trim().split(/\s+/);
    return Number(of) === group && !state.startsWith('Z');
  });
}

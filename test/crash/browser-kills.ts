import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../support/random.ts';
import { type BrowserRun, liveAndDieInBrowser } from './browser-life.ts';
import { BROWSER_KILLS, type BrowserKill, type WorkerBug } from './browser-points.ts';
import type { BrowserKillReport, DeviceTotals } from './browser-report.ts';
import { copyClient } from './client-with-points.ts';
import { deal } from './deck.ts';

const KILLS_PER_LIFE = 13;
const MOST_SAVED = 40;

type BrowserKills = {
  readonly kills: number;
  readonly seed: number;
  /** From which kills to deal; without it all that there are. */
  readonly deck?: readonly BrowserKill[];
  readonly bug?: WorkerBug;
  readonly mostSaved?: number;
  readonly onKill?: (done: number) => void;
};

/** Kills browsers until the plan is through, or until the app did not keep its word. */
export async function killBrowsers(options: BrowserKills): Promise<BrowserKillReport> {
  const { kills, seed, deck = BROWSER_KILLS, bug, mostSaved = MOST_SAVED, onKill } = options;
  const began = performance.now();
  const chance = random(seed);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-browser-kills-'));
  const clientFolder = join(folder, 'client');
  const run: BrowserRun = { folder, clientFolder, mostSaved, onKill, hits: new Map(), passed: new Map() };
  const violations: string[] = [];
  const totals: { -readonly [name in keyof DeviceTotals]?: number } = {};
  try {
    copyClient(clientFolder, bug);
    for (const life of planLives(deal(kills, deck, chance))) {
      const witness = await liveAndDieInBrowser(run, life, chance);
      violations.push(...witness.violations);
      for (const [name, count] of Object.entries(witness.totals) as [keyof DeviceTotals, number][])
        totals[name] = (totals[name] ?? 0) + count;
      if (violations.length > 0) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  const { hits, passed } = run;
  const seconds = (performance.now() - began) / 1000;
  return { deck, seed, seconds, hits, passed, violations, totals: totals as DeviceTotals };
}

/** A log is empty once in a life, at its beginning: each download has a profile of its own. */
function planLives(kills: readonly BrowserKill[]): BrowserKill[][] {
  const downloads = kills.filter((kill) => kill.startsWith('download'));
  const others = kills.filter((kill) => !kill.startsWith('download'));
  const count = Math.max(downloads.length, Math.ceil(kills.length / KILLS_PER_LIFE));
  const lives = Array.from({ length: count }, (_, index) => downloads.slice(index, index + 1));
  for (const [index, kill] of others.entries()) lives[index % count]?.push(kill);
  return lives;
}

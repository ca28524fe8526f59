import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../support/random.ts';
import { fakeClient, spawnServer } from '../support/server-process.ts';
import { liveAndDie, type Run } from './server-life.ts';
import { type KillKind, planKills } from './server-plan.ts';
import type { PointSettings } from './server-points.ts';
import type { KillReport } from './server-report.ts';
import type { Totals } from './server-witness.ts';

type ServerKills = {
  readonly kills: number;
  readonly seed: number;
  /** From which kills to deal; without it all that there are. */
  readonly deck?: readonly KillKind[];
  /** A server that does not keep its word, instead of the real one. */
  readonly program?: string;
  readonly bug?: PointSettings['CRASH_BUG'];
  /** What becomes of the data folder while no server runs. */
  readonly whileDead?: (dataFolder: string) => void;
  readonly onKill?: (done: number) => void;
};

/** Kills servers until the plan is through, or until one of them did not keep its word. */
export async function killServers(options: ServerKills): Promise<KillReport> {
  const { kills, seed, deck } = options;
  const began = performance.now();
  const chance = random(seed);
  const folder = mkdtempSync(join(tmpdir(), 'daybook-kills-'));
  const { program, bug, whileDead, onKill } = options;
  const run: Run = {
    program,
    bug,
    whileDead,
    onKill,
    folder,
    env: { CLIENT_DIR: fakeClient(folder) },
    hits: new Map(),
    passed: new Map(),
    twiceInARow: 0,
  };
  const violations: string[] = [];
  const totals: Partial<Totals> = {};
  try {
    await compileOnce(run);
    for (const life of planKills(kills, chance, deck)) {
      const witness = await liveAndDie(run, life, chance);
      violations.push(...witness.violations);
      for (const [name, count] of Object.entries(witness.totals) as [keyof Totals, number][])
        totals[name] = (totals[name] ?? 0) + count;
      if (violations.length > 0) break;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  const seconds = (performance.now() - began) / 1000;
  const { hits, passed, twiceInARow } = run;
  return { kills, seed, seconds, hits, passed, twiceInARow, violations, totals: totals as Totals };
}

/** Only a server that ends by itself leaves what it compiled to the others, which then start in half the time. */
async function compileOnce({ folder, env, program }: Run): Promise<void> {
  const dataFolder = join(folder, 'first');
  mkdirSync(dataFolder);
  const server = await spawnServer({ dataFolder, env, ...(program && { program }) });
  await server.end('SIGTERM');
}

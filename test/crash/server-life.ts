import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../support/random.ts';
import { spawnServer } from '../support/server-process.ts';
import { createCrowd } from './crowd.ts';
import { isStart, type KillKind } from './server-plan.ts';
import { type Hunt, type Prey, startPrey } from './server-prey.ts';
import { createWitness, type Witness } from './server-witness.ts';
import { tornCommits } from './torn-commits.ts';

/** What its lives have in common, and what they add to. */
export type Run = Pick<Hunt, 'env' | 'program' | 'bug'> & {
  readonly folder: string;
  readonly whileDead: ((dataFolder: string) => void) | undefined;
  readonly onKill: ((done: number) => void) | undefined;
  readonly hits: Map<KillKind, number>;
  readonly passed: Map<string, number>;
  twiceInARow: number;
};

/**
 * One data folder from the first start to the end:
 *
 *   ┌▶ start ─▶ compare with all that was ever said ─▶ repeat what was not answered ─▶ clients work ─▶ SIGKILL ─┐
 *   │    └─▶ SIGKILL ─┐                                                                                         │
 *   └─────────────────┴─────────────────────────────────────────────────────────────────────────────────────────┘
 *
 * Ends early where a server did not keep its word.
 */
export async function liveAndDie(run: Run, kills: readonly KillKind[], chance: Random): Promise<Witness> {
  const witness = createWitness();
  const crowd = createCrowd(witness, chance);
  const dataFolder = join(run.folder, `life-${chance.whole(0, 1e9)}`);
  mkdirSync(dataFolder);
  const { env, program, bug } = run;
  const isBroken = (): boolean => witness.violations.length > 0;
  let before: KillKind | undefined;

  for (const kill of kills) {
    const prey = await startPrey(kill, { dataFolder, env, program, bug, chance });
    try {
      if (prey.address) await crowd.takeStock(prey.address);
      if (prey.address && !isBroken()) await crowd.workUntilKilled(prey.address, { kill, prey });
    } finally {
      await prey.kill();
    }
    for (const torn of tornCommits(dataFolder)) witness.complain(torn);
    if (isBroken()) return witness;
    note(run, kill, { prey, isSecond: isStart(kill) && before !== undefined && isStart(before) });
    before = kill;
    run.whileDead?.(dataFolder);
  }
  const last = await spawnServer({ dataFolder, env, ...(program && { program }) });
  try {
    await crowd.takeStock(last.address);
    if (!isBroken()) await crowd.takeStock(last.address);
  } finally {
    await last.end('SIGTERM');
  }
  return witness;
}

function note(run: Run, kill: KillKind, { prey, isSecond }: { prey: Prey; isSecond: boolean }): void {
  const count = <K>(counts: Map<K, number>, of: K): void => void counts.set(of, (counts.get(of) ?? 0) + 1);
  count(run.hits, kill);
  if (/^at random: \w+$/.test(kill)) count(run.passed, prey.lastPassed() || 'nothing yet');
  if (isSecond) run.twiceInARow += 1;
  run.onKill?.([...run.hits.values()].reduce((sum, hits) => sum + hits, 0));
}

import type { ChildProcess } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Random } from '../support/random.ts';
import { spawnServer } from '../support/server-process.ts';
import { isPoint, isStart, type KillKind } from './server-plan.ts';
import { type PointSettings, REACHED } from './server-points.ts';

const PATCHED = 'test/crash/server-with-points.ts';
const UNPATCHED = 'server/main.ts';
/** Kills at random while it starts come up to so long after its process began, in milliseconds. */
const STARTING = 250;
/** What is passed again and again is met after a while; the other points the first time. */
const OFTEN = /^(request|transaction|committed|feed|answer|page)/;
const MOST_SKIPPED = 12;

/** A server process that is going to be killed in a certain way. */
export type Prey = {
  /** Undefined where it was killed before anybody could ask it something. */
  readonly address: string | undefined;
  /** From now on it stops at its point, if it has one, and is killed there. */
  arm(): void;
  kill(): Promise<void>;
  readonly killed: Promise<void>;
  isDoomed(): boolean;
  /** The last point that it passed, if it notes them. */
  lastPassed(): string | undefined;
};

/** Where it hunts. `program`, `bug`: a server that does not keep its word. */
export type Hunt = {
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  readonly program: string | undefined;
  readonly bug: PointSettings['CRASH_BUG'];
  readonly chance: Random;
};

export async function startPrey(kill: KillKind, hunt: Hunt): Promise<Prey> {
  const { dataFolder, env, chance } = hunt;
  const trail = join(dataFolder, 'trail');
  rmSync(trail, { force: true });
  const { promise: killed, resolve } = Promise.withResolvers<void>();
  const program = hunt.program ?? (kill.endsWith('unpatched') ? UNPATCHED : PATCHED);
  let child: ChildProcess | undefined;
  let doomed = false;
  const doom = (): void => {
    doomed = true;
    child?.kill('SIGKILL');
  };
  const onSpawn = (spawned: ChildProcess): void => {
    child = spawned;
    spawned.once('close', () => resolve());
    spawned.stderr?.on('data', (said) => {
      if (String(said).includes(REACHED)) doom();
    });
    if (kill === 'at random: starting') void setTimeout(chance.whole(0, STARTING)).then(doom);
  };
  const server = await spawnServer({
    dataFolder,
    program,
    env: { ...env, ...settingsOf(kill, hunt), CRASH_TRAIL: trail },
    onSpawn,
  }).catch((error: Error) => {
    if (doomed) return undefined;
    throw error;
  });
  if (kill === 'at random: starting') doom();
  return {
    address: doomed ? undefined : server?.address,
    arm: () => void (isPoint(kill) && !isStart(kill) && child?.kill('SIGUSR2')),
    async kill() {
      doom();
      await killed;
    },
    killed,
    isDoomed: () => doomed,
    lastPassed: () => (existsSync(trail) ? readFileSync(trail, 'utf8').trim() : undefined),
  };
}

function settingsOf(kill: KillKind, { bug, chance }: Hunt): PointSettings {
  const skip = chance.whole(0, OFTEN.test(kill) ? MOST_SKIPPED : 0);
  return {
    ...(isPoint(kill) && { CRASH_POINT: kill, CRASH_SKIP: String(skip) }),
    ...(bug && { CRASH_BUG: bug }),
  };
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Epoch } from '../../shared/log/ids.ts';
import { type Adapters, createApp, type Daybook } from '../app.ts';
import type { Workspace } from '../log/event-log.ts';
import { openDatabase } from '../log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../log/sqlite-device-register.ts';
import { createSqliteEventLog } from '../log/sqlite-event-log.ts';
import { type Chance, type Clock, instantOf, newId } from './clock.ts';
import { openDataFolder } from './data-folder.ts';
import { keepMarking, openHighWater } from './high-water.ts';
import { type Listening, listen } from './listen.ts';
import { createLineLogger, describeError } from './logger.ts';
import { mustBeThere, startEpochs } from './restored.ts';
import { type Settings, SettingsProblem } from './settings.ts';
import { SYSTEM_TIMER } from './timer.ts';

export type Running = Pick<Listening, 'address'> & { stop(): Promise<void> };

type StartOptions = {
  readonly clientFiles?: Hono;
  /** Runs before anybody can connect. */
  readonly prepare?: (daybook: Daybook, adapters: Adapters) => Promise<void>;
};

/** The whole server on its real adapters: disk, clock, chance, network. */
export async function start(
  settings: Settings,
  { clientFiles, prepare }: StartOptions = {},
): Promise<Running> {
  const clock: Clock = Date.now;
  const chance: Chance = randomBytes;
  const now = () => instantOf(clock());
  const log = createLineLogger((line) => process.stderr.write(line), now);
  const folder = openDataFolder(settings.dataFolder);
  const file = join(folder, 'daybook.sqlite');
  if (settings.isRestored) mustBeThere(file);
  const database = open(file, now());
  const eventLog = createSqliteEventLog(database);
  const devices = createSqliteDeviceRegister(database);
  const newEpoch = (): Epoch => newId(clock, chance) as Epoch;
  await eventLog.openWorkspace({ ...settings.workspace, epoch: newEpoch(), at: now() });
  const highWater = openHighWater(join(folder, 'high-water.json'));
  const isRestored = (workspace: Workspace): boolean => settings.isRestored || highWater.isAbove(workspace);
  const restored = await startEpochs({ eventLog, isRestored, newEpoch, at: now() });
  for (const line of restored) process.stdout.write(`${line}\n`);
  const marking = await keepMarking(highWater, eventLog, log);

  const hosts = settings.allowedHosts;
  const timer = SYSTEM_TIMER;
  const adapters = {
    eventLog,
    devices,
    clock,
    timer,
    chance,
    log,
    hosts,
    ...(clientFiles && { clientFiles }),
  };
  const daybook = createApp(adapters);
  await prepare?.(daybook, adapters);
  const listening = await listen(daybook.app, settings);
  return {
    address: listening.address,
    async stop() {
      // The feeds end first: they would hold their connections open for ever.
      const closed = listening.close();
      await daybook.stop();
      await closed;
      await daybook.stop();
      await marking.stop();
      await database.close();
    },
  };
}

function open(file: string, now: string): ReturnType<typeof openDatabase> {
  try {
    return openDatabase({ file }, now);
  } catch (error) {
    throw new SettingsProblem(`${file} cannot be opened: ${describeError(error).error}`);
  }
}

/** Stops once, at the first signal; a second one ends the program as it is. */
export function stopOnSignal(running: { stop(): Promise<void> }): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      running.stop().then(
        () => process.exit(0),
        (error) => complain(error),
      );
    });
  }
}

/** A problem of the settings in one line; anything else is a bug and shows where. */
export function complain(error: unknown): never {
  const text = error instanceof SettingsProblem ? `Daybook: ${error.message}` : describeError(error).stack;
  process.stderr.write(`${text ?? error}\n`);
  process.exit(1);
}

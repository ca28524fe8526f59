import { randomBytes } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Hono } from 'hono';
import type { Epoch } from '../../shared/log/ids.ts';
import { type Adapters, createApp, type Daybook } from '../app.ts';
import { createClockwork } from '../expiry/clockwork.ts';
import type { Workspace } from '../log/event-log.ts';
import { createPrometheusMetrics } from '../metrics/prometheus.ts';
import { type Chance, type Clock, instantOf, newId } from './clock.ts';
import { complain } from './complain.ts';
import { type Listening, listen } from './listen.ts';
import { createLineLogger } from './logger.ts';
import { openAccounts } from './open-accounts.ts';
import { startEpochs } from './restored.ts';
import type { Settings } from './settings.ts';
import { openStorage } from './storage.ts';
import { SYSTEM_TIMER } from './timer.ts';

export type Running = Pick<Listening, 'address'> & {
  /** For who runs the server alone: whoever has it administers the workspace. */
  readonly setUpLink: string | undefined;
  stop(): Promise<void>;
};

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
  const storage = await openStorage({ ...settings, workspace: settings.workspace.id, log, now: now() });
  const { eventLog, devices, members, enrolmentCodes, otherNodes } = storage;
  const newEpoch = (): Epoch => newId(clock, chance) as Epoch;
  const workspaceId = settings.workspace.id;
  const opening = { settings: settings.accounts, storage, workspaceId, clock, chance, log };
  const { accounts, firstStart } = await openAccounts(opening);
  // The first administrator makes it and names it.
  if (!firstStart || settings.isDemo)
    await eventLog.openWorkspace({ ...settings.workspace, epoch: newEpoch(), at: now() });
  const isRestored = (workspace: Workspace): boolean => settings.isRestored || storage.isRestored(workspace);
  const restored = await startEpochs({ eventLog, isRestored, newEpoch, at: now() });
  for (const line of restored) process.stdout.write(`${line}\n`);
  await storage.serve();

  const publicUrl = settings.accounts?.publicUrl;
  const isByTls = publicUrl?.startsWith('https:') ?? false;
  const hosts = settings.allowedHosts;
  const timer = SYSTEM_TIMER;
  const adapters: Adapters = {
    eventLog,
    devices,
    members,
    enrolmentCodes,
    accounts,
    clock,
    timer,
    chance,
    log,
    hosts,
    isByTls,
    ...(firstStart && !settings.isDemo && { firstStart }),
    metrics: {
      kept: createPrometheusMetrics(settings.metricsToken),
      peerOf: (c) => getConnInfo(c).remote.address,
    },
    ...(otherNodes && { otherNodes }),
    ...(clientFiles && { clientFiles }),
  };
  const daybook = createApp(adapters);
  await prepare?.(daybook, adapters);
  const clockwork = createClockwork({ ...adapters, expire: daybook.commits.expire });
  const listening = await listen(daybook.app, { ...settings, isByTls });
  return {
    address: listening.address,
    setUpLink: adapters.firstStart && `${publicUrl ?? listening.address}/set-up#${adapters.firstStart.token}`,
    async stop() {
      // The feeds end first: they would hold their connections open for ever.
      const closed = listening.close();
      await clockwork.stop();
      await daybook.stop();
      await closed;
      await daybook.stop();
      await storage.close();
    },
  };
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

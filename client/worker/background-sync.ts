import type { Instant } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import { databaseName, type Enrolment } from './log/device-register.ts';
import { openDexieDeviceRegister } from './log/dexie-device-register.ts';
import { openDexieEventLog } from './log/dexie-event-log.ts';
import type { EventLog } from './log/event-log.ts';
import { openReplica } from './state/replica.ts';
import { BROWSER_NETWORK } from './sync/browser-network.ts';
import { createHttpTransport, type Network } from './sync/http-transport.ts';
import { syncRound } from './sync/sync-round.ts';
import { tabsOf } from './tabs.ts';

/**
 * One round of sync from the service worker, when the browser says that there is a network again and no tab is open
 * to do it: what was saved before the last tab was closed goes out all the same. Rejects when it did not work, and
 * the browser then tries again later.
 */
export async function syncInBackground(): Promise<void> {
  const enrolment = await openDexieDeviceRegister().current();
  if (!enrolment) return;
  const tabs = tabsOf(databaseName(enrolment));
  await roundUnlessLed({
    enrolment,
    locks: navigator.locks,
    network: BROWSER_NETWORK,
    openLog: openDexieEventLog,
    announce: () => tabs.send({ kind: 'journal-moved' }),
    now: () => new Date().toISOString() as Instant,
  }).finally(tabs.close);
}

/** What a round stands on: the service worker's own, or a simulation's. */
export type BackgroundSetting = {
  readonly enrolment: Enrolment;
  readonly locks: Pick<LockManager, 'request'>;
  readonly network: Network;
  readonly openLog: (name: string) => Promise<EventLog>;
  /** A tab that was opened meanwhile has to hear of what the round brings. */
  readonly announce: () => void;
  readonly now: () => Instant;
};

export async function roundUnlessLed(setting: BackgroundSetting): Promise<void> {
  const name = databaseName(setting.enrolment);
  await setting.locks.request(name, { ifAvailable: true }, async (lock) => {
    // Without the lock, a tab is leading: it sends by itself.
    if (lock) await oneRound(setting, await setting.openLog(name));
  });
}

async function oneRound(
  { enrolment, network, announce, now }: BackgroundSetting,
  log: EventLog,
): Promise<void> {
  const nothing = (): void => undefined;
  try {
    const fence = await log.takeLead();
    const replica = await openReplica({ log, now, announce, onProgress: nothing });
    await replica.whole();
    const { workspaceId, epoch, ...who } = enrolment;
    const result = await syncRound({
      log,
      replica,
      transport: createHttpTransport(workspaceId, network),
      who: { workspaceId, ...who },
      enrolledEpoch: epoch,
      fence,
      now,
      pace: { commits: LIMITS.commitsPerRequest },
      onPulled: nothing,
      onHead: nothing,
      onProgress: nothing,
    });
    if (result.kind === 'failed') throw new Error(result.failure.detail);
  } finally {
    log.close();
  }
}

import type { Instant } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import { databaseName, type Enrolment } from './log/device-register.ts';
import { openDexieDeviceRegister } from './log/dexie-device-register.ts';
import { openDexieEventLog } from './log/dexie-event-log.ts';
import { openReplica } from './state/replica.ts';
import { BROWSER_NETWORK } from './sync/browser-network.ts';
import { createHttpTransport } from './sync/http-transport.ts';
import { syncRound } from './sync/sync-round.ts';

/**
 * One round of sync from the service worker, when the browser says that there is a network again and no tab is open
 * to do it: what was saved before the last tab was closed goes out all the same. Rejects when it did not work, and
 * the browser then tries again later.
 */
export async function syncInBackground(): Promise<void> {
  const enrolment = await openDexieDeviceRegister().current();
  if (!enrolment) return;
  await navigator.locks.request(databaseName(enrolment), { ifAvailable: true }, async (lock) => {
    // Without the lock, a tab is leading: it sends by itself.
    if (lock) await oneRound(enrolment);
  });
}

async function oneRound(enrolment: Enrolment): Promise<void> {
  const log = await openDexieEventLog(databaseName(enrolment));
  const now = (): Instant => new Date().toISOString() as Instant;
  const nothing = (): void => undefined;
  try {
    const fence = await log.takeLead();
    const replica = await openReplica({ log, now, announce: nothing, onProgress: nothing });
    await replica.whole();
    const { workspaceId, epoch, ...who } = enrolment;
    const result = await syncRound({
      log,
      replica,
      transport: createHttpTransport(workspaceId, BROWSER_NETWORK),
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

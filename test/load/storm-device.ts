import { openReplica } from '../../client/worker/state/replica.ts';
import { createSubmit } from '../../client/worker/submit.ts';
import { BROWSER_NETWORK } from '../../client/worker/sync/browser-network.ts';
import { createHttpTransport } from '../../client/worker/sync/http-transport.ts';
import type { SyncContext } from '../../client/worker/sync/sync-context.ts';
import { runSyncLoop } from '../../client/worker/sync/sync-loop.ts';
import { syncRound } from '../../client/worker/sync/sync-round.ts';
import { BROWSER_TIMER } from '../../client/worker/timer.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { Instant } from '../../shared/log/ids.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';
import type { Enrolled } from '../support/networked-device.ts';
import { openNodeEventSource } from '../support/node-event-source.ts';
import type { SteadyWork } from '../support/steady-work.ts';
import { createLeanLog, type Shelf } from './lean-log.ts';

/** A device as a storm needs it: the real engine and transport, no views, no snapshots, no storage. */
export type StormDevice = {
  /** One round, as when somebody opens it in the morning. */
  catchUp(): Promise<void>;
  /** Without a network, until so many commits are saved. */
  book(work: SteadyWork, commits: number): Promise<Commit[]>;
  /** The network is back. Resolves when the server has accepted everything; the device goes to sleep then. */
  comeBack(): Promise<void>;
};

type StormDeviceOptions = {
  readonly address: string;
  readonly shelf: Shelf;
  readonly fetch: typeof fetch;
};

const now = (): Instant => new Date().toISOString() as Instant;
const nothing = (): void => undefined;

export async function openStormDevice(
  { enrolment, cookie }: Enrolled,
  { address, shelf, fetch: send }: StormDeviceOptions,
): Promise<StormDevice> {
  const { workspaceId, epoch, ...who } = enrolment;
  const log = createLeanLog(shelf);
  const replica = await openReplica({ log, now, announce: nothing, onProgress: nothing });
  const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));
  const submit = createSubmit({ replica, who: { workspaceId, ...who }, now, random, asOf: () => null });
  const timer = BROWSER_TIMER;
  const transport = createHttpTransport(workspaceId, {
    ...BROWSER_NETWORK,
    online: () => true,
    fetch: (path, init) => send(`${address}${path}`, { ...init, headers: { ...init.headers, cookie } }),
    openFeed: (path) => openNodeEventSource(`${address}${path}`, { cookie, timer }),
  });
  const context: SyncContext = {
    log,
    replica,
    transport,
    who: { workspaceId, ...who },
    enrolledEpoch: epoch,
    fence: await log.takeLead(),
    now,
    pace: { commits: LIMITS.commitsPerRequest },
    onPulled: nothing,
    onHead: nothing,
    onProgress: nothing,
  };
  const isDrained = (): boolean =>
    [...replica.state.work.overlay.values()].every(({ state }) => state === 'accepted');

  return {
    async catchUp() {
      const { kind } = await syncRound(context);
      if (kind !== 'in-step') throw new Error(`the first round ended as ${kind}`);
    },
    async book(work, commits) {
      const saved = (): Commit[] => [...replica.state.work.overlay.values()].map(({ commit }) => commit);
      while (replica.state.work.overlay.size < commits) await submit(work.next());
      return saved();
    },
    comeBack() {
      const asleep = new AbortController();
      return new Promise((resolve, reject) => {
        replica.onChange(() => {
          if (asleep.signal.aborted || !isDrained()) return;
          asleep.abort();
          resolve();
        });
        runSyncLoop(
          {
            ...context,
            random: Math.random,
            schedule: timer.schedule,
            report: nothing,
            tidy: async () => undefined,
            onFenced: () => reject(new Error('fenced, though nobody else leads')),
          },
          asleep.signal,
        );
      });
    },
  };
}

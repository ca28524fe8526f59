import 'fake-indexeddb/auto';
import type { Draft, Submitted } from '../../client/worker/api.ts';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import type { EventLog } from '../../client/worker/log/event-log.ts';
import type { JournalEntry } from '../../client/worker/log/journal.ts';
import { openReplica, type Replica } from '../../client/worker/state/replica.ts';
import { createSubmit } from '../../client/worker/submit.ts';
import { BROWSER_NETWORK } from '../../client/worker/sync/browser-network.ts';
import { createHttpTransport } from '../../client/worker/sync/http-transport.ts';
import type { SyncContext } from '../../client/worker/sync/sync-context.ts';
import { type RoundResult, syncRound } from '../../client/worker/sync/sync-round.ts';
import type { Session } from '../../shared/booking/session.ts';
import {
  type ActorId,
  type DeviceId,
  type Epoch,
  type Instant,
  localSequence,
  type Position,
  type SessionId,
  type WorkspaceId,
} from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { LIMITS } from '../../shared/sync/protocol.ts';

/** What a device is enrolled as, and its way to the server: a request in, an answer out. */
export type DeviceSetting = {
  readonly workspaceId: WorkspaceId;
  readonly actorId: ActorId;
  readonly deviceId: DeviceId;
  readonly epoch: Epoch;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  readonly now: () => Instant;
  readonly random: (count: number) => Uint8Array;
  /** That of another device object: the same device, as another version of the app has it. */
  readonly storage?: string;
};

/** A device whose tabs share a storage in memory. Nothing happens by itself: tests run each round of sync by hand. */
export type Device = DeviceSetting & {
  /** Its database's name, unlike any other's in this process. */
  readonly storage: string;
  /** What a bug on the device does to an entry that it reads from its journal. */
  spoil: (entry: JournalEntry) => JournalEntry;
  /** What becomes of a snapshot's bytes when they are read. */
  damage: (bytes: Uint8Array) => Uint8Array;
  /** How far its replays said that they had come: events done, of so many. */
  readonly replayed: [done: number, of: number][];
  /** Off, every request fails as without a network. */
  online: boolean;
  /** What happens to the next request: lost on the way there, or done and its answer lost. */
  lose: 'request' | 'answer' | undefined;
  onRequest: (path: string) => void;
  /** Who answers: the server, unless a test puts itself in between. */
  respond: DeviceSetting['fetch'];
  /** What the storage throws at every write, and how many writes it has taken. */
  fail: Error | undefined;
  writes: number;
  openTab(): Promise<Tab>;
};

export type Tab = {
  readonly device: Device;
  readonly replica: Replica;
  readonly log: EventLog;
  submit(draft: Draft): Promise<Submitted>;
  /** Takes the lead and goes one round. */
  sync(): Promise<RoundResult>;
  syncAs(fence: number, more?: Partial<SyncContext>): Promise<RoundResult>;
  /** What a round works with, under a new lead. */
  syncContext(): Promise<SyncContext>;
  session(id: SessionId): Session;
  recordedEvents(): Promise<RecordedEvent[]>;
  journal(): Promise<JournalEntry[]>;
};

/** So few that tests see many snapshots. */
export const EVENTS_PER_SNAPSHOT = 40;

let devices = 0;

export function createDevice(setting: DeviceSetting): Device {
  const device: Device = {
    ...setting,
    storage: setting.storage ?? `device ${++devices}`,
    spoil: (entry) => entry,
    damage: (bytes) => bytes,
    replayed: [],
    online: true,
    lose: undefined,
    onRequest: () => undefined,
    respond: setting.fetch,
    fail: undefined,
    writes: 0,
    openTab: () => openTab(device),
  };
  return device;
}

async function openTab(device: Device): Promise<Tab> {
  const { workspaceId, actorId, deviceId, epoch, now, random } = device;
  const who = { workspaceId, actorId, deviceId, name: deviceId };
  const log = watched(await openDexieEventLog(device.storage), device);
  const replica = await openReplica({
    log,
    now,
    announce: () => undefined,
    onProgress: (done, of) => device.replayed.push([done, of]),
    eventsPerSnapshot: EVENTS_PER_SNAPSHOT,
  });
  await replica.whole();
  const submit = createSubmit({ replica, who, now, random, asOf: () => null });
  const transport = createHttpTransport(workspaceId, {
    ...BROWSER_NETWORK,
    fetch: (path, init) => send(device, path, init),
    online: () => device.online,
    openFeed: () => {
      throw new Error('no live feed in this test');
    },
  });
  const context = (fence: number): SyncContext => ({
    log,
    replica,
    transport,
    who,
    enrolledEpoch: epoch,
    fence,
    now,
    pace: { commits: LIMITS.commitsPerRequest },
    onPulled: () => undefined,
    onHead: () => undefined,
    onProgress: () => undefined,
  });
  return {
    device,
    replica,
    log,
    submit,
    syncAs: (fence, more) => syncRound({ ...context(fence), ...more }),
    sync: async () => syncRound(context(await log.takeLead())),
    syncContext: async () => context(await log.takeLead()),
    session(id) {
      const session = replica.state.book().session(id);
      if (!session) throw new Error(`no session ${id}`);
      return session;
    },
    async recordedEvents() {
      const events: RecordedEvent[] = [];
      for await (const batch of log.events({ after: 0 as Position })) events.push(...batch);
      return events;
    },
    journal: () => log.journal(localSequence(0)),
  };
}

/** The real log, with the faults that the test asks for. */
function watched(log: EventLog, device: Device): EventLog {
  const writing =
    <A extends unknown[], R>(write: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (device.fail) throw device.fail;
      device.writes += 1;
      return write(...args);
    };
  return {
    ...log,
    append: writing(log.append),
    appendSync: writing(log.appendSync),
    writeSnapshot: writing(log.writeSnapshot),
    async readSnapshot(foldVersion, fromDay) {
      const stored = await log.readSnapshot(foldVersion, fromDay);
      return stored && { ...stored, frame: device.damage(stored.frame) };
    },
    journal: async (after) => (await log.journal(after)).map(device.spoil),
  };
}

async function send(device: Device, path: string, init: RequestInit): Promise<Response> {
  device.onRequest(path);
  const lose = device.lose;
  device.lose = undefined;
  if (!device.online || lose === 'request') throw new TypeError('fetch failed');
  const response = await device.respond(path, init);
  if (lose === 'answer') throw new TypeError('fetch failed');
  return response;
}

import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Device, DeviceRegister } from '../../server/access/device-register.ts';
import type { Member, Members } from '../../server/access/members.ts';
import type { Accounts } from '../../server/accounts/accounts.ts';
import { createApp, type Daybook } from '../../server/app.ts';
import { createClockwork } from '../../server/expiry/clockwork.ts';
import type { EventLog, LogTransaction } from '../../server/log/event-log.ts';
import { LogUnavailable } from '../../server/log/event-log.ts';
import { openDatabase, type SqliteDatabase } from '../../server/log/sqlite-database.ts';
import { createSqliteDeviceRegister } from '../../server/log/sqlite-device-register.ts';
import { createSqliteEventLog } from '../../server/log/sqlite-event-log.ts';
import { createSqliteMembers } from '../../server/log/sqlite-members.ts';
import { instantOf } from '../../server/running/clock.ts';
import type { LogEntry } from '../../server/running/logger.ts';
import type { Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import type { Random } from '../support/random.ts';
import { CANNOT_READ, failingReads } from './failing-reads.ts';
import { type Place, place, type Schedule } from './schedule.ts';
import { serverTimer } from './server-timer.ts';

export const WORKSPACE = 'field' as WorkspaceId;

/**
 * The real server on a real file, which dies and comes back: its requests pause at named points, where the world may
 * kill it. What it had not committed is then rolled back, and whoever waits for an answer gets none.
 */
export type SimulatedServer = {
  readonly place: Place;
  /** Undefined while it is down. */
  readonly eventLog: EventLog | undefined;
  /** Rejects when the server dies before it has answered. */
  request(path: string, init: RequestInit): Promise<Response>;
  /** Fires when the server of this moment dies. */
  died(): AbortSignal;
  crash(): Promise<void>;
  start(): void;
  /** A copy of the file as it is now; none while the server is down. */
  backup(): string | undefined;
  /** The next start is from that copy, in a new epoch (R3). */
  restoreFrom(backup: string, epoch: Epoch): void;
  /** Every transaction fails at its commit, as on a full disk; told of each. */
  full: (() => void) | undefined;
  /** Some of what is read from its disk cannot be; told of each time. */
  unreadable: (() => void) | undefined;
  close(): Promise<void>;
};

/** Where a request can be interrupted. */
export const SERVER_POINTS = ['before-transaction', 'before-commit', 'after-commit', 'packing'] as const;
export type ServerPoint = (typeof SERVER_POINTS)[number];

export type ServerSetting = {
  readonly schedule: Schedule;
  readonly chance: Random;
  readonly folder: string;
  readonly clock: () => number;
  /** They are kept elsewhere, and outlive it. */
  readonly accounts: Accounts;
  /** Puts an ear to what it keeps of people and devices. */
  readonly hear: {
    members(port: Members): Members;
    devices(port: DeviceRegister): DeviceRegister;
  };
  /** A database with the workspace in it. */
  readonly template: string;
  /** Something went wrong inside of it that no fault of the world explains. */
  readonly onError: (line: LogEntry) => void;
  /** Somebody asked a server that is down, for the first time since it is. */
  readonly onRefused: () => void;
  /** Told of each point; true: it dies here. */
  readonly onPoint: (point: ServerPoint) => boolean;
  /** A transaction was committed. */
  readonly onCommitted: (eventLog: EventLog) => Promise<void>;
  /** It is up again, and may hold something of which nobody heard. */
  readonly onStarted: (started: Started) => Promise<void>;
};

export type Started = {
  readonly eventLog: EventLog;
  readonly members: readonly Member[];
  readonly devices: readonly Device[];
  readonly isRestored: boolean;
};

/** How long it takes from one point to the next at most, in milliseconds. */
const PAUSE = 4;

const LOG_READS = [
  'workspace',
  'workspaces',
  'events',
  'commitAt',
  'overdue',
  'segments',
  'segmentBody',
  'quarantine',
] as const;
const TRANSACTION_READS = [
  'workspace',
  'recordedCommits',
  'recordedEventIds',
  'streams',
  'stream',
  'devices',
  'roles',
  'keptCommits',
  'keptCreations',
] as const;

/** What this world itself does to the log: anything else that cannot be done there is a finding. */
const FULL = 'the disk is full';
const GONE = 'the server is gone';
const TROUBLES = [FULL, GONE, CANNOT_READ];

/** Of all reads, while the disk has that fault. */
const FAILED_READS = 0.25;

type Transaction<T> = {
  readonly id: WorkspaceId;
  readonly work: (transaction: LogTransaction) => Promise<T>;
  readonly pause: (point: ServerPoint) => Promise<void>;
};

type Life = {
  readonly database: SqliteDatabase;
  readonly eventLog: EventLog;
  readonly devices: DeviceRegister;
  readonly members: Members;
  readonly daybook: Daybook;
  readonly died: AbortController;
};

export function createSimulatedServer(setting: ServerSetting): SimulatedServer {
  const { schedule, chance, folder, clock } = setting;
  const own = place('server');
  let files = 0;
  let file = join(folder, `server-${files}.db`);
  copyFileSync(setting.template, file);
  let pending: { readonly backup: string; readonly epoch: Epoch } | undefined;
  let life: Life | undefined;
  let hasRefused = false;

  function live(): Life {
    const database = openDatabase({ file }, instantOf(clock()));
    const plain = createSqliteEventLog(database);
    const [devices, members] = [createSqliteDeviceRegister(database), createSqliteMembers(database)];
    const died = new AbortController();
    const pause = pauses(died.signal);
    const eventLog: EventLog = {
      ...failingReads(plain, LOG_READS, failsToRead),
      transact: (id, work) => transact(plain, { id, work, pause }),
      async addSegment(...args) {
        await pause('packing');
        return plain.addSegment(...args);
      },
    };
    const log = (line: LogEntry): void => {
      const isOurs = died.signal.aborted || TROUBLES.some((trouble) => String(line.error).includes(trouble));
      if (line.level === 'error' && !isOurs) setting.onError(line);
    };
    const timer = serverTimer(schedule, { at: own, died: died.signal });
    const daybook = createApp({
      eventLog,
      devices: failingReads(setting.hear.devices(devices), ['byToken', 'list'], failsToRead),
      members: failingReads(setting.hear.members(members), ['role', 'of', 'list'], failsToRead),
      accounts: setting.accounts,
      clock,
      timer,
      chance: (bytes) => Uint8Array.from({ length: bytes }, () => chance.whole(0, 255)),
      log,
      hosts: 'any',
      gzip: async (body) => gzipSync(body, { level: 1 }),
    });
    createClockwork({ eventLog, clock, timer, log, expire: daybook.commits.expire });
    return { database, eventLog: plain, devices, members, daybook, died };
  }

  function failsToRead(): boolean {
    if (!server.unreadable || chance.chance(1 - FAILED_READS)) return false;
    server.unreadable();
    return true;
  }

  /** A step of its own for each point, so that other things happen in between. */
  function pauses(died: AbortSignal): (point: ServerPoint) => Promise<void> {
    return (point) =>
      new Promise((resolve, reject) => {
        const gone = (): void => reject(new LogUnavailable(GONE));
        if (died.aborted) return gone();
        died.addEventListener('abort', gone);
        const run = (): void => {
          died.removeEventListener('abort', gone);
          if (setting.onPoint(point)) reject(new LogUnavailable(GONE));
          else resolve();
        };
        schedule.in(chance.next() * PAUSE, { name: point, at: own, run });
      });
  }

  async function transact<T>(plain: EventLog, { id, work, pause }: Transaction<T>): Promise<T> {
    await pause('before-transaction');
    const result = await plain.transact(id, async (transaction) => {
      const done = await work(failingReads(transaction, TRANSACTION_READS, failsToRead));
      await pause('before-commit');
      if (!server.full) return done;
      server.full();
      throw new LogUnavailable(FULL);
    });
    if (life?.eventLog === plain) await setting.onCommitted(plain);
    await pause('after-commit');
    return result;
  }

  async function tellStarted({ eventLog, members, devices }: Life, isRestored: boolean): Promise<void> {
    const [people, register] = await Promise.all([members.list(WORKSPACE), devices.list(WORKSPACE)]);
    await setting.onStarted({ eventLog, members: people, devices: register, isRestored });
  }

  const server: SimulatedServer = {
    place: own,
    full: undefined,
    unreadable: undefined,
    get eventLog() {
      return life?.eventLog;
    },
    async request(path, init) {
      const now = life;
      if (!now) {
        if (!hasRefused) setting.onRefused();
        hasRefused = true;
        throw new TypeError('connection refused');
      }
      const gone = new Promise<never>((_, reject) => {
        now.died.signal.addEventListener('abort', () => reject(new TypeError('connection reset')));
      });
      return Promise.race([now.daybook.app.request(path, init), gone]);
    },
    died: () => life?.died.signal ?? AbortSignal.abort(),
    async crash() {
      const dying = life;
      life = undefined;
      if (!dying) return;
      dying.died.abort();
      await dying.database.close();
    },
    start() {
      if (life) return;
      if (pending) {
        file = join(folder, `server-${++files}.db`);
        copyFileSync(pending.backup, file);
      }
      life = live();
      hasRefused = false;
      if (pending) void life.eventLog.startEpoch(WORKSPACE, pending.epoch, instantOf(clock()));
      void tellStarted(life, pending !== undefined);
      pending = undefined;
    },
    backup() {
      if (!life) return undefined;
      const copy = join(folder, `backup-${++files}.db`);
      life.database.read(({ prepare }) => prepare('VACUUM INTO ?').run(copy));
      return copy;
    },
    restoreFrom(backup, epoch) {
      pending = { backup, epoch };
    },
    async close() {
      await server.crash();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  server.start();
  return server;
}

import { gzipSync } from 'node:zlib';
import type { DeviceRegister } from '../../../server/access/device-register.ts';
import type { Members } from '../../../server/access/members.ts';
import type { Accounts } from '../../../server/accounts/accounts.ts';
import { createApp, type Daybook } from '../../../server/app.ts';
import { createClockwork } from '../../../server/expiry/clockwork.ts';
import { createOtherNodes } from '../../../server/live/other-nodes.ts';
import type { Deadline, EventLog } from '../../../server/log/event-log.ts';
import type { LogEntry } from '../../../server/running/logger.ts';
import type { Random } from '../../support/random.ts';
import { OVERTAKEN_BY_OTHER } from '../coverage.ts';
import { CANNOT_READ, failingReads } from '../failing-reads.ts';
import type { Place, Schedule } from '../schedule.ts';
import { serverTimer } from '../server-timer.ts';
import { distant } from './distant.ts';
import type { HintLines } from './hint-lines.ts';
import { look } from './look.ts';
import type { SharedStorage } from './shared-storage.ts';
import { createSteps, GONE } from './steps.ts';
import {
  FULL,
  interruptedTransactions,
  type Recorded,
  type ServerDisk,
  type ServerPoint,
} from './transact.ts';

/** One life of one node of the server: what it keeps in memory ends with it. */
export type Node = {
  readonly daybook: Daybook;
  readonly died: AbortController;
};

export type NodeSetting = {
  readonly schedule: Schedule;
  readonly chance: Random;
  readonly clock: () => number;
  /** They are kept elsewhere, and outlive it. */
  readonly accounts: Accounts;
  /** Puts an ear to what a node does about people, devices and sessions. */
  readonly hear: {
    members(port: Members, node: string): Members;
    devices(port: DeviceRegister, node: string): DeviceRegister;
    accounts(port: Accounts, node: string): Accounts;
  };
  /** Something went wrong inside of it that no fault of the world explains. */
  readonly onError: (line: LogEntry) => void;
  /** Told of each point; true: it dies here. */
  readonly onPoint: (point: ServerPoint, node: string) => boolean;
  /** Something could not be read. */
  readonly onUnread: () => void;
  /** What was overdue has ended, by this node or another. */
  readonly onExpired: (deadlines: readonly Deadline[], node: string) => void;
  /** A transaction was committed. */
  readonly onCommitted: (eventLog: EventLog, committed: Committed) => Promise<void>;
};

export type Committed = { readonly node: string; readonly recorded: Recorded };

export type NodeSurroundings = {
  readonly at: Place;
  readonly storage: SharedStorage;
  /** Whether the file is the one that the server works on still. */
  readonly isCurrent: () => boolean;
  readonly disk: ServerDisk;
  /** Where there are others: lines to them, and a database that is not on this machine. */
  readonly cluster: Cluster | undefined;
};

export type Cluster = {
  readonly hintLines: HintLines;
  readonly chance: Random;
  readonly note: (what: string) => void;
};

/** How long it takes from one point to the next at most, in milliseconds; to another machine and back, each way. */
const PAUSE = 4;
const TRAVEL = 8;

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
const DEVICE_READS = ['byToken', 'byId', 'list'] as const;
const MEMBER_READS = ['role', 'of', 'list'] as const;

/** What this world itself does to the log: anything else that cannot be done there is a finding. */
const TROUBLES = [FULL, GONE, CANNOT_READ];

/** Of all transactions, where there is another node. */
const OVERTAKEN = 0.05;
/** Of all reads, while the disk has that fault. */
const FAILED_READS = 0.25;

export function startNode(setting: NodeSetting, around: NodeSurroundings): Node {
  const { schedule, chance, clock, hear } = setting;
  const { at, storage, disk, cluster } = around;
  const died = new AbortController();
  const step = createSteps(schedule, at, died.signal);
  const pause = (point: ServerPoint): Promise<void> =>
    step(point, chance.next() * PAUSE, () => setting.onPoint(point, at.name));

  function failsToRead(): boolean {
    if (!disk.unreadable || chance.chance(1 - FAILED_READS)) return false;
    disk.unreadable();
    setting.onUnread();
    return true;
  }

  /** `writes`: they succeed, and where there are several nodes they take their time too. */
  function stored<Port extends object>(
    port: Port,
    reads: readonly (keyof Port)[],
    writes: readonly (keyof Port)[] = [],
  ): Port {
    const failing = failingReads(port, reads, failsToRead);
    if (!cluster) return failing;
    const travel = (): Promise<void> => step('database', cluster.chance.next() * TRAVEL);
    return distant(failing, [...reads, ...writes], { chance: cluster.chance, travel });
  }

  const transact = interruptedTransactions(storage.eventLog, {
    pause,
    failsToRead,
    disk,
    isOvertaken() {
      if (!cluster?.chance.chance(OVERTAKEN)) return false;
      cluster.note(OVERTAKEN_BY_OTHER);
      return true;
    },
    async onCommitted(recorded) {
      if (around.isCurrent()) await setting.onCommitted(storage.eventLog, { node: at.name, recorded });
    },
  });

  const ports = {
    eventLog: {
      ...stored(storage.eventLog, LOG_READS),
      transact,
      async addSegment(...args: Parameters<EventLog['addSegment']>) {
        await pause('packing');
        return storage.eventLog.addSegment(...args);
      },
    },
    devices: stored(hear.devices(storage.devices, at.name), DEVICE_READS, ['enrol', 'revoke', 'contacted']),
    members: stored(hear.members(storage.members, at.name), MEMBER_READS, ['grant', 'withdraw']),
    accounts: stored(hear.accounts(setting.accounts, at.name), [], ['person', 'endSession', 'endedSessions']),
  };
  const otherNodes =
    cluster &&
    createOtherNodes({
      look: (listening) => look(ports, listening),
      openHintLine: (onHint) => cluster.hintLines.open({ at, died: died.signal, onHint }),
    });
  const timer = serverTimer(schedule, { at, died: died.signal, isInStep: cluster !== undefined });
  const log = (line: LogEntry): void => {
    const isOurs = died.signal.aborted || TROUBLES.some((trouble) => String(line.error).includes(trouble));
    if (line.level === 'error' && !isOurs) setting.onError(line);
  };
  const daybook = createApp({
    ...ports,
    ...(otherNodes && { otherNodes }),
    clock,
    timer,
    chance: (bytes) => Uint8Array.from({ length: bytes }, () => chance.whole(0, 255)),
    log,
    hosts: 'any',
    gzip: async (body) => gzipSync(body, { level: 1 }),
  });
  createClockwork({
    ...ports,
    clock,
    timer,
    log,
    async expire(workspace, deadlines) {
      await daybook.commits.expire(workspace, deadlines);
      setting.onExpired(deadlines, at.name);
    },
  });
  return { daybook, died };
}

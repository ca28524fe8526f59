import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Device } from '../../server/access/device-register.ts';
import type { Member } from '../../server/access/members.ts';
import type { EventLog } from '../../server/log/event-log.ts';
import { instantOf } from '../../server/running/clock.ts';
import type { Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import { type Cluster, type Node, type NodeSetting, startNode } from './nodes/node.ts';
import { openSharedStorage, type SharedStorage } from './nodes/shared-storage.ts';
import type { ServerDisk } from './nodes/transact.ts';
import { type Place, place } from './schedule.ts';

export const WORKSPACE = 'field' as WorkspaceId;

/**
 * The real server on a real file, which dies and comes back: its requests pause at named points, where the world may
 * kill it. What it had not committed is then rolled back, and whoever waits for an answer gets none.
 *
 *   device ──▶ a node, as it happens ──▶ the file       one node, or two that die alone or together
 */
export type SimulatedServer = ServerDisk & {
  /** Undefined while it is down. */
  readonly eventLog: EventLog | undefined;
  readonly nodes: readonly string[];
  /** A way to one of its nodes, by chance; rejects where that one is down. */
  reach(): Way;
  /** To any node. */
  request(path: string, init: RequestInit): Promise<Response>;
  /** All nodes, with what they work on. */
  crash(): Promise<void>;
  /** One node alone; false where it was dead. */
  kill(node: string): boolean;
  start(node?: string): void;
  /** A copy of the file as it is now; none while the server is down. */
  backup(): string | undefined;
  /** The next start is from that copy, in a new epoch (R3). */
  restoreFrom(backup: string, epoch: Epoch): void;
  close(): Promise<void>;
};

export type Way = {
  readonly node: string;
  /** Rejects when the node dies before it has answered. */
  request(path: string, init: RequestInit): Promise<Response>;
  /** Fires when the node of this moment dies. */
  died(): AbortSignal;
};

export type ServerSetting = NodeSetting & {
  readonly folder: string;
  /** A database with the workspace in it. */
  readonly template: string;
  /** Where it is more than one node. */
  readonly cluster: Cluster | undefined;
  /** Somebody asked a server that is down, for the first time since it is. */
  readonly onRefused: () => void;
  /** It is up again, and may hold something of which nobody heard. */
  readonly onStarted: (started: Started) => Promise<void>;
};

export type Started = {
  readonly eventLog: EventLog;
  readonly members: readonly Member[];
  readonly devices: readonly Device[];
  readonly isRestored: boolean;
};

const NODES = ['server', 'second server'];
/** How often what stands before the nodes knows already that one of them is down. */
const PASSED_ON = 0.7;

export function createSimulatedServer(setting: ServerSetting): SimulatedServer {
  const { folder, clock, cluster } = setting;
  const places = NODES.slice(0, cluster ? NODES.length : 1).map(place);
  const nodes = new Map<string, Node>();
  let files = 0;
  let file = join(folder, `server-${files}.db`);
  copyFileSync(setting.template, file);
  let pending: { readonly backup: string; readonly epoch: Epoch } | undefined;
  let storage: SharedStorage | undefined;
  let hasRefused = false;

  function openStorage(): SharedStorage {
    if (pending) {
      file = join(folder, `server-${++files}.db`);
      copyFileSync(pending.backup, file);
    }
    const opened = openSharedStorage(file, instantOf(clock()));
    if (pending) void opened.eventLog.startEpoch(WORKSPACE, pending.epoch, instantOf(clock()));
    void tellStarted(opened, pending !== undefined);
    pending = undefined;
    return opened;
  }

  async function tellStarted(opened: SharedStorage, isRestored: boolean): Promise<void> {
    const { eventLog } = opened;
    const [members, devices] = await Promise.all([
      opened.members.list(WORKSPACE),
      opened.devices.list(WORKSPACE),
    ]);
    await setting.onStarted({ eventLog, members, devices, isRestored });
  }

  function startAt(at: Place): void {
    if (nodes.has(at.name)) return;
    storage ??= openStorage();
    const own = storage;
    const around = { at, storage: own, cluster, disk: server, isCurrent: () => storage === own };
    nodes.set(at.name, startNode(setting, around));
    hasRefused = false;
  }

  /** By whichever node, as it comes. */
  function anyNode(): string {
    const names = server.nodes;
    const picked = cluster ? cluster.chance.pick(names) : (names[0] as string);
    if (!cluster || nodes.has(picked) || cluster.chance.chance(1 - PASSED_ON)) return picked;
    return names.find((name) => nodes.has(name)) ?? picked;
  }

  async function ask(name: string, path: string, init: RequestInit): Promise<Response> {
    const node = nodes.get(name);
    if (!node) {
      if (nodes.size === 0 && !hasRefused) setting.onRefused();
      hasRefused ||= nodes.size === 0;
      throw new TypeError('connection refused');
    }
    const gone = new Promise<never>((_, reject) => {
      node.died.signal.addEventListener('abort', () => reject(new TypeError('connection reset')));
    });
    return Promise.race([node.daybook.app.request(path, init), gone]);
  }

  function kill(name: string): boolean {
    const dying = nodes.get(name);
    nodes.delete(name);
    dying?.died.abort();
    return dying !== undefined;
  }

  const server: SimulatedServer = {
    full: undefined,
    unreadable: undefined,
    get eventLog() {
      return storage?.eventLog;
    },
    nodes: places.map(({ name }) => name),
    reach() {
      const name = anyNode();
      return {
        node: name,
        request: (path, init) => ask(name, path, init),
        died: () => nodes.get(name)?.died.signal ?? AbortSignal.abort(),
      };
    },
    request: (path, init) => server.reach().request(path, init),
    kill,
    async crash() {
      const closing = storage;
      storage = undefined;
      for (const name of server.nodes) kill(name);
      await closing?.close();
    },
    start(node) {
      for (const at of places) if (node === undefined || node === at.name) startAt(at);
    },
    backup() {
      if (!storage) return undefined;
      const copy = join(folder, `backup-${++files}.db`);
      storage.copyTo(copy);
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

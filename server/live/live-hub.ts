import type { ActorId, DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHint } from '../../shared/sync/protocol.ts';

/** One tab of a device listens at a time (L4); the rest is room for connections that broke and nobody noticed (P7). */
const FEEDS_PER_DEVICE = 4;

/** Who listens to which workspace's log (R2). A hint says "there is more", so only the newest is worth sending. */
export type LiveHub = {
  /** A hint that says no more than the one before it is not passed on. */
  publish(workspace: WorkspaceId, hint: LiveHint): void;
  /** How many feeds somebody has open, on all their devices. */
  countOf(person: ActorId): number;
  /** Returns how to stop listening. A device's oldest feed ends where it has too many: it is one that broke unheard. */
  subscribe(listener: Listener): () => void;
  /** Ends the feeds of one device, or all of them. */
  end(device?: DeviceId): void;
  /** Ends what somebody has open in one workspace. */
  endPerson(workspace: WorkspaceId, person: ActorId): void;
  /** Ends the feeds that were opened with one session. */
  endSession(session: string): void;
  /** How often feeds were ended so far, whether there were any or not. */
  endings(): number;
  /** Who listens at the moment. */
  listeners(): Iterable<Pick<Listener, 'workspace' | 'device' | 'session'>>;
  count(): number;
};

export type Listener = {
  readonly workspace: WorkspaceId;
  readonly device: DeviceId;
  readonly person: ActorId;
  /** Undefined where there are no accounts. */
  readonly session: string | undefined;
  hint(hint: LiveHint): void;
  end(): void;
};

export function createLiveHub(): LiveHub {
  const listeners = new Set<Listener>();
  const newest = new Map<WorkspaceId, LiveHint>();
  let endings = 0;
  const close = (listener: Listener): void => {
    listeners.delete(listener);
    listener.end();
  };
  const end = (isMeant: (listener: Listener) => boolean): void => {
    endings += 1;
    for (const listener of [...listeners].filter(isMeant)) close(listener);
  };
  return {
    publish(workspace, hint) {
      const before = newest.get(workspace);
      if (before?.epoch === hint.epoch && before.head >= hint.head) return;
      newest.set(workspace, hint);
      for (const listener of listeners) if (listener.workspace === workspace) listener.hint(hint);
    },
    countOf: (person) => [...listeners].filter((listener) => listener.person === person).length,
    subscribe(listener) {
      const others = [...listeners].filter(({ device }) => device === listener.device);
      for (const oldest of others.slice(0, Math.max(0, others.length + 1 - FEEDS_PER_DEVICE))) close(oldest);
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end: (device) => end((listener) => device === undefined || listener.device === device),
    endPerson: (workspace, person) =>
      end((listener) => listener.workspace === workspace && listener.person === person),
    endSession: (session) => end((listener) => listener.session === session),
    endings: () => endings,
    listeners: () => listeners,
    count: () => listeners.size,
  };
}

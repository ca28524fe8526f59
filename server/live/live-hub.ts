import type { DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHint } from '../../shared/sync/protocol.ts';

/** Who listens to which workspace's log (R2). A hint says "there is more", so only the newest is worth sending. */
export type LiveHub = {
  /** A hint that says no more than the one before it is not passed on. */
  publish(workspace: WorkspaceId, hint: LiveHint): void;
  /** Returns how to stop listening. */
  subscribe(listener: Listener): () => void;
  /** Ends the feeds of one device, or all of them. */
  end(device?: DeviceId): void;
  /** Who listens at the moment. */
  listeners(): Iterable<Pick<Listener, 'workspace' | 'device'>>;
  count(): number;
};

export type Listener = {
  readonly workspace: WorkspaceId;
  readonly device: DeviceId;
  hint(hint: LiveHint): void;
  end(): void;
};

export function createLiveHub(): LiveHub {
  const listeners = new Set<Listener>();
  const newest = new Map<WorkspaceId, LiveHint>();
  return {
    publish(workspace, hint) {
      const before = newest.get(workspace);
      if (before?.epoch === hint.epoch && before.head >= hint.head) return;
      newest.set(workspace, hint);
      for (const listener of listeners) if (listener.workspace === workspace) listener.hint(hint);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end(device) {
      for (const listener of [...listeners]) {
        if (device !== undefined && listener.device !== device) continue;
        listeners.delete(listener);
        listener.end();
      }
    },
    listeners: () => listeners,
    count: () => listeners.size,
  };
}

import type { DeviceId, WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHint } from '../../shared/sync/protocol.ts';

/** Who listens to which workspace's log (R2). A hint says "there is more", so only the newest is worth sending. */
export type LiveHub = {
  publish(workspace: WorkspaceId, hint: LiveHint): void;
  /** Returns how to stop listening. */
  subscribe(listener: Listener): () => void;
  /** Ends the feeds of one device, or all of them. */
  end(device?: DeviceId): void;
};

export type Listener = {
  readonly workspace: WorkspaceId;
  readonly device: DeviceId;
  hint(hint: LiveHint): void;
  end(): void;
};

export function createLiveHub(): LiveHub {
  const listeners = new Set<Listener>();
  return {
    publish(workspace, hint) {
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
  };
}

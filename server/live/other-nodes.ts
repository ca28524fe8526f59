import type { WorkspaceId } from '../../shared/log/ids.ts';
import type { LiveHub } from './live-hub.ts';

/** The other server nodes on the same database. A server that is alone has none. */
export type OtherNodes = {
  /** Keeps the feeds of this node up to date with what the others do: within a second, whatever is lost on the way. */
  watch(live: LiveHub): { stop(): Promise<void> };
  /** This node has committed something, and the others may look at once. */
  tell(workspace: WorkspaceId): void;
};

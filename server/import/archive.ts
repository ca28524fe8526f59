import type { Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { CommitLine, KeptLine } from './log-file.ts';

/** A workspace's log as it is stored: more than any device is ever sent. */
export type Archive = {
  /** At most so many, from the first one after the position on. */
  commits(id: WorkspaceId, from: { readonly after: Position; readonly limit: number }): Promise<CommitLine[]>;
  /** What has not come into the log after all. */
  kept(id: WorkspaceId): Promise<KeptLine[]>;
};

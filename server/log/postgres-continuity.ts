import type { WorkspaceId } from '../../shared/log/ids.ts';
import { LogUnavailable, type Workspace } from './event-log.ts';

/**
 * Within an epoch a log only grows. One that is shorter than this node has known it was put back under the running
 * node, or lives on a standby now that had not received all of it. Whoever went on would give positions to other events
 * than those that devices have there, on sessions in memory that the log no longer has. So this node says "not now"
 * about that workspace until it is started again.
 *
 * A node that knew less than was lost cannot notice: nodes are stopped before a database is put back (R3).
 */
export type Continuity = {
  /** Reads the workspace; rejects where it does not go on from what this node has seen before. */
  hold<W extends Workspace>(id: WorkspaceId, read: () => Promise<W | undefined>): Promise<W | undefined>;
  /** What this node has committed is known, too. */
  note(workspace: Workspace): void;
  /** Throws when there is a workspace that does not go on: then the node is not ready for any. */
  mustHold(): void;
};

type Known = Pick<Workspace, 'epoch' | 'head'>;

export function createContinuity(): Continuity {
  const newest = new Map<WorkspaceId, Known>();
  const broken = new Map<WorkspaceId, string>();

  function note({ id, epoch, head }: Workspace): void {
    const before = newest.get(id);
    if (before?.epoch !== epoch || before.head < head) newest.set(id, { epoch, head });
  }

  return {
    note,
    async hold(id, read) {
      // What was known before the question: a later answer may overtake this one.
      const known = newest.get(id);
      const found = await read();
      const end = known ? endOf(known, found) : 0;
      if (known && end < known.head)
        broken.set(
          id,
          `the log of ${id} was known to go to ${known.head} and goes to ${end} now: stop all nodes, ` +
            'start one with --restored, then the others',
        );
      const why = broken.get(id);
      if (why !== undefined) throw new LogUnavailable(why);
      if (found) note(found);
      return found;
    },
    mustHold() {
      for (const why of broken.values()) throw new LogUnavailable(why);
    },
  };
}

/** Where the life of the log that was known has ended, or how far it goes. */
function endOf({ epoch }: Known, found: Workspace | undefined): number {
  const index = found?.epochs.findIndex((one) => one.epoch === epoch) ?? -1;
  return found && index >= 0 ? (found.epochs[index + 1]?.after ?? found.head) : 0;
}

import { type Position, position, type WorkspaceId } from '../../shared/log/ids.ts';
import type { Workspace } from './event-log.ts';
import { BEGIN, type Connection } from './postgres-connection.ts';
import type { Continuity } from './postgres-continuity.ts';
import { readWorkspace, type StoredWorkspace } from './postgres-workspaces.ts';

/**
 * A transaction's hold on its workspace's row, which puts the transactions of all nodes in line (R1):
 *
 *   BEGIN ── read, judge ── COMMIT; BEGIN ── take the row ── write at the next positions ── COMMIT
 *      one snapshot, nobody waits              └─ nobody else has it until the commit is seen by all ─┘
 *
 *   the row: head       the newest position
 *            revision   counts the changes, other than appends, that judging rests on: quarantine, devices, epochs
 *
 * - Positions are dense, for what is rolled back gives its numbers back, and who commits later has the higher ones.
 * - Nothing is written on what is no longer so. That streams, commit ids and event ids are as they were read, the
 *   unique keys hold; the rest is so while `revision` is what it was. What revises also needs `head` to be so.
 * - Who was overtaken begins again and takes the row first: then nothing can change under it any more.
 */
export type Counter = {
  /** As the transaction sees it. */
  workspace(): Workspace;
  /** Takes the row, and with it so many positions; the one before them. Each writing of the transaction does so first. */
  take(change?: { readonly events?: number; readonly revises?: boolean }): Promise<Position>;
};

/** Somebody else wrote meanwhile what this transaction had read otherwise. */
export class Overtaken extends Error {}

export const TAKE_ROW =
  'UPDATE workspaces SET head = head + $2, revision = revision + $3 WHERE id = $1 RETURNING head, revision';

/** Begins the transaction. `isAlone`: it takes the row first. */
export async function openCounter(
  connection: Connection,
  id: WorkspaceId,
  { isAlone, continuity }: { readonly isAlone: boolean; readonly continuity: Continuity },
): Promise<Counter> {
  if (isAlone) {
    await connection.run(BEGIN);
    await takeRow(connection, id, { events: 0, revisions: 0 });
  }
  const begun = isAlone ? undefined : connection.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  const reading = continuity.hold(id, () => readWorkspace(connection, id));
  const [found] = await Promise.all([reading, begun]);
  if (!found) throw new Error(`there is no workspace ${id}`);
  const { revision, ...workspace }: StoredWorkspace = found;
  let head = workspace.head;
  let isTaken = isAlone;

  return {
    workspace: () => ({ ...workspace, head }),
    async take({ events = 0, revises = false } = {}) {
      const revisions = revises ? 1 : 0;
      if (isTaken && events + revisions === 0) return head;
      const isFirst = !isTaken;
      if (isFirst) await connection.run(`COMMIT; ${BEGIN}`);
      const row = await takeRow(connection, id, { events, revisions });
      const before = position(row.head - events);
      if (isFirst && (row.revision - revisions !== revision || (revises && before !== head)))
        throw new Overtaken('the workspace was changed meanwhile');
      isTaken = true;
      head = row.head;
      return before;
    },
  };
}

async function takeRow(
  connection: Connection,
  id: WorkspaceId,
  { events, revisions }: { readonly events: number; readonly revisions: number },
): Promise<{ head: Position; revision: number }> {
  const [row] = await connection.query<{ head: Position; revision: number }>(TAKE_ROW, [
    id,
    events,
    revisions,
  ]);
  if (!row) throw new Error(`there is no workspace ${id}`);
  return row;
}

import type { Epoch, Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { Workspace } from './event-log.ts';
import type { Connection } from './sqlite-database.ts';

export function readWorkspace({ prepare }: Connection, id: WorkspaceId): Workspace | undefined {
  const row = prepare('SELECT name, head, usual_session FROM workspaces WHERE id = ?').get(id) as
    | { name: string; head: Position; usual_session: string | null }
    | undefined;
  if (!row) return undefined;
  const epochs = (
    prepare('SELECT epoch, after FROM epochs WHERE workspace = ? ORDER BY number').all(id) as {
      epoch: Epoch;
      after: Position;
    }[]
  ).map(({ epoch, after }) => ({ epoch, after }));
  const newest = epochs.at(-1);
  if (!newest) throw new Error(`workspace ${id} has no epoch`);
  const { name, head, usual_session: usualSession } = row;
  return { id, name, head, epoch: newest.epoch, epochs, ...(usualSession !== null && { usualSession }) };
}

import type { Epoch, Position, WorkspaceId } from '../../shared/log/ids.ts';
import type { Workspace } from './event-log.ts';
import type { Connection } from './postgres-connection.ts';

/** `revision`: see `postgres-counter.ts`. */
export type StoredWorkspace = Workspace & { readonly revision: number };

type Row = {
  readonly id: WorkspaceId;
  readonly name: string;
  readonly head: Position;
  readonly revision: number;
  readonly usual_session: string | null;
  readonly epoch: Epoch;
  readonly after: Position;
};

const COLUMNS =
  'SELECT id, name, head, revision, usual_session, epoch, after FROM workspaces JOIN epochs ON workspace = id';
const ONE = `${COLUMNS} WHERE id = $1 ORDER BY number`;
const ALL = `${COLUMNS} ORDER BY id, number`;

export async function readWorkspace(
  connection: Connection,
  id: WorkspaceId,
): Promise<StoredWorkspace | undefined> {
  return workspaceOf(await connection.query<Row>(ONE, [id]));
}

export async function readWorkspaces(connection: Connection): Promise<Workspace[]> {
  const byId = Map.groupBy(await connection.query<Row>(ALL, []), ({ id }) => id);
  return [...byId.values()].flatMap((rows) => withoutRevision(workspaceOf(rows)) ?? []);
}

export function withoutRevision(workspace: StoredWorkspace | undefined): Workspace | undefined {
  if (!workspace) return undefined;
  const { revision: _, ...rest } = workspace;
  return rest;
}

/** One row for each epoch, oldest first. */
function workspaceOf(rows: readonly Row[]): StoredWorkspace | undefined {
  const newest = rows.at(-1);
  if (!newest) return undefined;
  const { id, name, head, revision, epoch, usual_session: usualSession } = newest;
  const epochs = rows.map((row) => ({ epoch: row.epoch, after: row.after }));
  return { id, name, head, revision, epoch, epochs, ...(usualSession !== null && { usualSession }) };
}

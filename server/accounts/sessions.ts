import { serializeSigned } from 'hono/utils/cookie';
import type { ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Accounts, BegunSession } from './accounts.ts';
import {
  BOUND_TO,
  BY_PASSWORD,
  COOKIE_ATTRIBUTES,
  type Library,
  SESSION_COOKIE,
  SESSION_SECONDS,
} from './library.ts';

/** How far a session goes, and by what it was begun. `boundTo` null: to everything that its person belongs to. */
export type Reach = { readonly boundTo: WorkspaceId | null; readonly byPassword: boolean };

export type Sessions = {
  begin(user: ActorId, reach: Reach): Promise<BegunSession>;
  end: Accounts['endSession'];
  /** Those that codes began for the workspace (W10). */
  endOfCodes(user: ActorId, workspace: WorkspaceId): Promise<void>;
  /** Those of them that are not over. */
  standing(sessionIds: readonly string[], now: number): Promise<ReadonlySet<string>>;
};

type Keeping = Pick<Library, 'context'>;

export function sessionsOf(library: Keeping, secret: string): Sessions {
  const { internalAdapter, adapter } = library.context;
  return {
    async begin(user, { boundTo, byPassword }) {
      const how = { [BOUND_TO]: boundTo, [BY_PASSWORD]: byPassword || null };
      const { id, token } = await internalAdapter.createSession(user, false, how);
      const attributes = { ...COOKIE_ATTRIBUTES, maxAge: SESSION_SECONDS };
      return { sessionId: id, cookie: await serializeSigned(SESSION_COOKIE, token, secret, attributes) };
    },
    async end(sessionId) {
      await adapter.deleteMany({ model: 'session', where: [{ field: 'id', value: sessionId }] });
    },
    async endOfCodes(user, workspace) {
      const where = [
        { field: 'userId', value: user },
        { field: BOUND_TO, value: workspace },
        { field: BY_PASSWORD, value: null },
      ];
      await adapter.deleteMany({ model: 'session', where });
    },
    standing: (ids, now) => standingSessions(library, ids, now),
  };
}

/** All of somebody's; what has to do with one workspace alone ends none that is bound to another (W4). */
export async function endSessions(
  { context: { internalAdapter, adapter } }: Keeping,
  user: ActorId,
  within: WorkspaceId | null,
): Promise<void> {
  if (within === null) return internalAdapter.deleteUserSessions(user);
  for (const boundTo of [null, within]) {
    const where = [
      { field: 'userId', value: user },
      { field: BOUND_TO, value: boundTo },
    ];
    await adapter.deleteMany({ model: 'session', where });
  }
}

/** Always so many are asked for at once: a statement of each length would stay prepared. */
const SESSIONS_AT_ONCE = 100;

async function standingSessions(
  { context: { adapter } }: Keeping,
  ids: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const standing = new Set<string>();
  for (let from = 0; from < ids.length; from += SESSIONS_AT_ONCE) {
    const value = Array.from({ length: SESSIONS_AT_ONCE }, (_, index) => ids[from + index] ?? '');
    const where = [{ field: 'id', operator: 'in' as const, value }];
    type Row = { id: string; expiresAt: Date };
    const rows = await adapter.findMany<Row>({ model: 'session', where, limit: SESSIONS_AT_ONCE });
    for (const { id, expiresAt } of rows) if (expiresAt.getTime() > now) standing.add(id);
  }
  return standing;
}

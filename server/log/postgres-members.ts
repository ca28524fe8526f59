import type { ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Member, Members } from '../access/members.ts';
import { type Connection, transaction } from './postgres-connection.ts';
import { TAKE_ROW } from './postgres-counter.ts';
import type { PostgresDatabase } from './postgres-database.ts';

const COLUMNS = 'workspace AS "workspaceId", user_id AS "userId", role, since FROM members';
const OF_USER = `SELECT ${COLUMNS} WHERE user_id = $1 ORDER BY workspace`;
const OF_WORKSPACE = `SELECT ${COLUMNS} WHERE workspace = $1 ORDER BY since, user_id`;
const ROLE = 'SELECT role FROM members WHERE workspace = $1 AND user_id = $2';
const GRANT = `INSERT INTO members (workspace, user_id, role, since) VALUES ($1, $2, $3, $4)
  ON CONFLICT (workspace, user_id) DO UPDATE SET role = excluded.role`;
const WITHDRAW = 'DELETE FROM members WHERE workspace = $1 AND user_id = $2 RETURNING user_id';
const ADMINISTRATORS = "SELECT user_id FROM members WHERE workspace = $1 AND role = 'administrator'";

export function createPostgresMembers(database: PostgresDatabase): Members {
  const { persist } = database;
  return {
    role: (workspace, user) =>
      persist(async ({ query }) => (await query<{ role: Role }>(ROLE, [workspace, user]))[0]?.role),

    of: (user) => persist(({ query }) => query<Member>(OF_USER, [user])),

    list: (workspace) => persist(({ query }) => query<Member>(OF_WORKSPACE, [workspace])),

    grant: (member) =>
      inTurn(database, member.workspaceId, async (connection) => {
        if (member.role !== 'administrator' && (await isLast(connection, member)))
          return 'last-administrator';
        await grant(connection, member);
        return 'done';
      }),

    withdraw: (workspace, user) =>
      inTurn(database, workspace, async (connection) => {
        if (await isLast(connection, { workspaceId: workspace, userId: user })) return 'last-administrator';
        return (await connection.query(WITHDRAW, [workspace, user])).length === 1 ? 'done' : 'no-member';
      }),

    appointFirst: (member) =>
      inTurn(database, member.workspaceId, async (connection) => {
        const all = await administrators(connection, member.workspaceId);
        if (all.some((user) => user !== member.userId)) return false;
        await grant(connection, { ...member, role: 'administrator' });
        return true;
      }),
  };
}

/**
 * Whoever changes a role takes the workspace's row: a transaction that judged by the old one begins again, and of two
 * that change roles the second sees what the first has done.
 */
function inTurn<T>(
  { persist }: PostgresDatabase,
  workspace: WorkspaceId,
  change: (connection: Connection) => Promise<T>,
): Promise<T> {
  return persist((connection) =>
    transaction(connection, async () => {
      await connection.query(TAKE_ROW, [workspace, 0, 1]);
      return change(connection);
    }),
  );
}

async function grant({ query }: Connection, { workspaceId, userId, role, since }: Member): Promise<void> {
  await query(GRANT, [workspaceId, userId, role, since]);
}

async function isLast(
  connection: Connection,
  { workspaceId, userId }: Pick<Member, 'workspaceId' | 'userId'>,
): Promise<boolean> {
  const all = await administrators(connection, workspaceId);
  return all.length === 1 && all[0] === userId;
}

async function administrators({ query }: Connection, workspace: WorkspaceId): Promise<ActorId[]> {
  return (await query<{ user_id: ActorId }>(ADMINISTRATORS, [workspace])).map(({ user_id }) => user_id);
}

/** Their tables are made at the first start with accounts, and stay. */
export function postgresHadAccounts({ persist }: PostgresDatabase): Promise<boolean> {
  return persist(async ({ query }) => {
    const [row] = await query<{ found: boolean }>(
      "SELECT to_regclass('account_users') IS NOT NULL AS found",
      [],
    );
    return row?.found ?? false;
  });
}

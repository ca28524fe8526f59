import type { Role } from '../../shared/sync/people.ts';
import type { Member, Members } from '../access/members.ts';
import { transaction } from './postgres-connection.ts';
import { TAKE_ROW } from './postgres-counter.ts';
import type { PostgresDatabase } from './postgres-database.ts';

const COLUMNS = 'workspace AS "workspaceId", user_id AS "userId", role, since FROM members';
const OF_USER = `SELECT ${COLUMNS} WHERE user_id = $1 ORDER BY workspace`;
const OF_WORKSPACE = `SELECT ${COLUMNS} WHERE workspace = $1 ORDER BY since, user_id`;
const ROLE = 'SELECT role FROM members WHERE workspace = $1 AND user_id = $2';
const GRANT = `INSERT INTO members (workspace, user_id, role, since) VALUES ($1, $2, $3, $4)
  ON CONFLICT (workspace, user_id) DO UPDATE SET role = excluded.role`;

/** Whoever changes a role takes the workspace's row: a transaction that judged by the old one begins again. */
export function createPostgresMembers({ persist }: PostgresDatabase): Members {
  return {
    role: (workspace, user) =>
      persist(async ({ query }) => (await query<{ role: Role }>(ROLE, [workspace, user]))[0]?.role),

    of: (user) => persist(({ query }) => query<Member>(OF_USER, [user])),

    list: (workspace) => persist(({ query }) => query<Member>(OF_WORKSPACE, [workspace])),

    grant: ({ workspaceId, userId, role, since }) =>
      persist((connection) =>
        transaction(connection, async () => {
          await connection.query(TAKE_ROW, [workspaceId, 0, 1]);
          await connection.query(GRANT, [workspaceId, userId, role, since]);
        }),
      ),

    withdraw: (workspace, user) =>
      persist((connection) =>
        transaction(connection, async () => {
          await connection.query(TAKE_ROW, [workspace, 0, 1]);
          const withdrawn = await connection.query(
            'DELETE FROM members WHERE workspace = $1 AND user_id = $2 RETURNING user_id',
            [workspace, user],
          );
          return withdrawn.length === 1;
        }),
      ),
  };
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

import type { Role } from '../../shared/sync/people.ts';
import type { Member, Members } from '../access/members.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const COLUMNS = 'workspace AS workspaceId, user_id AS userId, role, since FROM members';
// Built once: the text is the key under which a statement is kept prepared.
const OF_USER = `SELECT ${COLUMNS} WHERE user_id = ? ORDER BY workspace`;
const OF_WORKSPACE = `SELECT ${COLUMNS} WHERE workspace = ? ORDER BY since, user_id`;

export function createSqliteMembers({ read, write }: SqliteDatabase): Members {
  return {
    role: async (workspace, user) =>
      read(({ prepare }) => {
        const row = prepare('SELECT role FROM members WHERE workspace = ? AND user_id = ?').get(
          workspace,
          user,
        );
        return row?.role as Role | undefined;
      }),

    of: async (user) => read(({ prepare }) => rowsOf(prepare(OF_USER).all(user))),

    list: async (workspace) => read(({ prepare }) => rowsOf(prepare(OF_WORKSPACE).all(workspace))),

    grant: ({ workspaceId, userId, role, since }) =>
      write(({ prepare }) => {
        prepare(
          `INSERT INTO members (workspace, user_id, role, since) VALUES (?, ?, ?, ?)
           ON CONFLICT (workspace, user_id) DO UPDATE SET role = excluded.role`,
        ).run(workspaceId, userId, role, since);
      }),

    withdraw: (workspace, user) =>
      write(({ prepare }) => {
        const found = prepare('DELETE FROM members WHERE workspace = ? AND user_id = ?').run(workspace, user);
        return found.changes === 1;
      }),
  };
}

function rowsOf(rows: readonly object[]): Member[] {
  return rows.map((row) => ({ ...row }) as Member);
}

/** Their tables are made at the first start with accounts, and stay. */
export function sqliteHadAccounts({ read }: SqliteDatabase): boolean {
  const asked = "SELECT 1 FROM sqlite_schema WHERE name = 'account_users'";
  return read(({ prepare }) => prepare(asked).get() !== undefined);
}

import type { ActorId, WorkspaceId } from '../../shared/log/ids.ts';
import type { Role } from '../../shared/sync/people.ts';
import type { Member, Members } from '../access/members.ts';
import type { Connection, SqliteDatabase } from './sqlite-database.ts';

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

    grant: (member) =>
      write((writer) => {
        if (member.role !== 'administrator' && isLast(writer, member)) return 'last-administrator';
        grant(writer, member);
        return 'done';
      }),

    withdraw: (workspace, user) =>
      write((writer) => {
        if (isLast(writer, { workspaceId: workspace, userId: user })) return 'last-administrator';
        const deleting = writer.prepare('DELETE FROM members WHERE workspace = ? AND user_id = ?');
        return deleting.run(workspace, user).changes === 1 ? 'done' : 'no-member';
      }),

    appointFirst: (member) =>
      write((writer) => {
        if (administrators(writer, member.workspaceId).some((user) => user !== member.userId)) return false;
        grant(writer, { ...member, role: 'administrator' });
        return true;
      }),
  };
}

function grant({ prepare }: Connection, { workspaceId, userId, role, since }: Member): void {
  prepare(
    `INSERT INTO members (workspace, user_id, role, since) VALUES (?, ?, ?, ?)
     ON CONFLICT (workspace, user_id) DO UPDATE SET role = excluded.role`,
  ).run(workspaceId, userId, role, since);
}

function isLast(
  writer: Connection,
  { workspaceId, userId }: Pick<Member, 'workspaceId' | 'userId'>,
): boolean {
  const all = administrators(writer, workspaceId);
  return all.length === 1 && all[0] === userId;
}

function administrators({ prepare }: Connection, workspace: WorkspaceId): ActorId[] {
  const rows = prepare("SELECT user_id FROM members WHERE workspace = ? AND role = 'administrator'");
  return (rows.all(workspace) as { user_id: ActorId }[]).map(({ user_id }) => user_id);
}

function rowsOf(rows: readonly object[]): Member[] {
  return rows.map((row) => ({ ...row }) as Member);
}

/** Their tables are made at the first start with accounts, and stay. */
export function sqliteHadAccounts({ read }: SqliteDatabase): boolean {
  const asked = "SELECT 1 FROM sqlite_schema WHERE name = 'account_users'";
  return read(({ prepare }) => prepare(asked).get() !== undefined);
}

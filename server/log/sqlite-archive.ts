import type { Archive } from '../import/archive.ts';
import {
  type CommitRow,
  type CreationRow,
  commitLines,
  type EventRow,
  type KeptRow,
  keptLines,
} from './archive-row.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

const COMMITS =
  'SELECT * FROM commits WHERE workspace = ? AND first_position > ? ORDER BY first_position LIMIT ?';
const EVENTS = `SELECT commit_id, stream, version, event FROM events
  WHERE workspace = ? AND position BETWEEN ? AND ? ORDER BY position`;
const KEPT = "SELECT * FROM quarantine WHERE workspace = ? AND settled IS NOT 'accepted' ORDER BY number";
const CREATIONS = 'SELECT commit_id, thing FROM quarantine_creations WHERE workspace = ?';

export function createSqliteArchive({ read }: SqliteDatabase): Archive {
  return {
    commits: async (id, { after, limit }) =>
      read(({ prepare }) => {
        const commits = prepare(COMMITS).all(id, after, limit) as CommitRow[];
        const [first, last] = [commits[0]?.first_position ?? 0, commits.at(-1)?.last_position ?? 0];
        return commitLines(commits, prepare(EVENTS).all(id, first, last) as EventRow[]);
      }),
    kept: async (id) =>
      read(({ prepare }) =>
        keptLines(prepare(KEPT).all(id) as unknown as KeptRow[], prepare(CREATIONS).all(id) as CreationRow[]),
      ),
  };
}

import type { Archive } from '../import/archive.ts';
import {
  type CommitRow,
  type CreationRow,
  commitLines,
  type EventRow,
  type KeptRow,
  keptLines,
} from './archive-row.ts';
import type { PostgresDatabase } from './postgres-database.ts';

const COMMITS =
  'SELECT * FROM commits WHERE workspace = $1 AND first_position > $2 ORDER BY first_position LIMIT $3';
const EVENTS = `SELECT commit_id, stream, version, event FROM events
  WHERE workspace = $1 AND position BETWEEN $2 AND $3 ORDER BY position`;
const KEPT =
  "SELECT * FROM quarantine WHERE workspace = $1 AND settled IS DISTINCT FROM 'accepted' ORDER BY number";
const CREATIONS = 'SELECT commit_id, thing FROM quarantine_creations WHERE workspace = $1';

export function createPostgresArchive({ persist }: PostgresDatabase): Archive {
  return {
    commits: (id, { after, limit }) =>
      persist(async ({ query }) => {
        const commits = await query<CommitRow>(COMMITS, [id, after, limit]);
        const [first, last] = [commits[0]?.first_position ?? 0, commits.at(-1)?.last_position ?? 0];
        return commitLines(commits, await query<EventRow>(EVENTS, [id, first, last]));
      }),
    kept: (id) =>
      persist(async ({ query }) =>
        keptLines(await query<KeptRow>(KEPT, [id]), await query<CreationRow>(CREATIONS, [id])),
      ),
  };
}

import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const FILE = 'daybook.sqlite';

/**
 * What a dead server's file holds of a commit without all of it, in words (P2). A server hides that: it reads no
 * further than its head. Looked at in a copy, so that the next server finds the file as the death has left it.
 */
export function tornCommits(dataFolder: string): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-torn-'));
  try {
    for (const file of [FILE, `${FILE}-wal`])
      if (existsSync(join(dataFolder, file))) copyFileSync(join(dataFolder, file), join(folder, file));
    const database = new DatabaseSync(join(folder, FILE));
    try {
      return hasTables(database) ? [...tornIn(database), ...beyondHeadIn(database)] : [];
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function hasTables(database: DatabaseSync): boolean {
  return database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'events'").get() !== undefined;
}

function tornIn(database: DatabaseSync): string[] {
  const rows = database
    .prepare(
      `SELECT commits.id, last_position - first_position + 1 AS whole, count(events.position) AS there
       FROM commits LEFT JOIN events ON events.workspace = commits.workspace AND commit_id = commits.id
       GROUP BY commits.workspace, commits.id HAVING there <> whole`,
    )
    .all();
  return rows.map(
    ({ id, whole, there }) => `commit ${id} is torn: ${there} of its ${whole} events are there`,
  );
}

function beyondHeadIn(database: DatabaseSync): string[] {
  const rows = database
    .prepare(
      `SELECT head, max(position) AS last FROM workspaces JOIN events ON workspace = workspaces.id
       GROUP BY workspaces.id HAVING last <> head`,
    )
    .all();
  return rows.map(({ head, last }) => `an append is torn: events go to ${last}, and the head is ${head}`);
}

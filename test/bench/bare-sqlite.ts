import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDatabase } from '../../server/log/sqlite-database.ts';
import { createBareRows, WORKSPACE } from './bare-rows.ts';

/** The rows that the server writes, into the same tables, with nothing around: no rules, no reading, no network. */
export type BareSqlite = {
  /** Events per second; each comes with its commit's row. */
  eventsPerSecond(events: number, perTransaction: number): number;
  end(): Promise<void>;
};

export async function openBareSqlite(): Promise<BareSqlite> {
  const folder = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  const file = join(folder, 'bare.sqlite');
  await openDatabase({ file }, new Date().toISOString()).close();
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
  database.prepare('INSERT INTO workspaces (id, name) VALUES (?, ?)').run(WORKSPACE, 'Main');
  const addCommit = database.prepare('INSERT INTO commits VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const addEvent = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const nextRows = createBareRows();

  return {
    eventsPerSecond(events, perTransaction) {
      const all = Array.from({ length: events }, nextRows);
      const start = performance.now();
      for (let from = 0; from < events; from += perTransaction) {
        database.exec('BEGIN IMMEDIATE');
        for (const { commit, event } of all.slice(from, from + perTransaction)) {
          addCommit.run(...commit);
          addEvent.run(...event);
        }
        database.exec('COMMIT');
      }
      return events / ((performance.now() - start) / 1000);
    },
    async end() {
      database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

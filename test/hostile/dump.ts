import { DatabaseSync } from 'node:sqlite';
import { withClient } from '../support/postgres-server.ts';

export type Row = Readonly<Record<string, unknown>>;
/** All that a database holds, by table. */
export type Dump = ReadonlyMap<string, readonly Row[]>;

export function dumpSqlite(file: string): Dump {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all();
    return new Map(
      tables.map(({ name }) => [String(name), database.prepare(`SELECT * FROM "${name}"`).all()]),
    );
  } finally {
    database.close();
  }
}

export function dumpPostgres(url: string): Promise<Dump> {
  return withClient(url, async (client) => {
    const asked = 'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1';
    const dump = new Map<string, Row[]>();
    for (const { name } of (await client.query(asked)).rows)
      dump.set(name, (await client.query(`SELECT * FROM "${name}"`)).rows);
    return dump;
  });
}

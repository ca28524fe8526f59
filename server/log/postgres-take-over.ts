import type pg from 'pg';
import type { Instant } from '../../shared/log/ids.ts';
import { makeAccountTables } from '../accounts/account-tables.ts';
import type { Table, Tables } from '../backup/tables.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { postgresAccountsDatabase } from './postgres-accounts.ts';
import { openPostgres } from './postgres-database.ts';

/** The rows of a statement, as JSON, are about so long. */
const STATEMENT_CHARACTERS = 1_000_000;
/** Each database has its own; and sessions end. */
const LEFT_OUT = new Set(['migrations', 'account_sessions']);

/** Those that the other database has, as this program makes them, empty. */
export async function makeTables(url: string, tables: Tables, at: Instant): Promise<void> {
  const database = await openPostgres(url, at);
  try {
    // Where there are none, data without accounts would look like data that had them.
    if (!tables.some(({ name }) => name === 'account_users')) return;
    await makeAccountTables(postgresAccountsDatabase(database));
  } finally {
    await database.close();
  }
}

/** Rows of another database into the same tables, which are empty; within a transaction of the caller's. */
export async function takeOver(client: pg.Client, tables: Tables): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM workspaces LIMIT 1');
  if (rowCount) throw new SettingsProblem('what was kept in SQLite goes into an empty database alone');
  for (const table of tables) {
    if (LEFT_OUT.has(table.name)) continue;
    for (const rows of batches(table)) await insert(client, table, rows);
  }
}

function* batches({ rows }: Table): Generator<string[]> {
  let batch: string[] = [];
  let characters = 0;
  for (const row of rows()) {
    const text = JSON.stringify(row, asPostgresReads);
    batch.push(text);
    characters += text.length;
    if (characters < STATEMENT_CHARACTERS) continue;
    yield batch;
    [batch, characters] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

function asPostgresReads(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value;
}

/** What has another type there is read by that type: moments, and what is true or not. */
async function insert(client: pg.Client, { name, columns }: Table, rows: readonly string[]): Promise<void> {
  const table = client.escapeIdentifier(name);
  const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
  await client.query(
    `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${table}, $1)`,
    [`[${rows.join(',')}]`],
  );
}

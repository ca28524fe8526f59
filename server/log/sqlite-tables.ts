import { DatabaseSync } from 'node:sqlite';
import { makeAccountTables } from '../accounts/account-tables.ts';
import type { Table, Tables } from '../backup/tables.ts';
import { sqliteAccountsDatabase } from './sqlite-accounts.ts';
import { openDatabase } from './sqlite-database.ts';
import { sqliteHadAccounts } from './sqlite-members.ts';

/** Brings the file to this program's form first; it must be one that nobody else has. */
export async function withSqliteTables<T>(
  file: string,
  at: string,
  work: (tables: Tables) => Promise<T>,
): Promise<T> {
  await bringForward(file, at);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    return await work(inOrder(tablesOf(database)));
  } finally {
    database.close();
  }
}

async function bringForward(file: string, at: string): Promise<void> {
  const opened = openDatabase({ file }, at);
  try {
    if (sqliteHadAccounts(opened)) await makeAccountTables(sqliteAccountsDatabase(opened));
  } finally {
    await opened.close();
  }
}

type Linked = Table & { readonly parents: readonly string[] };

function tablesOf(database: DatabaseSync): Linked[] {
  const names = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .all() as { name: string }[];
  return names.map(({ name }) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const columns = database.prepare(`PRAGMA table_info(${quoted})`).all() as { name: string }[];
    const links = database.prepare(`PRAGMA foreign_key_list(${quoted})`).all() as { table: string }[];
    return {
      name,
      columns: columns.map((column) => column.name),
      parents: links.map(({ table }) => table).filter((parent) => parent !== name),
      rows: () => database.prepare(`SELECT * FROM ${quoted}`).iterate() as Iterable<Record<string, unknown>>,
    };
  });
}

function inOrder(tables: readonly Linked[]): Linked[] {
  const ordered: Linked[] = [];
  const isThere = (name: string): boolean => ordered.some((table) => table.name === name);
  while (ordered.length < tables.length) {
    const next = tables.find(({ name, parents }) => !isThere(name) && parents.every(isThere));
    if (!next) throw new Error('tables refer to each other in a circle');
    ordered.push(next);
  }
  return ordered;
}

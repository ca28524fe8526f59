import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { keepPrivate, makePrivate } from '../running/private-files.ts';
import { LogUnavailable } from './event-log.ts';
import { migrate } from './sqlite-migrations.ts';

/**
 * One SQLite file, with a connection that writes and one that reads. Transactions come one after the other, and
 * what is not committed yet is seen by nobody else.
 */
export type SqliteDatabase = {
  /** The transaction is durable when the promise resolves; it is undone when `work` throws. */
  write<T>(work: (writer: Connection) => T | Promise<T>): Promise<T>;
  read<T>(work: (reader: Connection) => T): T;
  /** After the transactions that wait. */
  close(): Promise<void>;
};

export type Connection = {
  /** The statement is prepared once per connection. */
  prepare(sql: string): StatementSync;
};

const PAGE_BYTES = 4096;
const BUSY_TIMEOUT_MS = 5_000;

/** `maxBytes`: how large the file may grow; an append beyond that is refused as on a full disk. */
export type SqliteOptions = { readonly file: string; readonly maxBytes?: number };

export function openDatabase({ file, maxBytes }: SqliteOptions, now: string): SqliteDatabase {
  // What SQLite puts beside the file has the same mode.
  makePrivate(file);
  keepPrivate(`${file}-wal`, `${file}-shm`);
  const writer = connect(file, false);
  migrate(writer.database, now);
  if (maxBytes !== undefined)
    writer.database.exec(`PRAGMA max_page_count = ${Math.ceil(maxBytes / PAGE_BYTES)}`);
  const reader = connect(file, true);
  let last: Promise<unknown> = Promise.resolve();

  return {
    write(work) {
      const done = last.then(() => transaction(writer, work));
      last = done.catch(() => {});
      return done;
    },
    read: (work) => available(() => work(reader)),
    async close() {
      await last;
      if (!writer.database.isOpen) return;
      reader.database.close();
      writer.database.close();
    },
  };
}

function connect(file: string, readOnly: boolean): Connection & { readonly database: DatabaseSync } {
  const database = new DatabaseSync(file, { readOnly });
  if (!readOnly) database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.exec('PRAGMA foreign_keys = ON');
  // So that REPLACE, too, meets the triggers that forbid to delete.
  database.exec('PRAGMA recursive_triggers = ON');
  database.exec('PRAGMA trusted_schema = OFF');
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = statements.get(sql) ?? database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return { database, prepare };
}

async function transaction<T>(
  { database, prepare }: Connection & { readonly database: DatabaseSync },
  work: (writer: Connection) => T | Promise<T>,
): Promise<T> {
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = await work({ prepare });
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // Some errors end the transaction by themselves.
    if (database.isOpen && database.isTransaction) database.exec('ROLLBACK');
    throw classed(error);
  }
}

function available<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw classed(error);
  }
}

/** Primary result codes of SQLite that pass: NOMEM, BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN. */
const PASSING = new Set([5, 6, 7, 8, 10, 13, 14]);

function classed(error: unknown): unknown {
  const { code, errcode } = error as { code?: string; errcode?: number };
  if (code === 'ERR_SQLITE_ERROR' && PASSING.has((errcode ?? 0) & 0xff)) return new LogUnavailable(error);
  // The connection was closed: the server is going down.
  if (code === 'ERR_INVALID_STATE') return new LogUnavailable(error);
  return error;
}

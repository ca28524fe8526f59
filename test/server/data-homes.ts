import { globSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type PostgresServer, withClient } from '../support/postgres-server.ts';

/** Where a server of a test has its data, and how the test gets at them past it. */
export type DataHome = {
  readonly env: NodeJS.ProcessEnv;
  run(statements: string): Promise<void>;
  /** Of the data that a restore put aside: up to where its log goes. */
  headAside(): Promise<number>;
  /** After this a statement may take something out of a log's past. */
  readonly unlock: string;
};

export const KINDS = ['SQLite', 'PostgreSQL'] as const;
export type Kind = (typeof KINDS)[number];

export function newHome(kind: Kind, folder: string, postgres: PostgresServer): Promise<DataHome> {
  return kind === 'SQLite' ? Promise.resolve(fileHome(folder)) : databaseHome(postgres);
}

const HEAD = 'SELECT head FROM workspaces';

function fileHome(parent: string): DataHome {
  const folder = mkdtempSync(join(parent, 'data-'));
  return {
    env: { DATA_DIR: folder, DATABASE_URL: '' },
    unlock: 'DROP TRIGGER epochs_are_not_deleted',
    run: async (statements) => at(join(folder, 'daybook.sqlite'), (database) => database.exec(statements)),
    async headAside() {
      const [file = ''] = globSync(join(folder, 'replaced_*/daybook.sqlite'));
      return at(file, (database) => (database.prepare(HEAD).get() as { head: number }).head);
    },
  };
}

function at<T>(file: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(file);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

async function databaseHome(postgres: PostgresServer): Promise<DataHome> {
  const url = await postgres.createDatabase();
  const ask = (statements: string) => withClient(url, (client) => client.query(statements));
  return {
    env: { DATABASE_URL: url, AUTH_SECRET: 'a secret of the test and of nobody else' },
    unlock: 'DROP TRIGGER append_only ON epochs',
    run: async (statements) => void (await ask(statements)),
    async headAside() {
      const found = await ask("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'replaced_%'");
      const { rows } = await ask(`SET search_path TO ${found.rows[0].nspname}; ${HEAD}`).then(
        (results) => (results as unknown as { rows: { head: string }[] }[])[1] ?? { rows: [] },
      );
      return Number(rows[0]?.head);
    },
  };
}

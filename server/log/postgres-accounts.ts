import {
  ColumnNode,
  ColumnUpdateNode,
  type InsertQueryNode,
  OnConflictNode,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  RawNode,
} from 'kysely';
import { type AccountsDatabase, type Execute, statementDriver } from '../accounts/accounts-database.ts';
import type { Connection } from './postgres-connection.ts';
import type { PostgresDatabase } from './postgres-database.ts';

/** Any number that nobody else on the database takes for something else. */
const MIGRATING_ACCOUNTS = 7_382_465_092;

export function postgresAccountsDatabase({ persist, patiently }: PostgresDatabase): AccountsDatabase {
  /** While the tables are brought to this program's form: what that takes, it may take. */
  let patient: Connection | undefined;
  const execute: Execute = async (text, values) => {
    const ask = async ({ query }: Connection) => ({ rows: await query<never>(text, values) });
    return patient ? ask(patient) : persist(ask);
  };
  const driver = statementDriver(execute);
  return {
    type: 'postgres',
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new RepeatableInserts(),
    },
    async columns(table) {
      const { rows } = await execute<{ name: string }>(
        'SELECT column_name AS name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1',
        [table],
      );
      return rows.map(({ name }) => name);
    },
    run: (statement) => execute(statement, []),
    attempts: {
      tableName: 'sign_in_attempts',
      query: ({ text, values }) =>
        persist(async ({ query }) => {
          const rows = await query<object>(text, values);
          return { rows, rowCount: rows.length };
        }),
    },
    alone: (work) =>
      patiently(async (connection) => {
        // The connection's own, and given up with it.
        await connection.run(`SELECT pg_advisory_lock(${MIGRATING_ACCOUNTS})`);
        patient = connection;
        try {
          return await work();
        } finally {
          patient = undefined;
        }
      }),
  };
}

const ID = 'id';

/** Nothing is changed by it, and unlike DO NOTHING it answers with the row that is there. */
const SAME_AGAIN = OnConflictNode.cloneWith(OnConflictNode.create(), {
  columns: [ColumnNode.create(ID)],
  updates: [ColumnUpdateNode.create(ColumnNode.create(ID), RawNode.createWithSql('excluded."id"'))],
});

/**
 * Where a connection is lost nobody knows whether a statement was done, and it is done again (`PostgresDatabase`). What
 * the library inserts has an id that nobody else has made: an insert that finds it there is its own, and as good as
 * done. Whatever else is taken, a mail address say, is refused as ever.
 */
class RepeatableInserts extends PostgresQueryCompiler {
  protected override visitInsertQuery(node: InsertQueryNode): void {
    const hasId = node.columns?.some(({ column }) => column.name === ID);
    super.visitInsertQuery(hasId && !node.onConflict ? { ...node, onConflict: SAME_AGAIN } : node);
  }
}

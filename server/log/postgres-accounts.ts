import { PostgresAdapter, PostgresIntrospector } from 'kysely';
import { type AccountsDatabase, statementDriver } from '../accounts/accounts-database.ts';
import type { PostgresDatabase } from './postgres-database.ts';
import { RepeatableInserts } from './postgres-repeatable-inserts.ts';

/** Any number that nobody else on the database takes for something else. */
const MIGRATING_ACCOUNTS = 7_382_465_092;

export function postgresAccountsDatabase({ persist }: PostgresDatabase): AccountsDatabase {
  const driver = statementDriver((text, values) =>
    persist(async ({ query }) => ({ rows: await query<never>(text, values) })),
  );
  return {
    type: 'postgres',
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new RepeatableInserts(),
    },
    attempts: {
      tableName: 'sign_in_attempts',
      query: ({ text, values }) =>
        persist(async ({ query }) => {
          const rows = await query<object>(text, values);
          return { rows, rowCount: rows.length };
        }),
    },
    alone: (work) =>
      persist(async ({ run }) => {
        // The connection's own, and given up with it.
        await run(`SELECT pg_advisory_lock(${MIGRATING_ACCOUNTS})`);
        try {
          return await work();
        } finally {
          await run(`SELECT pg_advisory_unlock(${MIGRATING_ACCOUNTS})`);
        }
      }),
  };
}

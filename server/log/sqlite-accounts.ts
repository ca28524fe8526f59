import type { SQLInputValue } from 'node:sqlite';
import { SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { type AccountsDatabase, type Execute, statementDriver } from '../accounts/accounts-database.ts';
import type { SqliteDatabase } from './sqlite-database.ts';

/** A connection of its own would meet the log's transactions, and stand still until one of the two gives up. */
export function sqliteAccountsDatabase({ read, write }: SqliteDatabase): AccountsDatabase {
  const execute: Execute = async (text, values) => {
    const run = ({ prepare }: Parameters<Parameters<typeof read>[0]>[0]) => {
      const statement = prepare(text);
      const given = values as SQLInputValue[];
      if (statement.columns().length > 0) return { rows: statement.all(...given) as never[] };
      return { rows: [], numAffectedRows: BigInt(statement.run(...given).changes) };
    };
    return /^\s*select\b/i.test(text) ? read(run) : write(run);
  };
  const driver = statementDriver(execute);
  return {
    type: 'sqlite',
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
    async columns(table) {
      const { rows } = await execute<{ name: string }>('SELECT name FROM pragma_table_info(?)', [table]);
      return rows.map(({ name }) => name);
    },
    run: (statement) => execute(statement, []),
    // One process has the file.
    alone: (work) => work(),
  };
}

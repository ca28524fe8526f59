import type { DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';

/** The database of the log, as the library for accounts speaks to it. */
export type AccountsDatabase = {
  readonly type: 'sqlite' | 'postgres';
  readonly dialect: Dialect;
  /** While it runs no other node does the same. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Those that the table has now. */
  columns(table: string): Promise<readonly string[]>;
  /** One statement, past the library. */
  run(statement: string): Promise<unknown>;
  /** Where several nodes count together. Where there is one process, it counts for itself. */
  readonly attempts?: AttemptStore;
};

/** A table of the form that the limiter has, asked as `pg` would be. */
export type AttemptStore = {
  readonly tableName: string;
  query(asked: { readonly text: string; readonly values: readonly unknown[] }): Promise<Answered>;
};
type Answered = { readonly rows: readonly unknown[]; readonly rowCount: number };

export type Execute = <Row = never>(text: string, values: readonly unknown[]) => Promise<QueryResult<Row>>;

/** Each statement stands for itself, and goes the way of the log's own: so none of them waits inside another. */
export function statementDriver(execute: Execute): Driver {
  const connection: DatabaseConnection = {
    executeQuery: ({ sql, parameters }) => execute(sql, parameters),
    streamQuery() {
      throw new Error('nobody streams accounts');
    },
  };
  const refuse = async (): Promise<never> => {
    throw new Error('accounts have no transactions');
  };
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
}

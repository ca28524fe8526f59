import pg from 'pg';

/** A connection to PostgreSQL, while it is somebody's. */
export type Connection = {
  /** The rows. The statement is prepared once per connection, so its text must be one of a few. */
  query<Row>(text: string, values: readonly unknown[]): Promise<Row[]>;
  /** One or more statements without values. */
  run(text: string): Promise<void>;
};

const CONNECT_WITHIN_MS = 5_000;
/** A statement that takes longer is given up, first by the database, then, when that is silent, by this side. */
const STATEMENT_WITHIN_MS = 15_000;
const ANSWER_LATER_MS = 5_000;
/** What waits for other nodes, or changes a table however long that is, is given up by nobody. */
export const HOWEVER_LONG = 0;
/** A node that stands still in a transaction keeps the others waiting for no longer. */
const IDLE_IN_TRANSACTION_MS = 5_000;

export function connectionSettings(
  url: string,
  statementWithinMs = STATEMENT_WITHIN_MS,
): pg.ClientConfig & { readonly pipeline: boolean } {
  const address = new URL(url);
  const options = address.searchParams.get('options') ?? '';
  address.searchParams.delete('options');
  return {
    connectionString: address.href,
    application_name: 'daybook',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    statement_timeout: statementWithinMs,
    query_timeout: statementWithinMs === HOWEVER_LONG ? HOWEVER_LONG : statementWithinMs + ANSWER_LATER_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    // What is asked for together goes out together.
    pipeline: true,
    // An acknowledgement means the disk, whatever anybody's setting says (P2).
    options: `${options} -c synchronous_commit=on`,
    types: { getTypeParser },
  };
}

/** Positions are whole numbers below 2^53; the driver would give 64-bit numbers as texts. */
function getTypeParser(oid: number, format?: 'text' | 'binary') {
  return oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format);
}

const statementNames = new Map<string, string>();

export function connectionOf(client: pg.ClientBase): Connection {
  return {
    async query<Row>(text: string, values: readonly unknown[]) {
      const name = statementNames.get(text) ?? `daybook_${statementNames.size}`;
      statementNames.set(text, name);
      return (await client.query({ name, text, values: [...values] })).rows as Row[];
    },
    async run(text) {
      await client.query(text);
    },
  };
}

/** Each statement sees what is committed by then; who waited for a row finds it as it is now. */
export const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';

/** All that `work` does, or nothing of it: whoever gave the connection rolls back what is left open. */
export async function transaction<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  await connection.run(BEGIN);
  const result = await work();
  await connection.run('COMMIT');
  return result;
}

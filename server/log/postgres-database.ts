import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { LogUnavailable } from './event-log.ts';
import { type Connection, connectionOf, connectionSettings, HOWEVER_LONG } from './postgres-connection.ts';
import { failureOf, reasonOf } from './postgres-failure.ts';
import { migrate } from './postgres-migrations.ts';

/** One PostgreSQL database, by a pool of connections. Other server nodes work on it at the same time. */
export type PostgresDatabase = {
  /**
   * Does something on a connection of its own. After a failure that passes it is done again, a few times, also where
   * the connection was lost during COMMIT and nobody knows what came of it: so doing it twice must be as good as once.
   */
  persist<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** The same without a limit of time for any statement: to wait for other nodes, and to change tables. */
  patiently<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /** After what is under way. */
  close(): Promise<void>;
};

const MOST_CONNECTIONS = 10;
/** Waits between attempts, in milliseconds: a database that is restarted is back before the last one. */
const RETRY_AFTER_MS = [20, 100, 400, 1_000, 1_500, 2_000, 2_500];
const OLDEST_VERSION = 15;

/** Brings the database to this program's form. Throws, in words for who runs the server, when it cannot be used. */
export async function openPostgres(
  url: string,
  now: string,
  statementWithinMs?: number,
): Promise<PostgresDatabase> {
  const pool = new pg.Pool({ ...connectionSettings(url, statementWithinMs), max: MOST_CONNECTIONS });
  // A connection that breaks while nobody uses it is replaced; one in use fails its query.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  let closed: Promise<void> | undefined;

  const unlessClosed = <T>(attempt: () => Promise<T>): Promise<T> =>
    closed ? Promise.reject(new LogUnavailable('the database was closed')) : persist(attempt);

  const database: PostgresDatabase = {
    persist: (work) => unlessClosed(() => onConnection(pool, work)),
    patiently: (work) => unlessClosed(() => onPatientConnection(url, work)),
    close() {
      closed ??= pool.end();
      return closed;
    },
  };
  try {
    await database.persist(mustFit);
    await database.patiently((connection) => migrate(connection, now));
    return database;
  } catch (error) {
    await database.close();
    throw new Error(reasonOf(error), { cause: error });
  }
}

async function onConnection<T>(pool: pg.Pool, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = await pool.connect().catch(notLetIn);
  try {
    const result = await work(connectionOf(client));
    client.release();
    return result;
  } catch (error) {
    const isClean = failureOf(error) !== 'lost' && (await rolledBack(client));
    client.release(!isClean);
    throw error;
  }
}

/** One for this alone: what it holds, it gives up with its end. */
async function onPatientConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionSettings(url, HOWEVER_LONG));
  client.on('error', () => {});
  try {
    await client.connect().catch(notLetIn);
    return await work(connectionOf(client));
  } finally {
    await client.end().catch(() => {});
  }
}

/** Whoever is not let in may be later: the database is being put back, its password changed. */
function notLetIn(error: unknown): never {
  throw failureOf(error) === 'lost' ? error : new LogUnavailable(error);
}

function rolledBack(client: pg.PoolClient): Promise<boolean> {
  return client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
}

async function persist<T>(attempt: () => Promise<T>): Promise<T> {
  for (const wait of RETRY_AFTER_MS) {
    try {
      return await attempt();
    } catch (error) {
      const failure = failureOf(error);
      if (failure !== 'again' && failure !== 'lost') throw classed(error);
    }
    // Those that were in each other's way would meet again if they waited equally long.
    await setTimeout(wait * (0.5 + Math.random() / 2));
  }
  return attempt().catch((error) => {
    throw classed(error);
  });
}

function classed(error: unknown): unknown {
  const failure = failureOf(error);
  return failure === 'bug' || failure === 'taken' ? error : new LogUnavailable(error);
}

async function mustFit(connection: Connection): Promise<void> {
  const [found] = await connection.query<{ version: number; encoding: string }>(
    `SELECT current_setting('server_version_num')::int / 10000 AS version,
            current_setting('server_encoding') AS encoding`,
    [],
  );
  if (!found || found.version < OLDEST_VERSION)
    throw new Error(`it is PostgreSQL ${found?.version}; Daybook needs ${OLDEST_VERSION} or newer`);
  if (found.encoding !== 'UTF8') throw new Error(`its encoding is ${found.encoding}; Daybook needs UTF8`);
}

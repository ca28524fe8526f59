import { createServer } from 'node:net';
import { CompiledQuery } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type EventLog, LogUnavailable } from '../../server/log/event-log.ts';
import { postgresAccountsDatabase } from '../../server/log/postgres-accounts.ts';
import { connectionOf } from '../../server/log/postgres-connection.ts';
import { openPostgres, type PostgresDatabase } from '../../server/log/postgres-database.ts';
import { createPostgresEventLog } from '../../server/log/postgres-event-log.ts';
import { migrate } from '../../server/log/postgres-migrations.ts';
import { type Epoch, position, type WorkspaceId } from '../../shared/log/ids.ts';
import { instant, sessionId } from '../support/ids.ts';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import { newCommit } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const EPOCH = sessionId('epoch') as string as Epoch;

let postgres: PostgresServer;
let url: string;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.createDatabase();
});

async function openLog(at = url): Promise<EventLog> {
  const database = await openPostgres(at, instant());
  onTestFinished(() => database.close());
  const log = createPostgresEventLog(database);
  await log.openWorkspace({ id: MAIN, name: 'Main', epoch: EPOCH, at: instant() });
  return log;
}
const append = (log: EventLog, ...commits: ReturnType<typeof newCommit>[]) =>
  log.transact(MAIN, (transaction) => transaction.append(commits));
const ask = <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
  withClient(url, async (client) => (await client.query<Row>(text)).rows);

describe('the tables', () => {
  test.each([
    "UPDATE events SET event = '{}'",
    'DELETE FROM events',
    'TRUNCATE events',
    "UPDATE commits SET receipt = '{}'",
    'DELETE FROM commits',
    'TRUNCATE commits, events',
    'UPDATE epochs SET after = 7',
    'DELETE FROM epochs',
    'TRUNCATE epochs',
  ])('are append-only for everybody: %s', async (statement) => {
    await append(await openLog(), newCommit('a', { after: 0 }));
    await expect(ask(statement)).rejects.toThrow('append-only');
  });

  test('negative control: what is no event may be changed', async () => {
    await append(await openLog(), newCommit('a', { after: 0 }));
    await ask("UPDATE workspaces SET name = 'x'");
  });

  test('have the workspace as the first column of every key', async () => {
    await openLog();
    const keys = await ask<{ on: string; first: string }>(`
      SELECT rel.relname AS on, att.attname AS first
      FROM pg_constraint con JOIN pg_class rel ON rel.oid = con.conrelid
      JOIN pg_attribute att ON att.attrelid = rel.oid AND att.attnum = con.conkey[1]
      WHERE rel.relnamespace = 'public'::regnamespace AND con.contype IN ('p', 'u', 'f') AND rel.relname NOT IN ('migrations', 'sign_in_attempts')`);
    expect(keys.length).toBeGreaterThan(12);
    for (const { on, first } of keys) expect(first, on).toBe(on === 'workspaces' ? 'id' : 'workspace');
  });
});

describe('migrations', () => {
  const STEPS = ['CREATE TABLE a (x int)', 'CREATE TABLE b (x int)'];
  const migrateWith = (steps: readonly string[]): Promise<void> =>
    withClient(url, (client) => migrate(connectionOf(client), instant(), steps));
  const tables = async (): Promise<string[]> =>
    (
      await ask<{ name: string }>("SELECT relname AS name FROM pg_class WHERE relname ~ '^[abc]$' ORDER BY 1")
    ).map(({ name }) => name);

  test('are applied once, each whole or not at all', async () => {
    await migrateWith(STEPS);
    await migrateWith(STEPS);
    await expect(migrateWith([...STEPS, 'CREATE TABLE c (x int); CREATE TABLE a (x int)'])).rejects.toThrow();
    expect(await tables()).toEqual(['a', 'b']);
    await migrateWith([...STEPS, 'CREATE TABLE c (x int)']);
    expect(await tables()).toEqual(['a', 'b', 'c']);
  });

  test('are applied once by nodes that start at the same moment', async () => {
    const slowly = STEPS.map((step) => `SELECT pg_sleep(0.05); ${step}`);
    await Promise.all(Array.from({ length: 6 }, () => migrateWith(slowly)));
    expect(await tables()).toEqual(['a', 'b']);
    expect(await ask('SELECT number FROM migrations ORDER BY 1')).toEqual([{ number: 1 }, { number: 2 }]);
  });

  test('whole nodes that start at the same moment make one workspace with one epoch', async () => {
    const logs = await Promise.all(Array.from({ length: 4 }, () => openLog()));
    const found = await Promise.all(logs.map((log) => log.workspaces()));
    for (const one of found) expect(one).toMatchObject([{ id: MAIN, epochs: [{ epoch: EPOCH, after: 0 }] }]);
  });

  test('of a newer program are not touched', async () => {
    await openLog();
    await ask("INSERT INTO migrations VALUES (999, 'later')");
    await expect(openPostgres(url, instant())).rejects.toThrow('newer version of Daybook');
  });
});

describe('what takes longer than a statement may', () => {
  const HASTY_MS = 150;
  const hasty = async (): Promise<PostgresDatabase> => {
    const database = await openPostgres(url, instant(), HASTY_MS);
    onTestFinished(() => database.close());
    return database;
  };
  /** Until a server has waited for a lock for longer than that; fails when it gave up instead. */
  const waitsOn = async (waiting: Promise<unknown>): Promise<void> => {
    const given = waiting.then(() => Promise.reject(new Error('it did not wait')));
    const looking = vi.waitFor(async () => {
      const waiters = await ask(
        `SELECT 1 FROM pg_stat_activity WHERE application_name = 'daybook' AND wait_event_type = 'Lock'
         AND clock_timestamp() - query_start > interval '${2 * HASTY_MS} milliseconds'`,
      );
      expect(waiters).toHaveLength(1);
    }, 10_000);
    await Promise.race([given, looking]);
  };

  test('a node that starts waits while another changes the tables', async () => {
    const other = await hasty();
    await withClient(url, async (client) => {
      await client.query('BEGIN; LOCK TABLE migrations');
      await expect(
        other.persist(({ run }) => run('SELECT * FROM migrations')),
        'any other statement gives up',
      ).rejects.toThrow(LogUnavailable);
      const starting = hasty();
      await waitsOn(starting);
      await client.query('COMMIT');
      await starting;
    });
  });

  test('and so it does for the tables of the accounts, which it may change as long as that takes', async () => {
    const [one, two] = [postgresAccountsDatabase(await hasty()), postgresAccountsDatabase(await hasty())];
    const sleep = async (): Promise<unknown> => {
      const connection = await two.dialect.createDriver().acquireConnection();
      return connection.executeQuery(CompiledQuery.raw(`SELECT pg_sleep(${(2 * HASTY_MS) / 1_000})`));
    };
    await expect(sleep()).rejects.toThrow(LogUnavailable);
    const [isHeld, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const holding = one.alone(() => {
      isHeld.resolve();
      return letGo.promise;
    });
    await isHeld.promise;
    const waiting = two.alone(sleep);
    await waitsOn(waiting);
    letGo.resolve();
    await Promise.all([holding, waiting]);
  });
});

describe('a database that cannot be used is refused in plain words', () => {
  test('its encoding cannot hold all names', async () => {
    await ask("CREATE DATABASE narrow TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
    const narrow = url.replace(/[^/]+$/, 'narrow');
    await expect(openPostgres(narrow, instant())).rejects.toThrow(
      'its encoding is LATIN1; Daybook needs UTF8',
    );
  });

  test('there is none', async () => {
    const none = url.replace(/[^/]+$/, 'nowhere');
    await expect(openPostgres(none, instant())).rejects.toThrow('database "nowhere" does not exist');
  });

  test('nobody listens there', async () => {
    const free = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const address = probe.address();
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
      });
    });
    const nobody = `postgres://ada:secret@localhost:${free}/book`;
    const failing = openPostgres(nobody, instant());
    await expect(failing).rejects.toThrow(/ECONNREFUSED/);
    await expect(failing).rejects.not.toThrow(/secret/);
  });
});

describe('durability', () => {
  const setting = (text: string): Promise<unknown> =>
    ask(`ALTER DATABASE ${url.split('/').at(-1)} SET ${text}`);

  test('P2: a commit waits for the disk, whatever the database or its address is set to', async () => {
    await setting('synchronous_commit = off');
    expect(await ask('SHOW synchronous_commit'), 'the trap').toEqual([{ synchronous_commit: 'off' }]);
    const options = '-c synchronous_commit=off -c work_mem=5MB';
    const database = await openPostgres(`${url}?options=${encodeURIComponent(options)}`, instant());
    onTestFinished(() => database.close());
    const shown = ['synchronous_commit', 'work_mem'].map((name) =>
      database.persist(({ query }) => query(`SHOW ${name}`, [])),
    );
    expect((await Promise.all(shown)).flat()).toEqual([{ synchronous_commit: 'on' }, { work_mem: '5MB' }]);
  });

  test('transactions are of the kind that they need, whatever the database is set to', async () => {
    await setting("default_transaction_isolation = 'serializable'");
    const logs = await Promise.all([openLog(), openLog()]);
    const appends = Array.from({ length: 40 }, (_, index) =>
      append(logs[index % 2] as EventLog, newCommit(`c${index}`, { stream: `s${index}`, after: 0 })),
    );
    await Promise.all(appends);
    expect((await logs[0]?.workspace(MAIN))?.head).toBe(40);
  });

  test('what cannot be stored at the moment changes nothing and says so; reading goes on', async () => {
    const log = await openLog();
    await append(log, newCommit('a', { after: 0 }));
    await setting('default_transaction_read_only = on');
    await breakConnections();
    await expect(append(log, newCommit('b', { after: 1 }))).rejects.toThrow(LogUnavailable);
    expect(await log.events(MAIN, { after: position(0), upTo: position(9) })).toHaveLength(1);
  });
});

const breakConnections = (): Promise<unknown> =>
  ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'daybook'");

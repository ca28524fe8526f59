import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Copies, CopyToPutBack, LogEnd } from '../backup/copies.ts';
import { SettingsProblem } from '../running/settings-problem.ts';
import { syncToDisk } from '../running/sync-to-disk.ts';
import { LOG_ENDS } from './log-ends.ts';
import { connectionSettings } from './postgres-connection.ts';
import { reasonOf } from './postgres-failure.ts';
import { clearing, relationsOf } from './postgres-schema.ts';
import { makeTables, takeOver } from './postgres-take-over.ts';
import { createPostgresTools } from './postgres-tools.ts';

const FILE = 'daybook.pgdump';
const LINGERING_MS = 3_000;
const LOOK_EVERY_MS = 100;
/** A look at the database takes so long as its copy. */
const NO_LIMITS =
  'SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = 10000';

/**
 * PostgreSQL's own programs copy the schema in which Daybook's tables are, and put it back. The schema is Daybook's
 * alone: nothing else is copied, and on `--replace` all of it is put aside.
 */
export function createPostgresCopies(url: string): Copies {
  const { host, pathname } = new URL(url);
  const tools = createPostgresTools(url);
  return {
    database: 'postgres',
    place: `the database ${pathname.slice(1)} on ${host}`,
    isTaken: () => onConnection(url, async (client) => (await relationsOf(client)).length > 0),

    copyInto: (folder) =>
      onConnection(url, async (client) => {
        // What is said of the copy, and the copy, are of one moment.
        await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        const { schema, snapshot } = await one<{ schema: string; snapshot: string }>(
          client,
          'SELECT current_schema() AS schema, pg_export_snapshot() AS snapshot',
        );
        const { found } = await one<{ found: boolean }>(
          client,
          "SELECT to_regclass('workspaces') IS NOT NULL AS found",
        );
        if (!found) throw new SettingsProblem('there is no daybook in this database to back up');
        const logs = (await client.query(LOG_ENDS)).rows as LogEnd[];
        const file = join(folder, FILE);
        await tools.dump({ file, schema: client.escapeIdentifier(schema), snapshot });
        await client.query('ROLLBACK');
        syncToDisk(file);
        return { file: FILE, logs };
      }),

    putBack: (copy) =>
      onConnection(url, async (client) => {
        await mustBeAlone(client);
        const { schema } = await one<{ schema: string | null }>(client, 'SELECT current_schema() AS schema');
        if (schema === null) throw new SettingsProblem('no schema of its search_path is there');
        await tools.restore({
          file: copy.file,
          schema,
          before: await clearing(client, schema, copy.aside),
          after: beginningAnew(client, schema, copy),
        });
      }),

    async takeOver(tables, copy) {
      await onConnection(url, mustBeAlone);
      await makeTables(url, tables, copy.at);
      await onConnection(url, async (client) => {
        const { schema } = await one<{ schema: string }>(client, 'SELECT current_schema() AS schema');
        await client.query('BEGIN');
        await takeOver(client, tables);
        await client.query(beginningAnew(client, schema, copy));
        await client.query('COMMIT');
      });
    },
  };
}

/** In the transaction that puts the logs back: they are never there without their new epochs. */
function beginningAnew(client: pg.Client, schema: string, { logs, newEpoch, at }: CopyToPutBack): string {
  const inSchema = client.escapeIdentifier(schema);
  const epochs = logs.map(({ workspace }) => {
    const values = [workspace, newEpoch(), at].map((text) => client.escapeLiteral(text));
    return `
      INSERT INTO epochs SELECT id, (SELECT max(number) + 1 FROM epochs WHERE workspace = id), ${values[1]}, head,
        ${values[2]} FROM workspaces WHERE id = ${values[0]};`;
  });
  // What was ended since the backup must not come back to life.
  const sessions = `DO $$ BEGIN
    IF to_regclass('account_sessions') IS NOT NULL THEN DELETE FROM account_sessions; END IF;
  END $$;`;
  return `SET search_path TO ${inSchema};\n${epochs.join('')}\n${sessions}\n`;
}

const SERVERS = `
  SELECT count(*)::int AS servers FROM pg_stat_activity
  WHERE datname = current_database() AND application_name = 'daybook' AND pid <> pg_backend_pid()`;

/** The connections of a server that has just ended last a moment longer than it. */
async function mustBeAlone(client: pg.Client): Promise<void> {
  for (let waited = 0; waited <= LINGERING_MS; waited += LOOK_EVERY_MS) {
    if ((await one<{ servers: number }>(client, SERVERS)).servers === 0) return;
    await setTimeout(LOOK_EVERY_MS);
  }
  throw new SettingsProblem('servers run on this database; stop them all first');
}

async function one<Row extends object>(client: pg.Client, text: string): Promise<Row> {
  return (await client.query<Row>(text)).rows[0] as Row;
}

async function onConnection<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...connectionSettings(url), query_timeout: 0 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(NO_LIMITS);
    return await work(client);
  } catch (error) {
    if (error instanceof SettingsProblem) throw error;
    throw new SettingsProblem(`the database of DATABASE_URL says: ${reasonOf(error)}`);
  } finally {
    await client.end().catch(() => {});
  }
}

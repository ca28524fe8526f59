import pg from 'pg';
import { openPostgres } from '../../server/log/postgres-database.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { createBareRows, WORKSPACE } from './bare-rows.ts';
import { type Load, startLoad } from './load.ts';
import type { Row } from './row.ts';

const PUSHES = 20;
const INSERTS = 500;

type Setting = { readonly clients: number; readonly nodes?: number; readonly atLeast: number };

/** Accepted on PostgreSQL, over the rows alone: no rules, no reading, no network, one connection. */
export function postgresRow({ clients, nodes = 1, atLeast }: Setting): Row {
  const [who, where] = [
    clients === 1 ? '1 client' : `${clients} clients`,
    nodes === 1 ? '1 server' : `${nodes} servers`,
  ];
  return {
    title: `accepted over HTTP with rules on PostgreSQL: ${who}, ${where}, one event in each push`,
    over: 'the same rows inserted on the same engine, a transaction each',
    unit: 'events/s',
    target: { atLeast },
    rounds: 7,
    where: 'node',
    async prepare() {
      const postgres = await startPostgres({ fsync: true });
      const ends: (() => Promise<unknown>)[] = [() => postgres.stop()];
      const finish = async (): Promise<void> => {
        for (const end of ends.splice(0).reverse()) await end();
      };
      try {
        const load: Load = await startLoad({ clients, nodes, databaseUrl: await postgres.createDatabase() });
        ends.push(() => load.end());
        const bare = await openBare(await postgres.createDatabase());
        ends.push(() => bare.end());
        return {
          ours: () => load.eventsPerSecond(PUSHES * Math.max(1, 20 / clients), 1),
          bare: () => bare.eventsPerSecond(INSERTS),
          finish,
        };
      } catch (error) {
        await finish();
        throw error;
      }
    },
  };
}

async function openBare(url: string) {
  await (await openPostgres(url, new Date().toISOString())).close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("INSERT INTO workspaces (id, name) VALUES ($1, 'Main')", [WORKSPACE]);
  const nextRows = createBareRows();
  const insert = (table: string, values: readonly unknown[]) => {
    const places = values.map((_, index) => `$${index + 1}`);
    const text = `INSERT INTO ${table} VALUES (${places.join(', ')})`;
    return client.query({ name: table, text, values: [...values] });
  };
  return {
    async eventsPerSecond(events: number): Promise<number> {
      const all = Array.from({ length: events }, nextRows);
      const start = performance.now();
      for (const { commit, event } of all) {
        await client.query('BEGIN');
        await insert('commits', commit);
        await insert('events', event);
        await client.query('COMMIT');
      }
      return events / ((performance.now() - start) / 1000);
    },
    end: () => client.end(),
  };
}

import { openBareSqlite } from './bare-sqlite.ts';
import { startLoad } from './load.ts';
import type { Row } from './row.ts';

const PUSHES = 20;
const INSERTS = 500;

/** Accepted on SQLite, over the rows alone: no rules, no reading, no network. */
export function sqliteRow({ clients, atLeast }: { clients: number; atLeast: number }): Row {
  return {
    title: `accepted over HTTP with rules on SQLite: ${clients === 1 ? '1 client' : `${clients} clients`}, one event in each push`,
    over: 'the same rows inserted on the same engine, a transaction each',
    unit: 'events/s',
    target: { atLeast },
    rounds: 9,
    where: 'node',
    async prepare() {
      const [load, bare] = [await startLoad({ clients }), await openBareSqlite()];
      return {
        ours: () => load.eventsPerSecond(PUSHES * Math.max(1, 20 / clients), 1),
        bare: async () => bare.eventsPerSecond(INSERTS, 1),
        async finish() {
          await load.end();
          await bare.end();
        },
      };
    },
  };
}

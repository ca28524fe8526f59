import { openBareSqlite } from '../bare-sqlite.ts';
import { startLoad } from '../load.ts';
import type { Row } from '../row.ts';

const PUSHES = 20;
const INSERTS = 500;

export const row: Row = {
  title: 'accepted over HTTP with rules: 100 clients, one event in each push',
  over: 'the same rows inserted on the same engine, a transaction each',
  unit: 'events/s',
  target: { atLeast: 5 },
  rounds: 9,
  where: 'node',
  async prepare() {
    const [load, bare] = [await startLoad(), await openBareSqlite()];
    return {
      ours: () => load.eventsPerSecond(PUSHES, 1),
      bare: async () => bare.eventsPerSecond(INSERTS, 1),
      async finish() {
        await load.end();
        await bare.end();
      },
    };
  },
};

import { openBareSqlite } from '../bare-sqlite.ts';
import { CLIENTS, startLoad } from '../load.ts';
import type { Row } from '../row.ts';

const EVENTS_A_PUSH = 100;
/** As many as the server lets share one. */
const EVENTS_A_TRANSACTION = 2_000;

export const row: Row = {
  title: 'accepted over HTTP with rules: 100 clients, 100 events in each push',
  over: 'the same rows inserted, 2,000 events in a transaction',
  unit: 'events/s',
  target: { atLeast: 0.6 },
  rounds: 7,
  where: 'node',
  async prepare() {
    const [load, bare] = [await startLoad(), await openBareSqlite()];
    return {
      ours: () => load.eventsPerSecond(1, EVENTS_A_PUSH),
      bare: async () => bare.eventsPerSecond(CLIENTS * EVENTS_A_PUSH, EVENTS_A_TRANSACTION),
      async finish() {
        await load.end();
        await bare.end();
      },
    };
  },
};

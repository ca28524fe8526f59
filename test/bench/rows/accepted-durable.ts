import { startLoad } from '../load.ts';
import type { Row } from '../row.ts';

const PUSHES = 20;

export const row: Row = {
  title: 'accepted over HTTP with rules and made durable: 100 clients, one event in each push',
  over: 'the same server on a log in memory',
  unit: 'events/s',
  target: { atLeast: 0.5 },
  rounds: 9,
  where: 'node',
  async prepare() {
    const [load, without] = [
      await startLoad(),
      await startLoad({ program: 'test/bench/server-without-database.ts' }),
    ];
    return {
      ours: () => load.eventsPerSecond(PUSHES, 1),
      bare: () => without.eventsPerSecond(PUSHES, 1),
      async finish() {
        await load.end();
        await without.end();
      },
    };
  },
};

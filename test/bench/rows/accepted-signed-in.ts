import { CLIENTS, startLoad } from '../load.ts';
import type { Row } from '../row.ts';

const PUSHES = 20;

/** What it costs that each push says who is signed in, with which device and in which role. */
export const row: Row = {
  title: `accepted over HTTP with rules on SQLite: ${CLIENTS} clients that are signed in, one event in each push`,
  over: 'the same without accounts',
  unit: 'events/s',
  target: { atLeast: 0.5 },
  rounds: 7,
  where: 'node',
  async prepare() {
    const [ours, open] = [await startLoad({ signedIn: true }), await startLoad()];
    return {
      ours: () => ours.eventsPerSecond(PUSHES, 1),
      bare: () => open.eventsPerSecond(PUSHES, 1),
      async finish() {
        await ours.end();
        await open.end();
      },
    };
  },
};

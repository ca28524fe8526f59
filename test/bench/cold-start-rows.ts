import type { BenchBrowser } from './browser.ts';
import type { Cold } from './cold-start.ts';
import type { Row } from './row.ts';

const MODULE = 'test/bench/cold-start.ts';
const TAIL = 500;

type Size = {
  readonly title: string;
  readonly events: number;
  readonly atMost: number;
};

/** From a browser that has just been started to today's board: a snapshot of today's sessions and what came since. */
export function withSnapshot({ title, events, atMost }: Size): Row {
  return {
    title,
    over: 'as many Dexie rows, read and folded',
    unit: 'ms',
    target: { atMost },
    rounds: 7,
    where: 'node',
    async prepare(bench) {
      await bench.inWorker(MODULE, 'fillOurs', events, { snapshot: true, tail: TAIL });
      await bench.inWorker(MODULE, 'fillRows', events);
      const boards = new Set<string>();
      const cold = async (name: string): Promise<number> => {
        const { time, cards } = await afterRelaunch<Cold>(bench, name);
        if (boards.add(cards).size > 1) throw new Error('the two boards differ');
        return time;
      };
      return { ours: () => cold('boardFromOurs'), bare: () => cold('boardFromRows') };
    },
  };
}

/** The same without a snapshot: every event is folded. */
export function withoutSnapshot({ title, events, atMost }: Size): Row {
  return {
    title,
    over: 'a bare read and JSON.parse of the same segments',
    unit: 'ms',
    target: { atMost },
    rounds: 7,
    where: 'node',
    async prepare(bench) {
      await bench.inWorker(MODULE, 'fillOurs', events, { snapshot: false, tail: 0 });
      return {
        ours: async () => (await afterRelaunch<Cold>(bench, 'boardFromOurs')).time,
        bare: () => afterRelaunch<number>(bench, 'parseSegments', events),
      };
    },
  };
}

async function afterRelaunch<T>(bench: BenchBrowser, name: string, ...args: unknown[]): Promise<T> {
  await bench.relaunch();
  return bench.inWorker(MODULE, name, ...args);
}

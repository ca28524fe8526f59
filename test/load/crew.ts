import { Worker } from 'node:worker_threads';
import type { Commit } from '../../shared/log/commit.ts';
import type { CrewNews, CrewOrders } from './storm-crew.ts';

/** Some of a storm's devices, in a thread of their own. */
export type Crew = {
  /** Every device books without a network; resolves with what they saved. */
  book(): Promise<readonly Commit[]>;
  /** The network is back; resolves, when all are drained, with how often each status was answered. */
  comeBack(onDrained: (afterMs: number) => void): Promise<Readonly<Record<string, number>>>;
  dismiss(): Promise<unknown>;
};

/** For the state of hundreds of devices. */
const MEMORY_MEGABYTES = 6_000;

export function callCrew(orders: CrewOrders): Crew {
  const thread = new Worker(new URL('./storm-crew.ts', import.meta.url), {
    workerData: orders,
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MEGABYTES },
  });
  const broken = new Promise<never>((_, reject) => thread.once('error', reject));
  broken.catch(() => undefined);

  /** Everything that it tells, until `last` finds what it waits for. */
  function order<T>(what: 'book' | 'come back', last: (news: CrewNews) => T | undefined): Promise<T> {
    const done = new Promise<T>((resolve) => {
      const listen = (news: CrewNews): void => {
        const found = last(news);
        if (found === undefined) return;
        thread.off('message', listen);
        resolve(found);
      };
      thread.on('message', listen);
    });
    thread.postMessage(what);
    return Promise.race([done, broken]);
  }

  return {
    book: () => order('book', (news) => (news.kind === 'booked' ? news.saved : undefined)),
    comeBack: (onDrained) =>
      order('come back', (news) => {
        if (news.kind === 'drained') onDrained(news.after);
        return news.kind === 'done' ? news.answers : undefined;
      }),
    dismiss: () => thread.terminate(),
  };
}

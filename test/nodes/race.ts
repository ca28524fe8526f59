import { createAuditor } from '../crash/auditor.ts';
import { createWitness } from '../crash/server-witness.ts';
import { random } from '../support/random.ts';
import { startCluster } from './cluster.ts';
import { createFollower, type Found } from './follower.ts';
import { type Counts, createWriter, scheduleShared } from './writer.ts';

const NODES = 3;
const WRITERS_PER_NODE = 8;

type Race = {
  readonly databaseUrl: string;
  /** Events. */
  readonly appends: number;
  readonly seed: number;
  /** Instead of the real server. */
  readonly program?: string;
};

export function describeRace({ seconds, counts, readers }: RaceReport): string {
  const { commits, events, conflicts, twice } = counts;
  const read = readers.map(({ pages, hints }) => `${pages} pages and ${hints} hints`).join(', ');
  return (
    `${events} events in ${commits} commits in ${seconds.toFixed(1)} s; ${conflicts} conflicts, ` +
    `${twice} requests to two nodes; the readers got ${read}`
  );
}

export type RaceReport = {
  readonly seconds: number;
  readonly counts: Counts;
  readonly readers: readonly Found[];
  /** What the readers, or whoever compared all answers with the log, found wrong. */
  readonly wrong: readonly string[];
};

/**
 * Server processes that start at the same moment on an empty database, devices that write to all of them, and a reader
 * at each. Ends when so many events were accepted, or as soon as a reader finds something wrong.
 */
export async function race({ databaseUrl, appends, seed, program }: Race): Promise<RaceReport> {
  const cluster = await startCluster(databaseUrl, NODES, program);
  try {
    return await run(cluster.addresses(), { appends, seed });
  } finally {
    await cluster.end();
  }
}

async function run(
  addresses: readonly string[],
  { appends, seed }: Pick<Race, 'appends' | 'seed'>,
): Promise<RaceReport> {
  const began = performance.now();
  const chance = random(seed);
  const witness = createWitness();
  await scheduleShared(addresses[0] ?? '', witness);
  const writers = Array.from({ length: addresses.length * WRITERS_PER_NODE }, (_, index) =>
    createWriter({ name: `writer ${index}`, addresses, chance: random(chance.whole(1, 1e9)), witness }),
  );
  const followers = addresses.map((address, index) =>
    createFollower(() => address, `reader of node ${index + 1}`),
  );
  const total = (): Counts => sum(writers.map(({ counts }) => counts));
  const wrong = (): string[] => [...followers.flatMap(({ found }) => found.wrong), ...witness.violations];
  const over = new AbortController();
  const reading = followers.map((follower) => follower.follow(over.signal));
  const isEnough = (): boolean =>
    followers.some(({ found }) => found.wrong.length > 0) || total().events >= appends;
  await Promise.all(writers.map((writer) => writer.writeUntil(isEnough)));
  over.abort();
  await Promise.all(reading);
  if (wrong().length === 0) await createAuditor(witness).compare(addresses.at(-1) ?? '');

  const readers = followers.map(({ found }) => found);
  const seconds = (performance.now() - began) / 1000;
  return { seconds, counts: total(), readers, wrong: wrong() };
}

function sum(all: readonly Counts[]): Counts {
  const of = (name: keyof Counts): number => all.reduce((total, counts) => total + counts[name], 0);
  return { commits: of('commits'), events: of('events'), conflicts: of('conflicts'), twice: of('twice') };
}

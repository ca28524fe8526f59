import { setTimeout } from 'node:timers/promises';
import { createAuditor } from '../crash/auditor.ts';
import { createClient } from '../crash/clients.ts';
import { deal } from '../crash/deck.ts';
import { createWitness, type Totals, type Witness } from '../crash/server-witness.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { type Random, random } from '../support/random.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { createFollower, NOT_NOW } from './follower.ts';
import { POINTS, type PointSettings } from './points.ts';

const CLIENTS = 6;
/** Nodes that die only by one kind of fault; one more dies at a point now and then. */
const NODES = 2;
/** How often a doomed node passes its point before it dies there, at most. */
const MOST_SKIPPED = 12;
/** Faults at random come up to so long after the traffic flows, in milliseconds. */
const WORKING_MS = 300;
/** How long a device stays with one node at most, in milliseconds. */
const VISIT_MS = 400;
/** Requests that have to be answered after each fault before the next one comes. */
const CARRY_ON = 20;
/** Far more than it takes. */
const LIMIT_MS = 40_000;

const FAULTS = [...POINTS, 'a node killed at random', 'the database restarted'] as const;
type Fault = (typeof FAULTS)[number];

type Outage = {
  readonly postgres: PostgresServer;
  readonly faults: number;
  readonly seed: number;
  /** Instead of all of them. */
  readonly deck?: readonly Fault[];
  /** A planted bug. */
  readonly hasty?: boolean;
};

export type OutageReport = {
  readonly seconds: number;
  readonly hits: ReadonlyMap<Fault, number>;
  /** Requests that were answered 503: not now. */
  readonly unavailable: number;
  readonly totals: Readonly<Totals>;
  readonly wrong: readonly string[];
};

/**
 * Nodes on one database, devices that turn to another node when one does not answer, a reader that follows. Nodes are
 * killed, the database is restarted at once, and after each fault the traffic has to flow again. In the end the log is
 * held against all that anybody was ever told.
 */
export async function outage({
  postgres,
  faults,
  seed,
  deck = FAULTS,
  hasty,
}: Outage): Promise<OutageReport> {
  const began = performance.now();
  const chance = random(seed);
  const { witness, unavailable } = createPatientWitness();
  const bug: PointSettings = hasty ? { DIE_HASTY: 'yes' } : {};
  const cluster = await startCluster(await postgres.createDatabase(), NODES);
  const hits = new Map<Fault, number>();
  const over = new AbortController();
  const pick = (): string => chance.pick(cluster.addresses());
  const follower = createFollower(pick, 'the reader');
  const working = [
    follower.follow(over.signal),
    ...hire(witness, chance).map((work) => work(pick, over.signal)),
  ];
  const isBroken = (): boolean => witness.violations.length + follower.found.wrong.length > 0;
  try {
    for (const fault of deal(faults, deck, chance)) {
      await answers(witness, isBroken);
      if (isBroken()) break;
      await strike(fault, { cluster, postgres, chance, bug });
      hits.set(fault, (hits.get(fault) ?? 0) + 1);
    }
    await answers(witness, isBroken);
    over.abort();
    await Promise.all(working);
    await createAuditor(witness).compare(pick());
  } finally {
    over.abort();
    await cluster.end();
  }
  const seconds = (performance.now() - began) / 1000;
  const wrong = [...follower.found.wrong, ...witness.violations];
  return { seconds, hits, unavailable: unavailable(), totals: witness.totals, wrong };
}

type Battlefield = {
  readonly cluster: Cluster;
  readonly postgres: PostgresServer;
  readonly chance: Random;
  readonly bug: PointSettings;
};

async function strike(fault: Fault, { cluster, postgres, chance, bug }: Battlefield): Promise<void> {
  switch (fault) {
    case 'the database restarted':
      await setTimeout(chance.whole(0, WORKING_MS));
      return postgres.restart();
    case 'a node killed at random':
      await setTimeout(chance.whole(0, WORKING_MS));
      await cluster.kill();
      return cluster.add();
    default:
      return cluster.addDoomed({ ...bug, DIE_AT: fault, DIE_SKIP: String(chance.whole(0, MOST_SKIPPED)) });
  }
}

/** What each device does: it works with a node for a while, or until that does not answer, and then with another. */
function hire(witness: Witness, chance: Random) {
  return Array.from({ length: CLIENTS }, (_, index) => {
    const client = createClient(`device ${index + 1}`, random(chance.whole(1, 1e9)), witness);
    return async (pick: () => string, over: AbortSignal): Promise<void> => {
      while (!over.aborted) {
        const visit = AbortSignal.any([over, AbortSignal.timeout(chance.whole(20, VISIT_MS))]);
        await client.work(pick(), visit);
        await setTimeout(5);
      }
    };
  });
}

/** The clients carry on: so many more requests are answered. */
async function answers(witness: Witness, isBroken: () => boolean): Promise<void> {
  const enough = witness.totals.requestsAcknowledged + CARRY_ON;
  const deadline = Date.now() + LIMIT_MS;
  while (witness.totals.requestsAcknowledged < enough && !isBroken()) {
    if (Date.now() > deadline) return witness.complain(`no traffic for ${LIMIT_MS} ms`);
    await setTimeout(5);
  }
}

function createPatientWitness(): { readonly witness: Witness; unavailable(): number } {
  const strict = createWitness();
  let count = 0;
  const complain = (violation: string): void => {
    if (NOT_NOW.test(violation)) count += 1;
    else strict.complain(violation);
  };
  return { witness: { ...strict, complain }, unavailable: () => count };
}

export function describeOutage({ seconds, hits, unavailable, totals, wrong }: OutageReport): string {
  const counted = Object.entries(totals).map(([name, count]) => `  ${name}: ${count}`);
  return [
    `in ${seconds.toFixed(1)} s: ${wrong.length === 0 ? 'nothing was lost' : `${wrong.length} violations`}`,
    ...FAULTS.map((fault) => `  ${fault}: ${hits.get(fault) ?? 0}`),
    `  answered "not now": ${unavailable}`,
    ...counted,
    ...wrong.slice(0, 10).map((one) => `✗ ${one}`),
  ].join('\n');
}

import { timingSafeEqual } from 'node:crypto';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Receipt } from '../../shared/sync/protocol.ts';
import { hashToken } from '../access/token.ts';
import type { Decided, Metrics, Reading, State } from './metrics.ts';

/** In seconds. A push waits for a disk, a first page for a megabyte to be packed. */
const BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

/** In the text format of Prometheus. `token`: without one, only this machine itself may read them. */
export function createPrometheusMetrics(token: string | undefined): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'daybook_request_seconds',
    help: 'Time until a request was answered, by route; of a live feed, until it began.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  return {
    answered({ method, route, status, seconds }) {
      const known = METHODS.has(method) ? method : 'other';
      requests.observe({ method: known, route, status: `${Math.floor(status / 100)}xx` }, seconds);
    },
    decided: countDecisions(registry),
    watch: (state) => gauge(state, registry),
    mayRead: (request) => mayRead(request, token),
    read: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}

const OUTCOMES: readonly (Receipt['outcome'] | 'repeated')[] = [
  'accepted',
  'repeated',
  'conflict',
  'deferred',
  'rejected',
  'unsupported',
];

function countDecisions(registry: Registry): (decided: Decided) => void {
  const registers = [registry];
  const commits = new Counter({
    name: 'daybook_commits_total',
    help: 'Commits that were decided, by outcome; repeated: had been accepted before.',
    labelNames: ['outcome'],
    registers,
  });
  const quarantined = new Counter({
    name: 'daybook_quarantined_total',
    help: 'Rejected commits that were put into a quarantine.',
    registers,
  });
  // So that a rate can be taken of what has not happened yet.
  for (const outcome of OUTCOMES) commits.inc({ outcome }, 0);
  return ({ receipts, repeated, quarantined: kept }) => {
    const byOutcome = Map.groupBy(receipts, ({ outcome }) => outcome);
    for (const [outcome, { length }] of byOutcome)
      commits.inc({ outcome }, outcome === 'accepted' ? length - repeated : length);
    commits.inc({ outcome: 'repeated' }, repeated);
    quarantined.inc(kept);
  };
}

function gauge(state: State, registry: Registry): void {
  new Gauge({
    name: 'daybook_live_feeds',
    help: 'Devices that listen to a live feed of this server now.',
    registers: [registry],
    collect() {
      this.set(state.liveFeeds());
    },
  });
  new Gauge({
    name: 'daybook_waiting_pushes',
    help: 'Pushes that wait for a transaction now.',
    registers: [registry],
    collect() {
      this.set(state.waitingPushes());
    },
  });
}

function mayRead({ authorization, isDirect }: Reading, token: string | undefined): boolean {
  if (token === undefined) return isDirect;
  const given = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(token)));
}

import { parentPort, workerData } from 'node:worker_threads';
import type { Commit } from '../../shared/log/commit.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import { enrolAt } from '../support/networked-device.ts';
import { random } from '../support/random.ts';
import { createSteadyWork } from '../support/steady-work.ts';
import { createShelf } from './lean-log.ts';
import { openStormDevice } from './storm-device.ts';

// Some of a storm's devices, in a thread of their own. The port says 'book' and then 'come back'.

export type CrewOrders = {
  readonly address: string;
  readonly sessions: readonly SessionId[];
  readonly devices: number;
  readonly commits: number;
  readonly seed: number;
  /** So many first pushes of the first device are turned away: the negative control of fairness. */
  readonly turnedAway: number;
};

export type CrewNews =
  | { readonly kind: 'booked'; readonly saved: readonly Commit[] }
  /** In milliseconds after the network was back. */
  | { readonly kind: 'drained'; readonly after: number }
  /** How often each status was answered; a 503 that does not say when to try again is '503 without retry-after'. */
  | { readonly kind: 'done'; readonly answers: Readonly<Record<string, number>> };

/** Sessions that one device books; and how many of its bookings it goes on with. */
const OWN_SESSIONS = 5;
const OWN_BOOKINGS = 5;
const GUESTS = 0.1;
/** How long a device that is turned away is to stay away. */
const AWAY_SECONDS = 8;

const port = parentPort;
if (!port) throw new Error('a crew works in a thread');
const orders = workerData as CrewOrders;
const chance = random(orders.seed);
const answers: Record<string, number> = {};
const tell = (news: CrewNews): void => port.postMessage(news);

const shelf = createShelf();
const devices = await Promise.all(
  Array.from({ length: orders.devices }, async (_, index) => {
    const enrolled = await enrolAt(orders.address, `Device ${orders.seed} ${index}`);
    const send = index === 0 ? turningAway(counted, orders.turnedAway) : counted;
    return openStormDevice(enrolled, { address: orders.address, shelf, fetch: send });
  }),
);

port.on('message', (order: 'book' | 'come back') => {
  const obeyed = order === 'book' ? book() : comeBack();
  obeyed.catch((error: unknown) => {
    throw error;
  });
});

async function book(): Promise<void> {
  const saved: Commit[] = [];
  for (const device of devices) {
    await device.catchUp();
    const sessions = Array.from({ length: OWN_SESSIONS }, () => chance.pick(orders.sessions));
    const work = createSteadyWork({ chance, sessions, bookings: OWN_BOOKINGS, guests: GUESTS });
    saved.push(...(await device.book(work, orders.commits)));
  }
  tell({ kind: 'booked', saved });
}

async function comeBack(): Promise<void> {
  const start = performance.now();
  // Each is forgotten when it sleeps: all of their books at once would be more than the crew has room for.
  await Promise.all(
    devices
      .splice(0)
      .map((device) =>
        device.comeBack().then(() => tell({ kind: 'drained', after: performance.now() - start })),
      ),
  );
  tell({ kind: 'done', answers });
  port?.close();
}

async function counted(...request: Parameters<typeof fetch>): Promise<Response> {
  const answer = await fetch(...request);
  const withoutRetry = answer.status === 503 && !answer.headers.has('retry-after');
  const what = `${answer.status}${withoutRetry ? ' without retry-after' : ''}`;
  answers[what] = (answers[what] ?? 0) + 1;
  return answer;
}

function turningAway(send: typeof fetch, times: number): typeof fetch {
  let left = times;
  return async (url, init) => {
    if (init?.method !== 'POST' || left-- <= 0) return send(url, init);
    return new Response(null, { status: 503, headers: { 'retry-after': String(AWAY_SECONDS) } });
  };
}

import type { Query } from '../../client/view/query.ts';
import type { StatusHead } from '../../client/view/status.ts';
import { viewOf } from '../../client/view/view-of.ts';
import type { PatchOf } from '../../client/worker/api.ts';
import { type Daybook, openDaybook, type Surroundings } from '../../client/worker/daybook.ts';
import { databaseName, type Enrolment } from '../../client/worker/log/device-register.ts';
import type { EventLog } from '../../client/worker/log/event-log.ts';
import type { EntryOf } from '../../client/worker/log/journal.ts';
import { createPast } from '../../client/worker/past.ts';
import { BROWSER_NETWORK } from '../../client/worker/sync/browser-network.ts';
import { createHttpTransport } from '../../client/worker/sync/http-transport.ts';
import { createLeadership } from '../../client/worker/sync/leadership.ts';
import { type Instant, localSequence, type Position, type WorkspaceId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import type { EnrolReply } from '../../shared/sync/protocol.ts';
import { openNodeEventSource } from './node-event-source.ts';
import { createQuickTimer, type QuickTimer } from './quick-timer.ts';

/** What a device keeps while no tab is open: who it is, and how the server knows it. */
export type Enrolled = { readonly enrolment: Enrolment; readonly cookie: string };

/** The real tab on real sockets: all of the worker but the browser around it. */
export type NetworkedDevice = Pick<Daybook, 'who' | 'submit' | 'syncNow' | 'tell'> & {
  readonly timer: QuickTimer;
  /** The strip at the top of every screen, as it was computed last. */
  status(): StatusHead;
  /** What a screen would show now. */
  look<Q extends Query>(query: Q): Promise<PatchOf<Q>>;
  /** What it has in its journal as saved, in that order. */
  saved(): Promise<EntryOf<'saved'>['commit'][]>;
  /** The server's log as this device has stored it. */
  recorded(): Promise<RecordedEvent[]>;
  /** No timer, no feed and no lock stays behind. */
  close(): void;
};

export type Around = {
  /** Where it reaches the server. */
  readonly address: string;
  readonly log: EventLog;
  /** How many times as fast as on the wall its time goes by. */
  readonly speed?: number;
  /** Puts something between the device and its network. */
  readonly fetch?: typeof fetch;
};

const now = (): Instant => new Date().toISOString() as Instant;

/** `session`: the cookie of who is signed in, where there are accounts. */
export async function enrolAt(
  address: string,
  name: string,
  { workspace = 'main', session = '' } = {},
): Promise<Enrolled> {
  const response = await fetch(`${address}/api/workspaces/${workspace}/devices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(session && { cookie: session }) },
    body: JSON.stringify({ name }),
  });
  const reply = (await response.json()) as EnrolReply;
  const enrolment = { ...reply, workspaceId: workspace as WorkspaceId, enrolledAt: now() };
  const device = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { enrolment, cookie: session ? `${session}; ${device}` : device };
}

export async function openNetworkedDevice(enrolled: Enrolled, around: Around): Promise<NetworkedDevice> {
  const { log, speed = 1 } = around;
  const timer = createQuickTimer(speed);
  const surroundings = surround(enrolled, around, timer);
  const daybook = await openDaybook(surroundings);
  const status = await watchStatus(daybook);
  return {
    ...daybook,
    timer,
    status,
    async look(query) {
      const first = Promise.withResolvers<PatchOf<typeof query>>();
      const id = await daybook.watch(query, first.resolve);
      const shown = await first.promise;
      await daybook.unwatch(id);
      return shown;
    },
    async saved() {
      const entries = await log.journal(localSequence(0));
      return entries.flatMap((entry) => (entry.kind === 'saved' ? [entry.commit] : []));
    },
    async recorded() {
      const events: RecordedEvent[] = [];
      for await (const batch of log.events({ after: 0 as Position })) events.push(...batch);
      return events;
    },
    close() {
      surroundings.leadership.stop();
      timer.stop();
      log.close();
    },
  };
}

/** What `worker.ts` hands in, with sockets of Node; it is the only tab of its device. */
function surround(
  { enrolment, cookie }: Enrolled,
  { address, log, fetch: send = fetch }: Around,
  timer: QuickTimer,
): Surroundings {
  const alone = { postMessage: () => undefined, onmessage: null, close: () => undefined };
  return {
    enrolment,
    log,
    timer,
    now,
    chance: Math.random,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    channel: { send: () => undefined, onMessage: () => undefined },
    loadPast: async () => createPast,
    loadViewOf: async () => viewOf,
    onReplay: () => undefined,
    leadership: createLeadership(databaseName(enrolment), {
      locks: navigator.locks,
      openChannel: () => alone,
      timer,
      random: Math.random,
    }),
    transport: createHttpTransport(enrolment.workspaceId, {
      ...BROWSER_NETWORK,
      timer,
      online: () => true,
      fetch: (path, init) => send(`${address}${path}`, { ...init, headers: { ...init.headers, cookie } }),
      openFeed: (path) => openNodeEventSource(`${address}${path}`, { cookie, timer }),
    }),
  };
}

async function watchStatus(daybook: Daybook): Promise<() => StatusHead> {
  const first = Promise.withResolvers<void>();
  let status: StatusHead | undefined;
  await daybook.watch({ view: 'status' }, ({ head }) => {
    status = head ?? status;
    first.resolve();
  });
  await first.promise;
  return () => {
    if (!status) throw new Error('the first patch of a view has no head');
    return status;
  };
}

import * as comlink from 'comlink';
import { version } from '../../package.json';
import type { Instant } from '../../shared/log/ids.ts';
import type { DaybookApi, Desk, Started, WorkerApi } from './api.ts';
import { type Daybook, openDaybook } from './daybook.ts';
import type { HandOver } from './hand-over/take-in.ts';
import { databaseName, type Enrolment } from './log/device-register.ts';
import { openDexieDeviceRegister } from './log/dexie-device-register.ts';
import { openDexieEventLog } from './log/dexie-event-log.ts';
import { StorageProblem } from './log/event-log.ts';
import { tellingTabs } from './put-away.ts';
import type { Progress } from './state/replica.ts';
import { BROWSER_NETWORK } from './sync/browser-network.ts';
import { createHttpTransport, type Network } from './sync/http-transport.ts';
import { createLeadership } from './sync/leadership.ts';
import { openingStatus } from './sync/sync-status.ts';
import { tabsOf } from './tabs.ts';
import { BROWSER_TIMER } from './timer.ts';

/** The worker's composition root: adapters are made here and nowhere else. */
const register = tellingTabs(openDexieDeviceRegister());
const now = (): Instant => new Date().toISOString() as Instant;
/** Who looks after the devices sees which of them runs what. */
const NETWORK: Network = {
  ...BROWSER_NETWORK,
  fetch: (path, init) => fetch(path, { ...init, headers: { ...init.headers, 'daybook-app': version } }),
};
/** Settled once the device's log is open; who asks before that waits. */
const opened = Promise.withResolvers<Daybook>();
let opening: Promise<Daybook> | undefined;
/** Told how far a long replay has come, before there is anything else to show. */
const progressListeners = new Set<Progress>();

/** Asked seldom, by who comes or goes: code that is fetched for it alone. */
const enrolment = () => import('./enrolment.ts');
const signingIn = () => import('./signing-in.ts');

const api: WorkerApi = {
  ping: async () => undefined,
  async start() {
    try {
      const current = await register.current();
      const isKnown = current && !(await register.isDoubted());
      const found = isKnown ? current : await (await enrolment()).beginning(register);
      return 'kind' in found ? found : await open(found);
    } catch (error) {
      const problem = error instanceof StorageProblem ? error : new StorageProblem('failed', String(error));
      return { kind: 'storage-problem', code: problem.code, detail: problem.message };
    }
  },
  async enrol(name, workspaceId) {
    // Two tabs at the enrolment enrol one device: the second finds the first's.
    return navigator.locks.request('daybook/enrol', async () => {
      const enrolled =
        (await register.current()) ??
        (await (await enrolment()).enrol(register, { name, workspaceId, now: now() }));
      return 'kind' in enrolled ? enrolled : open(enrolled);
    });
  },
  enrolByCode: async (asked) => (await enrolment()).enrolByCode(register, asked, now()),
  signInWays: async () => (await signingIn()).signInWays(),
  signIn: async (email, password) => (await signingIn()).signIn(register, { email, password }),
  setUp: async (first) => (await signingIn()).setUp(register, first),
  signInElsewhere: async () => (await signingIn()).signInElsewhere(register),
  signOut: async () => (await signingIn()).signOut(register),
  enrolAnew: () => register.retire(now()),
  submit: async (draft) => (await opened.promise).submit(draft),
  preview: async (draft) => (await opened.promise).preview(draft),
  async watch(query, onPatch) {
    const showProgress: Progress = (done, of) =>
      onPatch({ head: openingStatus({ what: 'replay', done, of }), rows: [] } as never);
    if (query.view === 'status') progressListeners.add(showProgress);
    const daybook = await opened.promise;
    progressListeners.delete(showProgress);
    return daybook.watch(query, onPatch);
  },
  unwatch: async (id) => (await opened.promise).unwatch(id),
  syncNow: async () => (await opened.promise).syncNow(),
  tell: async (what) => (await opened.promise).tell(what),
  exportUnsent: async () => (await handOver()).exportUnsent(),
  setAside: async (commitId, reason) => (await opened.promise).setAside(commitId, reason),
  lookAt: async (file) => (await handOver()).lookAt(file),
  takeIn: async (file) => (await handOver()).takeIn(file),
  desk: (async (question, ...given: unknown[]) =>
    ((await openedDesk())[question] as (...all: unknown[]) => unknown)(...given)) as DaybookApi['desk'],
};

/** Few ever ask for it: its code is fetched for who does. */
async function openedDesk(): Promise<Desk> {
  const { createDesk } = await import('./desk/desk.ts');
  const { who, replica, syncNow, report } = await opened.promise;
  const around = { ...who, replica, timer: BROWSER_TIMER, askSync: () => void syncNow() };
  return createDesk({ ...around, onUsualSession: (usualSession) => report({ usualSession }) }, NETWORK);
}

async function handOver(): Promise<HandOver> {
  const { createHandOver } = await import('./hand-over/take-in.ts');
  return createHandOver(await opened.promise, now);
}

async function open(own: Enrolment): Promise<Extract<Started, { kind: 'ready' }>> {
  opening ??= openOn(own);
  try {
    const daybook = await opening;
    opened.resolve(daybook);
    return { kind: 'ready', who: daybook.who };
  } catch (error) {
    opening = undefined;
    throw error;
  }
}

async function openOn(enrolment: Enrolment): Promise<Daybook> {
  const name = databaseName(enrolment);
  return openDaybook({
    enrolment,
    now,
    log: await openDexieEventLog(name),
    transport: createHttpTransport(enrolment.workspaceId, NETWORK),
    leadership: createLeadership(name, {
      locks: navigator.locks,
      openChannel: (channel) => new BroadcastChannel(channel),
      timer: BROWSER_TIMER,
      random: Math.random,
    }),
    channel: tabsOf(name),
    chance: Math.random,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    timer: BROWSER_TIMER,
    loadPast: async () => (await import('./past.ts')).createPast,
    loadViewOf: async () => (await import('../view/view-of.ts')).viewOf,
    onReplay(done, of) {
      for (const listener of progressListeners) listener(done, of);
    },
  });
}

comlink.expose(api);

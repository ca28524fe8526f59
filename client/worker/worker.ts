import * as comlink from 'comlink';
import type { Instant } from '../../shared/log/ids.ts';
import type { DaybookApi, Started } from './api.ts';
import { type Channel, type Daybook, openDaybook, type TabMessage } from './daybook.ts';
import { enrol, offerEnrolment } from './enrolment.ts';
import { databaseName, type Enrolment } from './log/device-register.ts';
import { openDexieDeviceRegister } from './log/dexie-device-register.ts';
import { openDexieEventLog } from './log/dexie-event-log.ts';
import { StorageProblem } from './log/event-log.ts';
import { createHttpTransport } from './sync/http-transport.ts';
import { createLeadership } from './sync/leadership.ts';

/** The worker's composition root: adapters are made here and nowhere else. */
const register = openDexieDeviceRegister();
const now = (): Instant => new Date().toISOString() as Instant;
let opened: Promise<Daybook> | undefined;

const api: DaybookApi = {
  async start() {
    try {
      const enrolment = await register.current();
      return enrolment ? await open(enrolment) : await offerEnrolment();
    } catch (error) {
      opened = undefined;
      const problem = error instanceof StorageProblem ? error : new StorageProblem('failed', String(error));
      return { kind: 'storage-problem', code: problem.code, detail: problem.message };
    }
  },
  async enrol(name, workspaceId) {
    const enrolled = await enrol(register, { name, workspaceId, now: now() });
    return 'kind' in enrolled ? enrolled : open(enrolled);
  },
  submit: async (draft) => (await daybook()).submit(draft),
  preview: async (draft) => (await daybook()).preview(draft),
  watch: async (query, onPatch) => (await daybook()).watch(query, onPatch),
  unwatch: async (id) => (await daybook()).unwatch(id),
  syncNow: async () => (await daybook()).syncNow(),
  tell: async (what) => (await opened)?.tell(what),
  exportUnsent: async () => (await daybook()).exportUnsent(),
  setAside: async (commitId, reason) => (await daybook()).setAside(commitId, reason),
};

async function daybook(): Promise<Daybook> {
  if (!opened) throw new Error('start comes first');
  return opened;
}

async function open(enrolment: Enrolment): Promise<Extract<Started, { kind: 'ready' }>> {
  opened ??= openOn(enrolment);
  const { who } = await opened;
  return { kind: 'ready', who };
}

async function openOn(enrolment: Enrolment): Promise<Daybook> {
  const name = databaseName(enrolment);
  return openDaybook({
    enrolment,
    now,
    log: await openDexieEventLog(name),
    transport: createHttpTransport(enrolment.workspaceId, {
      fetch: (path, init) => fetch(path, init),
      online: () => navigator.onLine,
      openFeed: (path) => new EventSource(path),
    }),
    leadership: createLeadership(name, Math.random),
    channel: tabsOf(name),
    chance: Math.random,
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    schedule(milliseconds, run) {
      const timer = setTimeout(run, milliseconds);
      return () => clearTimeout(timer);
    },
  });
}

/** What another tab says is only a hint to look at the storage: it is not checked further. */
function tabsOf(name: string): Channel {
  const channel = new BroadcastChannel(`${name}/tabs`);
  return {
    send: (message) => channel.postMessage(message),
    onMessage(listener) {
      channel.onmessage = ({ data }: MessageEvent<TabMessage>) => listener(data);
    },
  };
}

comlink.expose(api);

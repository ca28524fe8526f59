import type { CDPSession } from 'playwright';
import {
  book,
  createSession,
  decidedFor,
  enrol,
  lineOf,
  openList,
  openSession,
} from '../e2e/support/actions.ts';
import { openPhone, type Phone } from '../e2e/support/device.ts';

/** The real app in Chromium, somebody who uses it, and a look at what it holds. */
export type SoakPhone = {
  /** One round of what a person does at the door; it ends on a screen that always looks the same. */
  useIt(): Promise<void>;
  look(): Promise<PhoneLook>;
  /** Whom it booked and showed as decided. */
  readonly guests: readonly string[];
  close(): Promise<void>;
};

/** Heaps in bytes, with their garbage gone; the storage in bytes as the browser counts it. */
export type PhoneLook = {
  readonly pageHeap: number;
  readonly workerHeap: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly storage: number;
};

const TITLE = 'At the door';
const SEATS = 500;
/** A guest more, and a while without a network, in every so manieth round. */
const GUEST_EVERY = 4;
const OFFLINE_EVERY = 5;

export async function openSoakPhone(address: string): Promise<SoakPhone> {
  const phone = await openPhone(address);
  await enrol(phone, 'Ada');
  await createSession(phone, { title: TITLE, seats: SEATS });
  const heaps = await openHeaps(phone);
  let rounds = 0;
  let guest = '';
  const guests: string[] = [];

  return {
    async useIt() {
      const { page } = phone;
      const isOffline = rounds % OFFLINE_EVERY === OFFLINE_EVERY - 1;
      if (isOffline) await phone.offline();
      if (rounds % GUEST_EVERY === 0) {
        guest = `Guest ${rounds}`;
        await book(phone, TITLE, { guest, seats: 1 });
      }
      rounds += 1;
      await openSession(phone, TITLE);
      await openList(phone, 'Check-in');
      await page.getByRole('button', { name: `Check in: ${guest}`, exact: true }).click();
      await page.getByRole('button', { name: `Undo check-in: ${guest}`, exact: true }).click();
      await lineOf(phone, guest, /Here/).waitFor({ state: 'detached' });
      if (isOffline) await phone.online();
      await openList(phone, 'Bookings');
      await decidedFor(phone, guest);
      if (guests.at(-1) !== guest) guests.push(guest);
      for (const place of ['Inbox', 'History', 'Today', 'Device']) await visit(phone, place);
    },
    guests,
    async look() {
      const storage = await phone.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
      return { ...(await heaps.look()), storage };
    },
    close: () => phone.close(),
  };
}

async function visit({ page }: Phone, place: string): Promise<void> {
  const link = page.getByRole('navigation').getByRole('link', { name: new RegExp(`^${place}`) });
  await link.click();
  await page
    .getByRole('heading', { name: new RegExp(place) })
    .first()
    .waitFor();
}

type Heaps = { look(): Promise<Omit<PhoneLook, 'storage'>> };
type Attached = { readonly sessionId: string; readonly targetInfo: { readonly type: string } };

/** The page's heap, and through the page that of its worker. */
async function openHeaps({ context, page }: Phone): Promise<Heaps> {
  const session = await context.newCDPSession(page);
  const attached = new Promise<string>((resolve) => {
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }: Attached) => {
      if (targetInfo.type === 'worker') resolve(sessionId);
    });
  });
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const worker = workerSession(session, await attached);
  return {
    async look() {
      await session.send('HeapProfiler.collectGarbage');
      await worker('HeapProfiler.collectGarbage');
      const { usedSize: pageHeap } = await session.send('Runtime.getHeapUsage');
      const { usedSize: workerHeap = 0 } = await worker('Runtime.getHeapUsage');
      const { nodes, jsEventListeners: listeners } = await session.send('Memory.getDOMCounters');
      return { pageHeap, workerHeap, nodes, listeners };
    },
  };
}

type WorkerReply = { readonly id: number; readonly result: { readonly usedSize?: number } };

/** A worker is reached by messages that its page's session carries. */
function workerSession(session: CDPSession, sessionId: string) {
  const waiting = new Map<number, (result: WorkerReply['result']) => void>();
  let last = 0;
  session.on('Target.receivedMessageFromTarget', ({ message }: { message: string }) => {
    const { id, result } = JSON.parse(message) as WorkerReply;
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  return async (method: string): Promise<WorkerReply['result']> => {
    const id = ++last;
    const answered = new Promise<WorkerReply['result']>((resolve) => waiting.set(id, resolve));
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answered;
  };
}

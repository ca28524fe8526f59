import type { CDPSession, Page } from 'playwright';
import type { Phone } from './device.ts';

// Faults that a browser can have, made with its own devtools.

/** Stops a worker in the middle of its work, as a browser that saves power does: its timers too, and its locks stay
 * held. `worker` is its id as Web Locks and devtools name it. */
export async function freeze({ context }: Phone, worker: string): Promise<{ wake(): Promise<void> }> {
  const browser = await context.browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('this browser shows no devtools');
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId: worker, flatten: false });
  const send = (method: string, params = {}): Promise<unknown> =>
    browser.send('Target.sendMessageToTarget', {
      sessionId,
      message: JSON.stringify({ id: 1, method, params }),
    });
  const stopped = heard(browser, 'Debugger.paused');
  await send('Debugger.enable');
  await send('Runtime.evaluate', { expression: 'debugger' });
  await stopped;
  return {
    async wake() {
      const going = heard(browser, 'Debugger.resumed');
      await send('Debugger.resume');
      await going;
      await browser.detach();
    },
  };
}

function heard(browser: CDPSession, method: string): Promise<void> {
  return new Promise((resolve) => {
    browser.on('Target.receivedMessageFromTarget', ({ message }) => {
      if (JSON.parse(message).method === method) resolve();
    });
  });
}

declare global {
  /** Sets how fast time goes by in this worker. */
  var goFaster: ((times: number) => void) | undefined;
}

/** From now on time goes by faster for the page's worker: what it measures, and what it waits for since the first time
 * that this was called. */
export async function hurry(page: Page, times: number): Promise<void> {
  for (const worker of page.workers()) {
    await worker.evaluate(takeTime);
    await worker.evaluate((faster) => globalThis.goFaster?.(faster), times);
  }
}

/** Runs in the worker: what it schedules from now on goes by another clock. */
function takeTime(): void {
  if (globalThis.goFaster) return;
  const { performance, setTimeout, clearTimeout } = globalThis;
  const now = performance.now.bind(performance);
  const waiting = new Map<number, { run: () => void; due: number; timer: number }>();
  let speed = 1;
  let since = now();
  let reached = since;
  performance.now = () => reached + (now() - since) * speed;
  const begin = (id: number): void => {
    const one = waiting.get(id);
    if (!one) return;
    clearTimeout(one.timer);
    const fire = (): void => {
      waiting.delete(id);
      one.run();
    };
    one.timer = setTimeout(fire, Math.max(0, one.due - performance.now()) / speed) as unknown as number;
  };
  let ids = 0;
  globalThis.setTimeout = ((run: () => void, milliseconds = 0) => {
    const id = --ids;
    waiting.set(id, { run, due: performance.now() + milliseconds, timer: 0 });
    begin(id);
    return id;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((id?: number) => {
    clearTimeout(waiting.get(id ?? 0)?.timer ?? id);
    waiting.delete(id ?? 0);
  }) as typeof clearTimeout;
  globalThis.goFaster = (times) => {
    reached = performance.now();
    since = now();
    speed = times;
    for (const id of waiting.keys()) begin(id);
  };
}

/** How much a site may store. The caches of the app's own files come and go: some 100 KB more, some 300 KB less. */
export type Room = {
  /** So many bytes more than it held at the start. */
  allow(bytes: number): Promise<void>;
  lift(): Promise<void>;
};

/**
 * Opens the app in a browser that has no room for more; a page beside it keeps that up. From the start: how much room
 * there is Chromium asks seldom, and while there is some it goes for half a minute by what it heard.
 */
export async function openWithoutRoom(phone: Phone, origin: string): Promise<Room> {
  await phone.restart({ path: 'about:blank' });
  const devtools = await phone.context.newCDPSession(phone.page);
  const { usage } = await devtools.send('Storage.getUsageAndQuota', { origin });
  const room: Room = {
    async allow(bytes) {
      await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: usage + bytes });
    },
    async lift() {
      await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    },
  };
  // Below what it holds by more than any cache gives back.
  await room.allow(-usage + 1);
  phone.page = await phone.newTab('/');
  return room;
}

/** Removes what the site has in IndexedDB, with its pages open. */
export async function clearStorage({ context, page }: Phone): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await devtools.detach();
}

/** The page on which Chromium closes all connections to a site's databases. */
export async function openConnectionCutter({ context }: Phone): Promise<{ cut(): Promise<void> }> {
  const page = await context.newPage();
  await page.goto('chrome://indexeddb-internals/');
  return { cut: () => page.getByText('Force close').click() };
}

/** Ends the page's process. */
export async function crash(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Nobody is left to answer.
  devtools.send('Page.crash').catch(() => undefined);
  await crashed;
}

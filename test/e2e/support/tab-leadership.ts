import type { Page } from 'playwright';
import { expect } from 'vitest';
import { databaseNameOf } from './device-database.ts';

// Which of a device's tabs leads (L4), as the browser's locks and the leader's beats show it.

/** The worker that leads, by the id that devtools know it by too. */
export async function leaderOf(page: Page): Promise<string | undefined> {
  return holderOf(page, await databaseNameOf(page));
}

/** The worker of this page, by the same id: a lock says who holds it. */
export async function workerOf(page: Page): Promise<string> {
  const lock = `whose is this ${Math.random()}`;
  for (const worker of page.workers())
    await worker.evaluate((name) => {
      void navigator.locks.request(name, () => new Promise(() => undefined));
    }, lock);
  await expect.poll(() => holderOf(page, lock)).toBeDefined();
  return (await holderOf(page, lock)) ?? '';
}

function holderOf(page: Page, lock: string): Promise<string | undefined> {
  return page.evaluate(async (name) => {
    const { held = [] } = await navigator.locks.query();
    return held.find((one) => one.name === name)?.clientId;
  }, lock);
}

/** Resolves when a leader has shown so often that it is alive. */
export async function beatsHeard(page: Page, times: number): Promise<void> {
  await page.evaluate(
    ([name, wanted]) =>
      new Promise<void>((resolve) => {
        let heard = 0;
        new BroadcastChannel(`${name}/leader`).onmessage = () => {
          heard++;
          if (heard === wanted) resolve();
        };
      }),
    [await databaseNameOf(page), times] as const,
  );
}

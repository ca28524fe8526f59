import type { BrowserContext, Page } from 'playwright';

declare global {
  /** The page's newest worker, from outside. */
  var newestWorker: Worker | undefined;
}

/** From the next load on a test can get hold of the worker that a page starts. */
export async function followWorkers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      constructor(...from: ConstructorParameters<typeof Worker>) {
        super(...from);
        globalThis.newestWorker = this;
      }
    };
  });
}

/** It ends at once, as when the browser ends it: nobody is told. */
export async function endWorker(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.newestWorker?.terminate());
}

/** It ends at an error that nobody caught, and the page is told. */
export async function breakWorker(page: Page): Promise<void> {
  await endWorker(page);
  await page.evaluate(() => globalThis.newestWorker?.dispatchEvent(new Event('error')));
}

/** So many seconds go by for the page, at once. */
export async function letSecondsPass(page: Page, seconds: number): Promise<void> {
  await page.clock.runFor(seconds * 1_000);
}

/** What the worker says from now on does not reach the page. */
export async function loseAnswers(page: Page): Promise<void> {
  for (const worker of page.workers())
    await worker.evaluate(() => {
      globalThis.postMessage = () => undefined;
    });
}

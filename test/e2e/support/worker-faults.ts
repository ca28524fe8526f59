import type { BrowserContext, Page } from 'playwright';

declare global {
  /** The page's newest worker, from outside. */
  var newestWorker: Worker | undefined;
  /** It threw what nobody caught, or its program did not come. */
  var workerFailed: Promise<void> | undefined;
  /** What the next worker runs instead of its program. */
  var otherProgram: string | undefined;
}

/** From the next load on a test can get hold of the worker that a page starts. */
export async function followWorkers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    globalThis.Worker = class extends Worker {
      constructor(program: string | URL, options?: WorkerOptions) {
        super(globalThis.otherProgram ?? program, options);
        globalThis.newestWorker = this;
        globalThis.workerFailed = new Promise((resolve) => {
          this.addEventListener('error', () => resolve(), { once: true });
        });
      }
    };
  });
}

/** It ends at once, as when the browser ends it: nobody is told. */
export async function endWorker(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.newestWorker?.terminate());
}

/** As the browser names it. */
export const PLANTED_ERROR = 'Error: a bug that nobody catches';

/** The page is told, and the worker goes on. */
export async function throwInWorker(page: Page): Promise<void> {
  for (const worker of page.workers())
    await worker.evaluate((message) => {
      setTimeout(() => {
        throw new Error(message);
      });
    }, PLANTED_ERROR.slice('Error: '.length));
  await hasFailed(page);
}

const NO_PROGRAM = '/assets/no-program.js';

/** The program of the next worker does not come, until it is found again. */
export async function loseProgram(page: Page): Promise<{ find(): Promise<void> }> {
  await page.context().route(`**${NO_PROGRAM}`, (route) => route.abort());
  await page.evaluate((path) => {
    globalThis.otherProgram = path;
  }, NO_PROGRAM);
  return {
    find: () =>
      page.evaluate(() => {
        globalThis.otherProgram = undefined;
      }),
  };
}

/** Its newest worker has, and the page knows. */
export async function hasFailed(page: Page): Promise<void> {
  await page.evaluate(() => globalThis.workerFailed);
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

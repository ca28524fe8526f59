import type { Browser, Page } from 'playwright';

/** The longest task of a page's main thread, in milliseconds that the processor spent on it. */
export type LongestTask = { readonly ofProcessor: number };

type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
};

const TASK = 'ThreadControllerImpl::RunTask';
const MAIN_THREAD = 'CrRendererMain';

/** By Chromium's own trace of the time in which `act` goes on. */
export async function longestTask(
  { browser, page }: { browser: Browser; page: Page },
  act: () => Promise<unknown>,
): Promise<LongestTask> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
  let trace: Buffer;
  try {
    await act();
  } finally {
    trace = await browser.stopTracing();
  }
  const events = (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents;
  const mains = new Set(events.filter(({ args }) => args.name === MAIN_THREAD).map(threadOf));
  const tasks = events.filter((event) => event.name === TASK && mains.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('the trace has no task of a page');
  // Chromium counts in microseconds.
  return { ofProcessor: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000 };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}

/** As a finger does it: some screens on, then somewhere else altogether, and that again. */
export async function scrollAround(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const pane = [...document.querySelectorAll('.pane')].findLast(
      (one) => one.scrollHeight > one.clientHeight,
    );
    const isPane = pane && getComputedStyle(pane).overflowY === 'auto';
    const scroller = isPane ? pane : document.scrollingElement;
    if (!scroller) throw new Error('nothing to scroll');
    const drawn = (): Promise<void> =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    for (const part of [0, 0.9, 0.5, 0.1]) {
      scroller.scrollTop = part * scroller.scrollHeight;
      for (let step = 0; step < 10; step += 1) {
        scroller.scrollTop += 400;
        await drawn();
      }
    }
  });
}

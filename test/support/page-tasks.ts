import type { Browser, Page } from 'playwright';

// What the processor spent on a page by Chromium's own trace: what else the machine does meanwhile is not in it. In
// milliseconds.

/** The longest task of a page's main thread. */
export type LongestTask = { readonly ofProcessor: number };

type InBrowser = { readonly browser: Browser; readonly page: Page };

type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** In microseconds, as the two below. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly name?: string };
};

const TASK = 'ThreadControllerImpl::RunTask';
const PAGE = 'CrRendererMain';
const WORKER = 'DedicatedWorker thread';

/** While `act` goes on. */
export async function longestTask(where: InBrowser, act: () => Promise<unknown>): Promise<LongestTask> {
  const events = await traceOf(where, act);
  return { ofProcessor: Math.max(...tasksOf(events, [PAGE]).map(spent)) };
}

/** The marks of the page between which `processorTime` counts. */
export const BEGIN = 'counted from here';
export const END = 'counted up to here';

/** On the page and its worker together, from where the page marks its `BEGIN` while `act` goes on to its `END`. */
export async function processorTime(where: InBrowser, act: () => Promise<unknown>): Promise<number> {
  const events = await traceOf(where, act);
  const [from, to] = [BEGIN, END].map((mark) => events.find(({ name }) => name === mark)?.ts);
  if (from === undefined || to === undefined) throw new Error('the page set no marks');
  const between = tasksOf(events, [PAGE, WORKER]).filter(({ ts, dur = 0 }) => ts + dur > from && ts < to);
  return between.reduce((sum, task) => sum + spent(task), 0);
}

async function traceOf({ browser, page }: InBrowser, act: () => Promise<unknown>): Promise<TraceEvent[]> {
  await browser.startTracing(page, { categories: ['toplevel', '__metadata', 'blink.user_timing'] });
  let trace: Buffer;
  try {
    await act();
    // A task is in the trace once it is over, and what `act` waited for is said while the last one still goes on.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  } finally {
    trace = await browser.stopTracing();
  }
  return (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents;
}

function tasksOf(events: readonly TraceEvent[], threadNames: readonly string[]): TraceEvent[] {
  const threads = new Set(events.filter(({ args }) => isOf(threadNames, args.name)).map(threadOf));
  const tasks = events.filter((event) => event.name === TASK && threads.has(threadOf(event)));
  if (tasks.length === 0) throw new Error('the trace has no task of a page');
  return tasks;
}

function isOf(names: readonly string[], name: string | undefined): boolean {
  return name !== undefined && names.includes(name);
}

function spent({ tdur = 0 }: TraceEvent): number {
  return tdur / 1_000;
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}

/** As a finger does it: some screens on, until what is there is drawn, then somewhere else altogether, and that again. */
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
      while (document.querySelector('.long [aria-busy]')) await drawn();
    }
  });
}

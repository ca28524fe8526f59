// Where a device's browser can be killed. `worker-with-points.ts` knows where each of these moments is.

/** Each with three moments: written and not committed, committing, committed and nobody told. */
const TRANSACTIONS = ['saving', 'receipt', 'page', 'packing', 'snapshot', 'download'] as const;
type Transaction = (typeof TRANSACTIONS)[number];
const MOMENTS = ['not committed', 'committing', 'committed'] as const;
type Moment = (typeof MOMENTS)[number];

const REQUESTS = ['push: not sent', 'push: sent', 'push: answered', 'pull: answered'] as const;
const START = ['start: opening', 'start: reading the snapshot', 'start: reading the journal'] as const;

export type BrowserPoint = `${Transaction}: ${Moment}` | (typeof REQUESTS)[number] | (typeof START)[number];

/** Kills without a point at which the worker stands still. */
export const OTHER_BROWSER_KILLS = ['saved: said', 'at random: starting', 'at random: working'] as const;

export type BrowserKill = BrowserPoint | (typeof OTHER_BROWSER_KILLS)[number];

const points = (of: Transaction): BrowserPoint[] => MOMENTS.map((moment): BrowserPoint => `${of}: ${moment}`);

export const BROWSER_KILLS: readonly BrowserKill[] = [
  ...points('download'),
  ...START,
  ...points('saving'),
  ...REQUESTS,
  ...points('receipt'),
  ...points('page'),
  ...points('packing'),
  ...points('snapshot'),
  ...OTHER_BROWSER_KILLS,
];

/** How many events the server has to be ahead, so that the app comes there by itself when it is opened; 0: it does
 * when something is submitted. */
export function eventsBefore(kill: BrowserKill): number {
  if (kill.startsWith('packing')) return 600;
  return kill.startsWith('snapshot') || kill.startsWith('download') ? 2_100 : 0;
}

export function isBrowserPoint(kill: BrowserKill): kill is BrowserPoint {
  return !OTHER_BROWSER_KILLS.some((other) => other === kill);
}

/** What the page tells the worker, and hears from it, beside what the app says. */
export type Arming = {
  /** Stand still at this point, the time after `skip` times. */
  readonly crashAt: BrowserPoint | undefined;
  readonly skip: number;
  /** Tell of each point that is passed. */
  readonly trail: boolean;
};
export type WorkerNews = { readonly passed: string; readonly standsStill: boolean };

/** Planted in the worker: it says 'saved' and commits ten seconds later. */
export type WorkerBug = 'says-saved-early';

import { type Browser, chromium } from 'playwright';
import { enrol } from '../e2e/support/actions.ts';
import { type Office, openOffice } from '../e2e/support/busy-season.ts';
import { type RunningServer, startServer } from '../e2e/support/server.ts';
import { ON_A_PHONE, type Visit, visit } from '../e2e/support/visit.ts';
import { chromiumLaunch, findChromium } from '../support/chromium.ts';
import { longestTask } from '../support/page-tasks.ts';
import type { Row } from './row.ts';

// The app as it was built last, on a phone with a slow processor, in front of a long season.

/** How many times as long a slow processor takes. */
export const SLOWER = 4;
/** In milliseconds. */
export const LIMIT = 50;

type Season = { readonly sessions?: number; readonly bookings?: number };

export type LongPage = Visit & {
  readonly browser: Browser;
  readonly office: Office;
  /** The address of a session with all the bookings. */
  readonly fair: string;
  finish(): Promise<void>;
};

export async function openLongPage({ sessions = 2_000, bookings = 10_000 }: Season): Promise<LongPage> {
  const server: RunningServer = await startServer();
  const office = await openOffice(server.url);
  if (sessions > 0) await office.schedule(sessions);
  const fair = await office.openFair('Fair');
  await office.bookAtFair(bookings);
  const browser = await chromium.launch(chromiumLaunch(findChromium()));
  const seat = await visit(browser, server.url, ON_A_PHONE);
  await enrol(seat, 'Mira');
  return {
    ...seat,
    ...{ browser, office, fair },
    async finish() {
      await browser.close();
      await server.end();
    },
  };
}

type Use = {
  readonly season?: Season;
  readonly rounds?: number;
  /** What somebody does with it; for each run of the row anew. */
  act(): (long: LongPage) => Promise<void>;
};

/**
 * The longest task of the page `during` that. `ours`: four times what the processor spent on it, so that what else the
 * machine does is not in it; what it is compared with is the limit itself.
 */
export function longTaskRow(during: string, { season = {}, rounds = 7, act }: Use): Row {
  return {
    title: `longest task of the page while ${during}, on a processor ${SLOWER} times slower`,
    over: `the limit of ${LIMIT} ms`,
    unit: 'ms',
    target: { atMost: 1 },
    rounds,
    where: 'node',
    async prepare() {
      const long = await openLongPage(season);
      const use = act();
      return {
        ours: async () => SLOWER * (await longestTask(long, () => use(long))).ofProcessor,
        bare: async () => LIMIT,
        finish: long.finish,
      };
    },
  };
}

import { type Browser, chromium } from 'playwright';
import { enrol } from '../e2e/support/actions.ts';
import { type Office, openOffice } from '../e2e/support/busy-season.ts';
import { type RunningServer, startServer } from '../e2e/support/server.ts';
import { ON_A_PHONE, type Visit, visit } from '../e2e/support/visit.ts';
import { chromiumLaunch, findChromium } from '../support/chromium.ts';
import { longestTask } from '../support/page-tasks.ts';
import type { Trials } from './row.ts';

// The app as it was built last, on a phone with a slow processor, in front of a long season.

const SLOWER = 4;
const SESSIONS = 2_000;
const BOOKINGS = 10_000;
const MOST_MILLISECONDS = 50;

export type LongPage = Visit & { readonly office: Office; readonly fair: string };

/**
 * `ours`: four times what the processor spent on the longest task while `act` goes on, so that what else the machine
 * does is not in it; what it is compared with is the limit itself.
 */
export async function longTasks(act: (long: LongPage) => Promise<void>): Promise<Trials> {
  const server: RunningServer = await startServer();
  const office = await openOffice(server.url);
  await office.schedule(SESSIONS);
  const fair = await office.openFair('Fair');
  await office.bookAtFair(BOOKINGS);
  const browser: Browser = await chromium.launch(chromiumLaunch(findChromium()));
  const seat = await visit(browser, server.url, ON_A_PHONE);
  await enrol(seat, 'Mira');
  const long = { ...seat, office, fair };
  return {
    async ours() {
      const { ofProcessor } = await longestTask({ browser, page: seat.page }, () => act(long));
      return SLOWER * ofProcessor;
    },
    bare: async () => MOST_MILLISECONDS,
    async finish() {
      await browser.close();
      await server.end();
    },
  };
}

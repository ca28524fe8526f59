import { chromium } from 'playwright';
import { chromiumLaunch } from '../../support/chromium.ts';
import { inTurn } from './in-turn.ts';
import { type RunningServer, startServer } from './server.ts';
import { beginWork, openOffice, STAFF } from './staff.ts';
import { AT_A_DESK, type Visit, visit } from './visit.ts';

/** A server with a planner, Ada, at a desk unless it is said otherwise, and somebody in the field with a phone, Bob, both
 * signed in. */
export type DeskAndField = {
  readonly server: RunningServer;
  readonly ada: Visit;
  readonly bob: Visit;
  end(): Promise<void>;
};

export async function openDeskAndField(desk = AT_A_DESK): Promise<DeskAndField> {
  const opened: (() => Promise<unknown>)[] = [];
  const end = (): Promise<void> => inTurn(...opened.reverse());
  try {
    const server = await startServer({ accounts: true });
    opened.push(() => server.end());
    const browser = await chromium.launch(chromiumLaunch());
    opened.push(() => browser.close());
    const [ada, bob] = [await visit(browser, server.url, desk), await visit(browser, server.url)];
    opened.push(() => Promise.all([ada.close(), bob.close()]));
    await openOffice(server);
    await Promise.all([beginWork(ada, STAFF.planner), beginWork(bob, STAFF.field)]);
    return { server, ada, bob, end };
  } catch (error) {
    await end();
    throw error;
  }
}

import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromiumLaunch } from '../support/chromium.ts';
import { today } from './support/actions.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { beginWork, openOffice, STAFF } from './support/staff.ts';
import { AT_A_DESK, ON_A_PHONE, type Visit, visit } from './support/visit.ts';

// W13: what new sessions begin with is chosen at a desk, and is there on a phone that is out of reach by then.

let server: RunningServer;
let browser: Browser;
let alma: Visit;
let ada: Visit;

beforeAll(async () => {
  server = await startServer({ accounts: true });
  await openOffice(server);
  browser = await chromium.launch(chromiumLaunch());
  [alma, ada] = [await visit(browser, server.url, AT_A_DESK), await visit(browser, server.url, ON_A_PHONE)];
  await Promise.all([beginWork(alma, STAFF.administrator), beginWork(ada, STAFF.planner)]);
});
afterAll(async () => {
  for (const one of [alma, ada]) await one?.close();
  await browser?.close();
  await server?.end();
});

const SAVED = 'Saved for everybody: new sessions begin with this.';
const seatsAtTheDesk = () => alma.page.getByRole('textbox', { name: 'Seats' });

test('without a network an administrator is told so, and what was chosen stands there until it goes through', async () => {
  const { page } = alma;
  await page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
  await page.getByRole('link', { name: /^Settings/ }).click();
  await seatsAtTheDesk().fill('14');
  await page.getByLabel('When it is full').selectOption('Take what is left');
  await page.getByLabel('When seats become free').selectOption('offer');
  await alma.offline();
  await page.getByRole('button', { name: 'Save for everybody' }).click();
  await page
    .getByText('The server cannot be reached at the moment. Nothing was changed.', { exact: false })
    .waitFor();
  expect(await seatsAtTheDesk().inputValue()).toBe('14');
  await alma.online();
  await page.getByRole('button', { name: 'Save for everybody' }).click();
  await page.getByText(SAVED).waitFor();
  expect(await seatsAtTheDesk().inputValue()).toBe('14');
});

test('a planner out of reach, in an app begun anew, makes a session of it', async () => {
  const { page } = ada;
  await page.getByRole('button', { name: /^Saved on this device/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect.poll(() => seatsOfNewSession()).toBe('14');
  await ada.offline();
  await page.reload();
  await today(page);
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  await dialog.getByLabel('Title').fill('Bread');
  await dialog.getByLabel('Venue').fill('Mill');
  await dialog.getByRole('button', { name: 'Save the session' }).click();
  await page.getByRole('heading', { name: 'Bread' }).waitFor();
  expect(scheduled()).toEqual([]);
  await ada.online();
  await expect.poll(scheduled, { timeout: 20_000 }).toEqual([
    {
      capacity: [14],
      policy: { shortfall: 'partial', promotion: 'offer', offerMinutes: 60 },
    },
  ]);
});

/** Read and left alone: the form begins with what was known when it was opened. */
async function seatsOfNewSession(): Promise<string> {
  const { page } = ada;
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  const seats = await dialog.getByRole('textbox', { name: 'How many' }).inputValue();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'detached' });
  return seats;
}

function scheduled(): unknown[] {
  return server
    .log()
    .filter(({ type }) => type === 'SessionScheduled')
    .map(({ data }) => {
      const { seatTypes, policy } = data as { seatTypes: { capacity: number }[]; policy: unknown };
      return { capacity: seatTypes.map(({ capacity }) => capacity), policy };
    });
}

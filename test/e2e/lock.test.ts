import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromiumLaunch, findChromium } from '../support/chromium.ts';
import { book, createSession, decidedFor, lineOf, openSession, signIn, today } from './support/actions.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { beginWork, type Office, openOffice, PASSWORD, STAFF } from './support/staff.ts';
import { type Visit, visit } from './support/visit.ts';

// K1 to K3: a device that several people hold. One phone is handed on from test to test, with the PIN that is set first.

const PIN = '4711';

let server: RunningServer;
let office: Office;
let browser: Browser;
let phone: Visit;

beforeAll(async () => {
  server = await startServer({ accounts: true });
  office = await openOffice(server);
  browser = await chromium.launch(chromiumLaunch(findChromium()));
  phone = await visit(browser, server.url);
  await beginWork(phone, STAFF.planner);
  await createSession(phone, { title: 'Bookbinding', seats: 6 });
  await phone.context.clock.install();
});
beforeEach(() => phone.page.bringToFront());
afterAll(() =>
  inTurn(
    () => phone?.close(),
    () => browser?.close(),
    () => server?.end(),
  ),
);

const locked = (page = phone.page) => page.getByRole('heading', { name: 'Locked' });

async function unlock(pin = PIN, page = phone.page): Promise<void> {
  await page.getByLabel('PIN').fill(pin);
  await page.getByRole('button', { name: 'Unlock' }).click();
}

async function device(): Promise<void> {
  await phone.page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
}

test('a PIN is set, by who knows it twice and not one that anybody would try first', async () => {
  const { page } = phone;
  await device();
  await page.getByText('No PIN: whoever holds this device can use the daybook.').waitFor();
  await page.getByRole('button', { name: 'Set a PIN' }).click();
  const dialog = page.getByRole('dialog');
  const attempt = async (pin: string, again: string, says: string): Promise<void> => {
    await dialog.getByLabel('PIN, 4 to 12 digits').fill(pin);
    await dialog.getByLabel('The same PIN again').fill(again);
    await dialog.getByRole('button', { name: 'Set a PIN' }).click();
    await page.getByText(says, { exact: false }).waitFor();
  };
  await attempt('471', '471', 'The PIN needs 4 to 12 digits');
  await attempt('1234', '1234', 'Anybody would try that first.');
  await attempt(PIN, '4712', 'The two PINs are not the same.');
  await attempt(PIN, PIN, 'The PIN is set.');
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(kept).toContain('"rounds\\":600000');
  expect(kept, 'the PIN itself').not.toContain(PIN);
});

test('five minutes without a touch lock it over what is being typed, which is there again after the PIN', async () => {
  const { page } = phone;
  await openSession(phone, 'Bookbinding');
  await page.getByRole('button', { name: 'Book seats' }).click();
  const name = page.getByLabel('Guest’s name');
  await name.fill('Agatha');
  await phone.context.clock.fastForward('04:30');
  await name.press('End');
  await phone.context.clock.fastForward('04:30');
  expect(await locked().isVisible(), 'touched in between').toBe(false);
  await phone.context.clock.fastForward('00:31');
  await locked().waitFor();
  expect(await page.getByText('Bookbinding').filter({ visible: true }).count()).toBe(0);
  expect(await name.isVisible()).toBe(false);

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  for (const wrong of ['0815', '4710', '1147']) {
    await unlock(wrong);
    await page.getByText(wrong === '1147' ? 'The next try counts from' : 'That is not the PIN.').waitFor();
  }
  await unlock();
  await page.getByText('The next try counts from').waitFor();
  await locked().waitFor();
  await phone.context.clock.fastForward('00:31');
  await unlock();
  await locked().waitFor({ state: 'detached' });
  expect(await name.inputValue()).toBe('Agatha');
  expect(await name.evaluate((input) => input === document.activeElement), 'the focus is back').toBe(true);
  await page.getByLabel('Phone').fill('+43 660 1234567');
  await page.getByRole('button', { name: 'Save the booking' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await decidedFor(phone, 'Agatha');
});

test('all tabs lock and open together, and a reload opens nothing', async () => {
  const { page } = phone;
  const other = await phone.context.newPage();
  await other.goto('/');
  await other.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await page.bringToFront();
  await device();
  await page.getByRole('button', { name: 'Lock now' }).click();
  await locked(other).waitFor();
  await page.reload();
  await locked().waitFor();
  await unlock();
  await page.getByRole('button', { name: 'Lock now' }).waitFor();
  await locked(other).waitFor({ state: 'detached' });
  await other.close();
});

test('whoever has forgotten it signs out and in: the PIN is gone, and what was not sent is sent', async () => {
  const { page } = phone;
  await phone.offline();
  await office.endSessionsOf(STAFF.planner);
  await book(phone, 'Bookbinding', { guest: 'Dorothy', seats: 1 });
  await device();
  await page.getByRole('button', { name: 'Lock now' }).click();
  await page.getByText('PIN forgotten?').click();
  await page.getByText('1 entry is not sent yet', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('Without the network nobody can be signed out.', { exact: false }).waitFor();
  await phone.online();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await signIn(phone, { ...STAFF.planner, password: PASSWORD });
  await today(page);
  await openSession(phone, 'Bookbinding');
  await lineOf(phone, 'Dorothy', /Decided/).waitFor();
  await device();
  await page.getByText('No PIN: whoever holds this device can use the daybook.').waitFor();
});

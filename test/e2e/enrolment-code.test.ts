import { type Browser, chromium, type Page } from 'playwright';
import decodeQR from 'qr/decode.js';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromiumLaunch } from '../support/chromium.ts';
import {
  book,
  createSession,
  decidedFor,
  historyOf,
  openSession,
  signIn,
  signOut,
} from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { beginWork, type Office, openOffice, PASSWORD, STAFF } from './support/staff.ts';
import { AT_A_DESK, type Visit, visit } from './support/visit.ts';

let server: RunningServer;
let office: Office;
let browser: Browser;
let desk: Visit;
let phone: Visit;

beforeAll(async () => {
  server = await startServer({ accounts: true });
  office = await openOffice(server);
  browser = await chromium.launch(chromiumLaunch());
  desk = await visit(browser, server.url, AT_A_DESK);
  await beginWork(desk, STAFF.planner);
});
afterAll(() =>
  inTurn(
    () => desk?.close(),
    () => browser?.close(),
    () => server?.end(),
  ),
);
beforeEach(async () => {
  phone = await visit(browser, server.url);
});
afterEach(() => phone.close());

/** As the planner does it; what a camera reads from the picture. */
async function showCodeFor(member: string): Promise<string> {
  const { page } = desk;
  await page.goto('/desk/devices');
  await page.getByRole('button', { name: 'Enrol another browser' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByLabel('Whose device is it to be?').selectOption({ label: member });
  await sheet.getByRole('button', { name: 'Make the code' }).click();
  await sheet.getByText(/It counts once, until \d+:\d+/).waitFor();
  const scanned = await scan(page);
  expect(await sheet.getByRole('textbox', { name: 'Link' }).inputValue()).toBe(scanned);
  expect(await violationsOn(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Done' }).click();
  return scanned;
}

/** What stands on the screen as pixels, read as a camera would. */
async function scan(page: Page): Promise<string> {
  const picture = page.getByRole('img', { name: 'The link as a QR code' });
  const png = (await picture.screenshot()).toString('base64');
  const { data, width, height } = await page.evaluate(async (bytes) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(bitmap, 0, 0);
    const { data, width, height } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    return { data: btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')), width, height };
  }, png);
  return decodeQR({ data: Buffer.from(data, 'base64'), width, height });
}

test('W10: a planner shows a code; who scans it is enrolled and signed in, and the link is dead', async () => {
  await createSession(desk, { title: 'Bread baking', seats: 5 });
  const link = await showCodeFor('Bob · Field staff');
  await phone.page.goto(link);
  await phone.page.getByRole('heading', { name: 'Open the daybook here' }).waitFor();
  await phone.page.getByLabel('Name of this device').fill('Bob’s phone');
  await phone.page.getByRole('button', { name: 'Enrol this device' }).click();
  await phone.page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');
  expect((await historyOf(phone, 'Bread baking')).join('\n')).toMatch(/booked for Grace by Bob/);
  const devices = await (await office.ask('GET', 'devices')).json();
  expect(devices).toContainEqual(expect.objectContaining({ name: 'Bob’s phone', person: 'Bob' }));

  const another = await phone.context.newPage();
  await another.goto(link);
  await another.getByText('This browser is in use as “Bob’s phone”.', { exact: false }).waitFor();
  await another.getByRole('button', { name: 'Enrol this device' }).click();
  await another.getByText('This code was used already').waitFor();
  await phone.page.reload();
  await phone.page.getByRole('heading', { name: 'History: Bread baking' }).waitFor();
});

test('W10: a code at a browser that somebody else uses puts their device away, until they are back', async () => {
  await createSession(desk, { title: 'Rye bread', seats: 5 });
  await beginWork(phone, STAFF.field);
  await openSession(phone, 'Rye bread');
  await office.endSessionsOf(STAFF.field);
  await book(phone, 'Rye bread', { guest: 'Hedy', seats: 1 });
  await phone.page.getByText('Sign in to send.', { exact: false }).first().waitFor();

  await phone.page.goto(await showCodeFor('Anton · Auditor'));
  await phone.page.getByText('This browser is in use as “Bob”.', { exact: false }).waitFor();
  await phone.page.getByRole('button', { name: 'Enrol this device' }).click();
  await openSession(phone, 'Rye bread');
  await phone.page.getByText('No bookings yet').waitFor();
  expect(await phone.page.getByText('Hedy').count()).toBe(0);

  await signOut(phone);
  await signIn(phone, { ...STAFF.field, password: PASSWORD });
  await openSession(phone, 'Rye bread');
  await decidedFor(phone, 'Hedy');
});

import { type Browser, chromium } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { version } from '../../package.json';
import { DEVICES_PER_PERSON } from '../../server/access/enrol.ts';
import { chromiumLaunch } from '../support/chromium.ts';
import {
  book,
  createSession,
  decidedFor,
  enrolSignedIn,
  lineOf,
  openSession,
  signIn,
  signOut,
  today,
} from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { openDevice, savedBy } from './support/hand-over.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { beginWork, type Office, openOffice, PASSWORD, STAFF } from './support/staff.ts';
import { type Visit, visit } from './support/visit.ts';

let server: RunningServer;
let office: Office;
let browser: Browser;
let phone: Visit;

beforeAll(async () => {
  server = await startServer({ accounts: true });
  office = await openOffice(server);
  browser = await chromium.launch(chromiumLaunch());
});
afterAll(() =>
  inTurn(
    () => browser?.close(),
    () => server?.end(),
  ),
);
beforeEach(async () => {
  phone = await visit(browser, server.url);
});
afterEach(() => phone.close());

/** What the app says that the server asks for, once it is asked again. */
async function backOnline(says: string): Promise<void> {
  await phone.online();
  await phone.page.getByRole('alert').getByText(says, { exact: false }).waitFor();
}

test('the session ends while there is no network: work goes on, waits for a sign-in, and is sent', async () => {
  const { page } = phone;
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(phone, { ...STAFF.planner, password: 'not the password' });
  await page.getByText('The mail address or the password is not right.').waitFor();
  await signIn(phone, { ...STAFF.planner, password: PASSWORD });
  await page.getByText('You are signed in as Ada.', { exact: false }).waitFor();
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Bread baking', seats: 5 });
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');
  const devices = await page.evaluate(() => fetch('/api/workspaces/main/devices').then((one) => one.json()));
  const own = devices.find(({ current }: { current: boolean }) => current);
  expect(own).toMatchObject({ name: 'Ada', appVersion: version, commitsAccepted: 2 });

  await phone.offline();
  await office.endSessionsOf(STAFF.planner);
  await book(phone, 'Bread baking', { guest: 'Hedy', seats: 1 });
  await backOnline('Sign in to send.');
  await lineOf(phone, 'Hedy', /To send/).waitFor();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(phone, { ...STAFF.planner, password: PASSWORD });
  await decidedFor(phone, 'Hedy');
});

test('W4: signed in with what opens another daybook alone: that is said, work goes on, and is sent after all', async () => {
  const { page } = phone;
  await beginWork(phone, STAFF.planner);
  await createSession(phone, { title: 'Nut bread', seats: 5 });
  // As the server answers such a session (bound-passwords.test.ts).
  const nothingHere = { type: '/problems/not-found', title: 'not found', status: 404 };
  await phone.context.route('**/api/workspaces/main/**', (route) =>
    route.fulfill({ status: 404, contentType: 'application/problem+json', json: nothingHere }),
  );
  await book(phone, 'Nut bread', { guest: 'Hana', seats: 1 });
  const told = page.getByText('a password from another daybook opens that one alone. Nothing was lost');
  await page.getByRole('alert').filter({ has: told }).waitFor();
  await page.getByRole('button', { name: /The server asks who you are.*1 to send/ }).click();
  const panel = page.getByRole('dialog').filter({ has: told });
  await panel.getByRole('listitem').filter({ hasText: 'Hana' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await phone.context.unrouteAll();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(phone, { ...STAFF.planner, password: PASSWORD });
  await decidedFor(phone, 'Hana');
});

test('whoever has the link of the first start sets the server up and is its administrator', async () => {
  const fresh = await startServer({ accounts: true, inEarnest: true });
  onTestFinished(() => fresh.end());
  const desk = await visit(browser, fresh.url);
  const { page } = desk;
  await page.goto(fresh.setUpLink ?? 'no link was printed');
  await page.getByLabel('Name of the daybook').fill('The Mill');
  expect(await violationsOn(page)).toEqual([]);
  await page.getByLabel('Your name').fill('Alma');
  await page.getByLabel('Mail address').fill('alma@example.test');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByText('The password needs at least 10 characters.').waitFor();
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Set up' }).click();
  await enrolSignedIn(desk);
  expect(new URL(page.url()).pathname).toBe('/');
  await createSession(desk, { title: 'Bread baking', seats: 5 });
  await book(desk, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(desk, 'Grace');
  await desk.close();
});

test('another person at the same browser sees nothing of what waits there; its owner comes back and it is sent', async () => {
  const { page } = phone;
  await beginWork(phone, STAFF.planner);
  await createSession(phone, { title: 'Rye bread', seats: 5 });
  await book(phone, 'Rye bread', { guest: 'Ida', seats: 1 });
  await decidedFor(phone, 'Ida');
  const otherTab = await phone.context.newPage();
  await otherTab.goto('/');
  await otherTab.getByRole('link', { name: /Rye bread/ }).waitFor();
  await office.endSessionsOf(STAFF.planner);
  await book(phone, 'Rye bread', { guest: 'Joan', seats: 1 });
  await page.getByText('Sign in to send.', { exact: false }).first().waitFor();
  await openDevice(page);
  const out = page
    .locator('section')
    .filter({ has: page.getByRole('heading', { name: 'Sign out' }) })
    .last();
  await out.getByText('1 entry is not sent yet.').waitFor();
  await out.getByRole('listitem').filter({ hasText: 'Joan' }).waitFor();
  const saved = await savedBy(page, out.getByRole('button', { name: 'Save unsent to a file' }));
  expect(saved.toString()).toContain('Joan');
  await signOut(phone);
  await otherTab.getByRole('heading', { name: 'Sign in' }).waitFor();
  await otherTab.close();

  await beginWork(phone, STAFF.field);
  await openSession(phone, 'Rye bread');
  await lineOf(phone, 'Ida', /Decided/).waitFor();
  expect(await page.getByText('Joan').count()).toBe(0);
  const databases = await page.evaluate(() => indexedDB.databases());
  expect(databases.filter(({ name }) => name?.startsWith('daybook/main/'))).toHaveLength(2);
  await signOut(phone);

  await signIn(phone, { ...STAFF.planner, password: PASSWORD });
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await today(page);
  await openSession(phone, 'Rye bread');
  await decidedFor(phone, 'Joan');
});

test('C5: the device is revoked while it has unsent work: that is kept, the person reads why, and enrols anew', async () => {
  const { page } = phone;
  await beginWork(phone, STAFF.planner);
  await createSession(phone, { title: 'Soda bread', seats: 5 });
  await book(phone, 'Soda bread', { guest: 'Karen', seats: 1 });
  await decidedFor(phone, 'Karen');
  await phone.offline();
  await book(phone, 'Soda bread', { guest: 'Lise', seats: 1 });
  const devices = await (await office.ask('GET', 'devices')).json();
  const { deviceId } = devices.findLast(({ name }: { name: string }) => name === 'Ada');
  await office.ask('DELETE', `devices/${deviceId}`);

  await backOnline('Sign in to send.');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(phone, { ...STAFF.planner, password: PASSWORD });
  const banner = page.getByRole('alert');
  await banner.getByText('This device was signed off. 1 entry', { exact: false }).waitFor();
  const [kept] = await (await office.ask('GET', 'quarantine')).json();
  expect(JSON.stringify(kept)).toContain('Lise');
  await banner.getByRole('link', { name: 'Inbox' }).click();
  await page.getByRole('main').getByRole('link', { name: /Lise/ }).click();
  await page.getByText('This device was signed off by a planner.').waitFor();

  await banner.getByRole('button', { name: 'Enrol anew' }).click();
  await enrolSignedIn(phone);
  await openSession(phone, 'Soda bread');
  await lineOf(phone, 'Karen', /Decided/).waitFor();
  await book(phone, 'Soda bread', { guest: 'Mary', seats: 1 });
  await decidedFor(phone, 'Mary');
});

test('P7: who has too many devices in use is told what to do about it', async () => {
  const { page } = phone;
  await signIn(phone, { ...STAFF.auditor, password: PASSWORD });
  await page.getByText('You are signed in as Anton.', { exact: false }).waitFor();
  await page.evaluate(async (count) => {
    const headers = { 'content-type': 'application/json' };
    const asked = { method: 'POST', headers, body: JSON.stringify({ name: 'One more' }) };
    for (let enrolled = 0; enrolled < count; enrolled++) await fetch('/api/workspaces/main/devices', asked);
  }, DEVICES_PER_PERSON);
  await page.getByRole('button', { name: 'Enrol this device' }).click();
  await page.getByText('You have 50 devices in use in this daybook. Revoke one', { exact: false }).waitFor();
});

test('L8: a browser that lost its device’s cookie is told so, and is not asked to sign in for ever', async () => {
  const { page } = phone;
  await beginWork(phone, STAFF.field);
  await openSession(phone, 'Rye bread');
  await phone.context.clearCookies({ name: /^daybook-device/ });
  await book(phone, 'Rye bread', { guest: 'Olga', seats: 1 });
  const banner = page.getByRole('alert');
  await banner.getByText('1 entry that is not sent is kept here', { exact: false }).waitFor();
  await banner.getByRole('button', { name: 'Save unsent to a file' }).waitFor();
  expect(await banner.getByRole('button', { name: 'Sign in' }).count()).toBe(0);
});

test('C5: who is no member any more has what was unsent kept, and goes on when let in again', async () => {
  const { page } = phone;
  const { name, mail: email } = STAFF.planner;
  await beginWork(phone, STAFF.planner);
  await createSession(phone, { title: 'Flat bread', seats: 5 });
  await phone.offline();
  await book(phone, 'Flat bread', { guest: 'Nelly', seats: 1 });
  const members = await (await office.ask('GET', 'members')).json();
  const { userId } = members.find((member: { name: string }) => member.name === name);
  await office.ask('DELETE', `members/${userId}`);

  await backOnline('You do not belong to this daybook any more. 1 entry');
  const kept = await (await office.ask('GET', 'quarantine')).json();
  expect(JSON.stringify(kept.at(-1))).toContain('Nelly');

  await office.ask('POST', 'members', { name, email, role: 'auditor' });
  await page.reload();
  await page.getByRole('link', { name: /^Device/ }).click();
  await page.getByText('You are signed in as Ada, auditor.').waitFor();
  expect(await page.getByText('You do not belong').count()).toBe(0);
  await today(page);
  await openSession(phone, 'Flat bread');
  expect(await page.getByRole('button', { name: 'Book seats' }).count()).toBe(0);
});

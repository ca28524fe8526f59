import { type Browser, chromium, type Locator } from 'playwright';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { chromiumLaunch } from '../support/chromium.ts';
import {
  book,
  createSession,
  decidedFor,
  enrolSignedIn,
  historyOf,
  lineOf,
  openSession,
  signIn,
} from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { beginWork, openOffice, PASSWORD, STAFF } from './support/staff.ts';
import { AT_A_DESK, ON_A_PHONE, type Visit, visit } from './support/visit.ts';

// People, devices and the quarantine as those see them who look after them, and what it comes to for everybody else.

let server: RunningServer;
let browser: Browser;
/** At the same desk from the first test to the last. */
let admin: Visit;
let visits: Visit[] = [];

beforeAll(async () => {
  server = await startServer({ accounts: true });
  await openOffice(server);
  browser = await chromium.launch(chromiumLaunch());
  admin = await visit(browser, server.url, AT_A_DESK);
  await beginWork(admin, STAFF.administrator);
});
afterEach(async () => {
  const open = visits;
  visits = [];
  for (const one of open) await one.close();
});
afterAll(() =>
  inTurn(
    () => admin?.close(),
    () => browser?.close(),
    () => server?.end(),
  ),
);

async function come(viewport = ON_A_PHONE): Promise<Visit> {
  const visitor = await visit(browser, server.url, viewport);
  visits.push(visitor);
  return visitor;
}

async function openDesk({ page }: Visit, part: 'People' | 'Devices' | 'Quarantine'): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
  await page.getByRole('link', { name: new RegExp(`^${part}`) }).click();
  await page.getByRole('heading', { name: part, level: 1 }).waitFor();
}

/** The person's own wish to be up to date. */
async function sendNow({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: /^Saved on this device/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
}

/** A line of the list that is on the screen. */
function line({ page }: Visit, says: string | RegExp): Locator {
  return page.getByRole('main').getByRole('listitem').filter({ hasText: says }).first();
}

async function changeRole(name: string, role: string): Promise<void> {
  await admin.page.getByRole('button', { name: `Change: ${name}` }).click();
  const sheet = admin.page.getByRole('dialog');
  await sheet.getByRole('radio', { name: new RegExp(`^${role}`) }).check();
  await sheet.getByRole('button', { name: 'Save the role' }).click();
  await line(admin, name).getByText(role).waitFor();
}

/** The button that was pressed is gone from the screen, and whoever uses the keyboard is still somewhere. */
async function hasFocus({ page }: Visit): Promise<void> {
  await page.waitForFunction(() => document.activeElement !== document.body);
}

/** Of the session that is open. */
async function historySays({ page }: Visit, entry: RegExp): Promise<void> {
  const main = page.getByRole('main');
  await main.getByRole('link', { name: 'History', exact: true }).click();
  await main.getByRole('listitem').filter({ hasText: entry }).waitFor();
}

async function isAccessible({ page }: Visit): Promise<void> {
  expect(await violationsOn(page)).toEqual([]);
}

const CHANGING = ['New session', 'Book seats', 'Seats', 'Confirm', 'Cancel the booking', 'Change the party'];

async function offersNothing({ page }: Visit): Promise<void> {
  for (const name of CHANGING) expect(await page.getByRole('button', { name }).count(), name).toBe(0);
}

test('somebody is added and books; made an auditor, they see everything and are offered nothing', async () => {
  await createSession(admin, { title: 'Bread baking', seats: 5 });
  await openDesk(admin, 'People');
  await admin.page.getByRole('button', { name: 'Add somebody' }).click();
  const sheet = admin.page.getByRole('dialog');
  await sheet.getByLabel('Name', { exact: true }).fill('Greta');
  await sheet.getByLabel('Mail address').fill('greta@example');
  await sheet.getByRole('button', { name: 'Add to the daybook' }).click();
  await sheet.getByRole('alert').getByText('Look at it again.', { exact: false }).waitFor();
  await sheet.getByLabel('Mail address').fill('greta@example.test');
  const password = await sheet.getByLabel('First password').inputValue();
  await sheet.getByRole('button', { name: 'Add to the daybook' }).click();
  await sheet.getByText('Hand this over', { exact: false }).waitFor();
  await sheet.getByText(password).waitFor();
  await isAccessible(admin);
  await sheet.getByRole('button', { name: 'Done' }).click();
  await line(admin, 'Greta').getByText('Field staff').waitFor();

  const greta = await come();
  await signIn(greta, { mail: 'greta@example.test', password });
  await enrolSignedIn(greta);
  expect(await greta.page.getByRole('button', { name: 'New session' }).count()).toBe(0);
  expect(await greta.page.getByRole('link', { name: 'Desk' }).count()).toBe(0);
  await book(greta, 'Bread baking', { guest: 'Hedy', seats: 2 });
  await decidedFor(greta, 'Hedy');
  expect(await greta.page.getByRole('button', { name: 'Seats', exact: true }).count()).toBe(0);

  await changeRole('Greta', 'Auditor');
  await sendNow(greta);
  await greta.page.getByRole('button', { name: 'Book seats' }).waitFor({ state: 'detached' });
  await lineOf(greta, 'Hedy', /Reserved/)
    .getByRole('button')
    .click();
  await greta.page.getByRole('dialog').getByRole('link', { name: 'History' }).waitFor();
  await offersNothing(greta);
  await greta.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await offersNothing(greta);
  expect(await historyOf(greta, 'Bread baking')).toHaveLength(3);
});

test('W12: who forgot the password gets a new one handed over, and what waits at their browser goes on', async () => {
  const anton = await come();
  await beginWork(anton, STAFF.auditor);
  await openDesk(admin, 'People');
  await admin.page.getByRole('button', { name: 'Change: Alma' }).click();
  const sheet = admin.page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Save the role' }).waitFor();
  expect(await sheet.getByRole('button', { name: 'New first password' }).count(), 'her own').toBe(0);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await admin.page.getByRole('button', { name: 'Change: Anton' }).click();
  await sheet.getByRole('button', { name: 'New first password' }).click();
  await sheet.getByText('Anton is signed out everywhere', { exact: false }).waitFor();
  await isAccessible(admin);
  const password = await sheet.getByLabel('First password').inputValue();
  await sheet.getByRole('button', { name: 'Set the password' }).click();
  await sheet.getByText(password).waitFor();
  await isAccessible(admin);
  await sheet.getByRole('button', { name: 'Done' }).click();

  await sendNow(anton);
  await anton.page.getByRole('alert').getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(anton, { ...STAFF.auditor, password: PASSWORD });
  await anton.page.getByRole('alert').getByText('not right', { exact: false }).waitFor();
  await signIn(anton, { ...STAFF.auditor, password });
  await anton.page.getByText('Sign in to send.', { exact: false }).waitFor({ state: 'detached' });
});

test('an auditor reads people, devices and the quarantine; the last administrator stays', async () => {
  await openDesk(admin, 'People');
  await admin.page.getByRole('button', { name: 'Change: Alma' }).click();
  const sheet = admin.page.getByRole('dialog');
  await sheet.getByRole('button', { name: 'Take out of the daybook' }).click();
  await sheet.getByText('All that they recorded stays.', { exact: false }).waitFor();
  await sheet.getByRole('button', { name: 'Take out of the daybook' }).click();
  await sheet
    .getByRole('alert')
    .getByText('Make somebody else an administrator first.', { exact: false })
    .waitFor();
  await sheet.getByRole('button', { name: 'Keep in the daybook' }).click();
  await sheet.getByRole('button', { name: 'Close' }).click();
  await changeRole('Ada', 'Auditor');

  const auditor = await come(AT_A_DESK);
  await beginWork(auditor, STAFF.planner);
  for (const part of ['People', 'Devices', 'Quarantine'] as const) {
    await openDesk(auditor, part);
    await auditor.page.getByRole('button', { name: 'Look again' }).waitFor();
    await isAccessible(auditor);
    expect(await auditor.page.getByRole('button', { name: /^(Add|Change|Take|Set)/ }).count()).toBe(0);
  }
  await openDesk(auditor, 'Devices');
  // The desk beside it speaks of “this device” too.
  await line(auditor, /This device/)
    .getByText('Ada')
    .waitFor();
  // Of all devices one's own.
  await auditor.page.getByRole('button', { name: 'Revoke: Ada' }).waitFor();
  expect(await auditor.page.getByRole('button', { name: /^Revoke/ }).count()).toBe(1);
  await changeRole('Ada', 'Planner');
});

test('C5: a lost phone is revoked with work unsent: a planner takes in one entry and sets one aside', async () => {
  const planner = await come(AT_A_DESK);
  await beginWork(planner, STAFF.planner);
  await createSession(planner, { title: 'Rye bread', seats: 3 });
  const bob = await come();
  await signIn(bob, { ...STAFF.field, password: PASSWORD });
  await bob.page.getByLabel('Name of this device').fill('Gate phone');
  await enrolSignedIn(bob);
  await openSession(bob, 'Rye bread');
  await bob.offline();
  await book(bob, 'Rye bread', { guest: 'Ida', seats: 2 });
  await book(bob, 'Rye bread', { guest: 'Nobody', seats: 1 });

  await openDesk(admin, 'Devices');
  await admin.page.getByRole('button', { name: 'Revoke: Gate phone' }).click();
  const question = admin.page.getByRole('dialog');
  await question.getByText('that goes to the quarantine', { exact: false }).waitFor();
  await question.getByRole('button', { name: 'Revoke' }).click();
  await line(admin, 'Gate phone').getByText('Revoked', { exact: false }).waitFor();
  await hasFocus(admin);

  await bob.online();
  await bob.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(bob, { ...STAFF.field, password: PASSWORD });
  await bob.page.getByText('This device was signed off. 2 entries', { exact: false }).waitFor();

  await planner.page.reload();
  await planner.page.getByRole('link', { name: 'Desk 2 entries wait' }).waitFor();
  await openDesk(planner, 'Quarantine');
  const kept = line(planner, '2 × Seat booked for Ida');
  await kept.getByText('from Bob on Gate phone', { exact: false }).waitFor();
  await kept.getByText('The device had been revoked when this came.').waitFor();
  await isAccessible(planner);
  await kept.getByRole('button', { name: 'Take in' }).click();
  const sheet = planner.page.getByRole('dialog');
  await sheet.getByText('under your name', { exact: false }).waitFor();
  await sheet.getByRole('button', { name: 'Take in' }).click();
  await planner.page.getByText('Taken in under your name.').waitFor();
  await kept.waitFor({ state: 'detached' });
  await hasFocus(planner);

  await line(planner, '1 × Seat booked for Nobody').getByRole('button', { name: 'Set aside' }).click();
  await sheet.getByRole('button', { name: 'Set aside' }).click();
  await sheet.getByRole('alert').getByText('Write a reason', { exact: false }).waitFor();
  await sheet.getByLabel('Reason').fill('There is no such guest');
  await sheet.getByRole('button', { name: 'Set aside' }).click();
  await planner.page.getByText('Nothing is kept apart.').waitFor();
  await planner.page.getByRole('link', { name: 'Desk', exact: true }).first().waitFor();
  await planner.page.getByRole('button', { name: 'Show 1 set aside' }).click();
  await line(planner, 'Nobody')
    .getByText(/Set aside by Ada, .*: There is no such guest/)
    .waitFor();

  await openSession(planner, 'Rye bread');
  await lineOf(planner, 'Ida', /Reserved/).waitFor();
  await historySays(planner, /2 × Seat booked for Ida.*by Bob.*taken in by Ada/s);

  // Whoever recorded it goes on at the same browser with another device, and finds out what came of it.
  await bob.page.getByRole('button', { name: 'Enrol anew' }).click();
  await enrolSignedIn(bob);
  await openSession(bob, 'Rye bread');
  await lineOf(bob, 'Ida', /Reserved/).waitFor();
  await historySays(bob, /2 × Seat booked for Ida.*by Bob.*taken in by Ada/s);
  expect(await bob.page.getByText('Nobody').count()).toBe(0);
});

test('what a role does not permit any more is said where it was recorded, and so is that a planner took it in', async () => {
  const [planner, bob] = [await come(AT_A_DESK), await come()];
  await beginWork(planner, STAFF.planner);
  await createSession(planner, { title: 'Flat bread', seats: 3 });
  await beginWork(bob, STAFF.field);
  await openSession(bob, 'Flat bread');
  await bob.offline();
  await book(bob, 'Flat bread', { guest: 'Joan', seats: 2 });
  await openDesk(admin, 'People');
  await changeRole('Bob', 'Auditor');
  await bob.online();
  await bob.page
    .getByRole('alert')
    .getByText('1 entry was not accepted by the server.', { exact: false })
    .waitFor();
  await bob.page.getByRole('button', { name: 'Book seats' }).waitFor({ state: 'detached' });

  await openDesk(planner, 'Quarantine');
  const kept = line(planner, '2 × Seat booked for Joan');
  await kept.getByText('The role of whoever recorded it does not permit this.').waitFor();
  await kept.getByRole('button', { name: 'Take in' }).click();
  await planner.page.getByRole('dialog').getByRole('button', { name: 'Take in' }).click();
  await bob.page.getByText('Taken into the book after all: 1 entry of yours.', { exact: false }).waitFor();
  await lineOf(bob, 'Joan', /Reserved.*Decided/s).waitFor();
});

test('W6: another password ends the other sessions of an account; signing out everywhere ends all', async () => {
  const [here, elsewhere] = [await come(), await come()];
  await beginWork(here, STAFF.planner);
  await beginWork(elsewhere, STAFF.planner);
  await here.page.getByRole('link', { name: 'Device' }).click();
  await here.page.getByText('You are signed in as Ada, planner.').waitFor();
  await here.page.getByRole('button', { name: 'Change the password' }).click();
  const sheet = here.page.getByRole('dialog');
  await sheet.getByLabel('Password until now').fill('not the password');
  await sheet.getByLabel('New password').fill('another long one');
  await sheet.getByRole('button', { name: 'Change the password' }).click();
  await sheet.getByRole('alert').getByText('The password until now is not right.').waitFor();
  await sheet.getByLabel('Password until now').fill(PASSWORD);
  await sheet.getByRole('button', { name: 'Change the password' }).click();
  await here.page.getByText('Your password is changed.', { exact: false }).waitFor();
  await sendNow(elsewhere);
  await elsewhere.page.getByText('Sign in to send.', { exact: false }).first().waitFor();
  await sendNow(here);
  await elsewhere.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(elsewhere, { ...STAFF.planner, password: 'another long one' });
  await elsewhere.page.getByText('Sign in to send.').first().waitFor({ state: 'detached' });

  await isAccessible(here);
  await here.page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await here.page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await sendNow(elsewhere);
  await elsewhere.page.getByText('Sign in to send.', { exact: false }).first().waitFor();
});

import { type Browser, chromium } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { chromiumLaunch } from '../support/chromium.ts';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.ts';
import {
  book,
  createSession,
  decidedFor,
  enrolSignedIn,
  lineOf,
  openSession,
  signOut,
  today,
} from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { beginWork, type Office, openOffice, type Somebody, STAFF } from './support/staff.ts';
import { AT_A_DESK, type Visit, visit } from './support/visit.ts';

// The organisation's own sign-on is another site: the app is left, and whoever comes back may be somebody else.

let provider: IdentityProvider;
let server: RunningServer;
let office: Office;
let browser: Browser;
let phone: Visit;

beforeAll(async () => {
  provider = await startIdentityProvider();
  server = await startServer({ accounts: true, signOn: provider });
  office = await openOffice(server);
  browser = await chromium.launch(chromiumLaunch());
});
afterAll(() =>
  inTurn(
    () => browser?.close(),
    () => server?.end(),
    () => provider?.close(),
  ),
);
beforeEach(async () => {
  phone = await visit(browser, server.url);
});
afterEach(() => phone.close());

/** Undefined: the sign-on says no. */
async function goElsewhere(who: Somebody | undefined): Promise<void> {
  provider.expect(who);
  await phone.page.getByRole('button', { name: 'Sign in with your organisation' }).click();
}

/** Of the person whose device is open: it stays open, and asks. */
async function sessionEnds(who: Somebody): Promise<void> {
  await office.endSessionsOf(who);
  await phone.page.getByRole('button', { name: /^Saved on this device/ }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Send now' }).click();
  await phone.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await phone.page.getByRole('alert').getByText('Sign in to send.', { exact: false }).waitFor();
}

async function admitGreta(desk: Visit): Promise<string> {
  const { page } = desk;
  await page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
  await page.getByRole('link', { name: /^People/ }).click();
  await page.getByRole('button', { name: 'Add somebody' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('radio', { name: /^The organisation’s own sign-on/ }).waitFor();
  await sheet.getByLabel('Name', { exact: true }).fill('Greta');
  await sheet.getByRole('textbox', { name: 'Mail address' }).fill('greta@example.test');
  expect(await sheet.getByRole('textbox', { name: 'First password' }).count()).toBe(0);
  await sheet.getByRole('button', { name: 'Add to the daybook' }).click();
  await sheet.getByText('Tell them', { exact: false }).waitFor();
  const said = await sheet.innerText();
  await sheet.getByRole('button', { name: 'Done' }).click();
  return said;
}

/** Whether any page that this tab opens from now on shows it, and be it for a moment. */
async function watchFor(text: string): Promise<() => Promise<boolean>> {
  const { page } = phone;
  await page.addInitScript((wanted) => {
    new MutationObserver(() => {
      if (document.body?.innerText.includes(wanted)) sessionStorage.setItem('seen', wanted);
    }).observe(document, { childList: true, subtree: true, characterData: true });
  }, text);
  return () => page.evaluate(() => sessionStorage.getItem('seen') !== null);
}

async function openSignIn(): Promise<void> {
  await phone.page.getByRole('alert').getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('W1: a second person comes back to the first one’s open device: nothing of the first is shown, and it waits', async () => {
  const { page } = phone;
  await goElsewhere(STAFF.planner);
  await page.getByText('You are signed in as Ada.', { exact: false }).waitFor();
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Rye bread', seats: 5 });
  await book(phone, 'Rye bread', { guest: 'Ida', seats: 1 });
  await decidedFor(phone, 'Ida');
  const otherTab = await phone.context.newPage();
  await otherTab.goto('/');
  await otherTab.getByRole('link', { name: /Rye bread/ }).waitFor();
  await page.bringToFront();
  await sessionEnds(STAFF.planner);
  await book(phone, 'Rye bread', { guest: 'Joan', seats: 1 });

  await openSignIn();
  const wasSeen = await watchFor('Rye bread');
  await goElsewhere(STAFF.field);
  await page.getByText('You are signed in as Bob.', { exact: false }).waitFor();
  expect(await wasSeen()).toBe(false);
  await otherTab.getByText('You are signed in as Bob.', { exact: false }).waitFor();
  await otherTab.close();
  await enrolSignedIn(phone);
  await openSession(phone, 'Rye bread');
  await lineOf(phone, 'Ida', /Decided/).waitFor();
  expect(await page.getByText('Joan').count()).toBe(0);
  await signOut(phone);

  await goElsewhere(STAFF.planner);
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await today(page);
  await openSession(phone, 'Rye bread');
  await decidedFor(phone, 'Joan');
});

test('C6: whoever is away from the network after they went to sign on works on with what is theirs', async () => {
  const { page } = phone;
  await goElsewhere(STAFF.field);
  await enrolSignedIn(phone);
  await openSession(phone, 'Rye bread');
  await sessionEnds(STAFF.field);
  await openSignIn();
  await page.route(`${provider.issuer}/**`, (route) => route.abort());
  await goElsewhere(STAFF.field);
  await expect.poll(() => page.url()).toMatch(/^chrome-error:/);
  await phone.offline();
  await page.goto('/');
  await openSession(phone, 'Rye bread');
  await book(phone, 'Rye bread', { guest: 'Kate', seats: 1 });
  await lineOf(phone, 'Kate', /To send/).waitFor();
});

test('a sign-on that fails says so where one signs in: what happened, what was kept, what to do', async () => {
  const { page } = phone;
  const said = page.getByRole('alert');
  await goElsewhere(undefined);
  await said.getByText('Your organisation’s sign-on did not work.').waitFor();
  await said.getByText('what was saved on this device is kept. Try again.', { exact: false }).waitFor();
  expect(await violationsOn(page)).toEqual([]);
  await goElsewhere({ name: 'Eve', mail: 'eve@example.test' });
  await said.getByText('Ask an administrator to add you with that address.', { exact: false }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(await page.getByText('Ask an administrator', { exact: false }).count(), 'it is said once').toBe(0);

  await goElsewhere(STAFF.field);
  await enrolSignedIn(phone);
  await sessionEnds(STAFF.field);
  await openSignIn();
  await goElsewhere(undefined);
  await said.getByText('Your organisation’s sign-on did not work.').waitFor();
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();

  await provider.close();
  await openSignIn();
  await goElsewhere(STAFF.field);
  await page.getByText('Your organisation’s sign-on cannot be reached.', { exact: false }).waitFor();
  await provider.openAgain();
});

test('W11: somebody is admitted for the organisation’s own sign-on alone, and the sheet to hand over names no password', async () => {
  const desk = await visit(browser, server.url, AT_A_DESK);
  await beginWork(desk, STAFF.administrator);
  const said = await admitGreta(desk);
  expect(said).toContain('own sign-on');
  expect(said).not.toMatch(/password/i);
  await desk.close();
  await goElsewhere({ name: 'Greta', mail: 'greta@example.test' });
  await phone.page.getByText('You are signed in as Greta.', { exact: false }).waitFor();
});

import { AxeBuilder } from '@axe-core/playwright';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { version } from '../../package.json';
import {
  book,
  createSession,
  decidedFor,
  enrolSignedIn,
  lineOf,
  openSession,
  signIn,
  today,
} from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { type RunningServer, startServer } from './support/server.ts';

const SESSION = 'Bread baking';
const PLANNER = { mail: 'planner@demo.test' };
const FIELD = { mail: 'field@demo.test' };

let server: RunningServer;
let phone: Phone;

beforeEach(async () => {
  server = await startServer({ demo: true, accounts: true });
  phone = await openPhone(server.url);
});
afterEach(async () => {
  await phone.close();
  await server.end();
});

async function signOut(): Promise<void> {
  await phone.page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await phone.page.getByRole('button', { name: 'Sign out' }).click();
  await phone.page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

/** As somebody does who has lost a phone: from elsewhere, all sessions of the account. */
async function endSessionsOf({ mail }: { mail: string }): Promise<void> {
  const post = (path: string, body: object, cookie = ''): Promise<Response> =>
    fetch(`${server.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie && { cookie }) },
      body: JSON.stringify(body),
    });
  const signedIn = await post('sign-in/email', { email: mail, password: 'daybook-demo' });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect((await post('sign-out-everywhere', {}, cookie)).status).toBe(204);
}

test('somebody signs in, enrols, books; the session ends and the queue waits until they sign in again', async () => {
  const { page } = phone;
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await signIn(phone, { ...PLANNER, password: 'not the password' });
  await page.getByText('The mail address or the password is not right.').waitFor();
  await signIn(phone, PLANNER);
  await page.getByText('You are signed in as Petra.', { exact: false }).waitFor();
  await enrolSignedIn(phone);
  await createSession(phone, { title: SESSION, seats: 5 });
  await book(phone, SESSION, { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');

  const devices = await page.evaluate(() => fetch('/api/workspaces/demo/devices').then((one) => one.json()));
  const own = devices.find(({ current }: { current: boolean }) => current);
  expect(own).toMatchObject({ name: 'Petra', appVersion: version, commitsAccepted: 2 });

  await endSessionsOf(PLANNER);
  await book(phone, SESSION, { guest: 'Hedy', seats: 1 });
  await page.getByText('Sign in to send.', { exact: false }).first().waitFor();
  await lineOf(phone, 'Hedy', /To send/).waitFor();
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(phone, PLANNER);
  await decidedFor(phone, 'Hedy');
});

test('whoever has the link of the first start sets the server up and is its administrator', async () => {
  const fresh = await startServer({ accounts: true });
  onTestFinished(() => fresh.end());
  const office = await openPhone(fresh.url);
  const { page } = office;
  await page.goto(fresh.setUpLink ?? 'no link was printed');
  await page.getByLabel('Name of the daybook').fill('The Mill');
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await page.getByLabel('Your name').fill('Alma');
  await page.getByLabel('Mail address').fill('alma@example.test');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Set up' }).click();
  await page.getByText('The password needs at least 10 characters.').waitFor();
  await page.getByLabel('Password').fill('a long password');
  await page.getByRole('button', { name: 'Set up' }).click();
  await enrolSignedIn(office);
  expect(new URL(page.url()).pathname).toBe('/');
  await createSession(office, { title: SESSION, seats: 5 });
  await book(office, SESSION, { guest: 'Grace', seats: 1 });
  await decidedFor(office, 'Grace');
  await office.close();
});

test('another person at the same browser sees nothing of what waits there; its owner comes back and it is sent', async () => {
  const { page } = phone;
  await signIn(phone, PLANNER);
  await enrolSignedIn(phone);
  await createSession(phone, { title: SESSION, seats: 5 });
  await book(phone, SESSION, { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');
  await endSessionsOf(PLANNER);
  await book(phone, SESSION, { guest: 'Hedy', seats: 1 });
  await page.getByText('Sign in to send.', { exact: false }).first().waitFor();
  await signOut();

  await signIn(phone, FIELD);
  await enrolSignedIn(phone);
  await openSession(phone, SESSION);
  await lineOf(phone, 'Grace', /Decided/).waitFor();
  expect(await page.getByText('Hedy').count()).toBe(0);
  await signOut();

  await signIn(phone, PLANNER);
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await today(page);
  await openSession(phone, SESSION);
  await decidedFor(phone, 'Hedy');
});

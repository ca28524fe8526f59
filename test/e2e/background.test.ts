import { afterEach, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrolSignedIn, lineOf, openSession } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';

let server: RunningServer;
let phone: Phone;

beforeEach(async () => {
  server = await startServer({ accounts: true });
  phone = await openPhone(server.url, { session: await setUpBy(STAFF.planner, server) });
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Bread baking', seats: 3 });
});
afterEach(async () => {
  await phone.close();
  await server.end();
});

test('C6: what was saved before the last tab was closed goes out when the browser says there is a network', async () => {
  await phone.offline();
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 2 });
  const blank = await phone.context.newPage();
  const devtools = await phone.context.newCDPSession(blank);
  const registration = serviceWorkerIn(devtools);
  await phone.page.close();
  expect(server.log()).toHaveLength(1);
  // The browser may do of its own accord what the test then asks it to do.
  await phone.online();
  await devtools.send('ServiceWorker.dispatchSyncEvent', {
    origin: server.url,
    registrationId: await registration,
    tag: 'daybook-sync',
    lastChance: false,
  });
  await expect.poll(() => server.log().length, { timeout: 10_000 }).toBe(3);
  phone.page = await phone.newTab('/');
  await openSession(phone, 'Bread baking');
  await decidedFor(phone, 'Grace');
});

test('L4: when the tab that talks to the server is closed, another one goes on', async () => {
  const second: Phone = { ...phone, page: await phone.newTab(new URL(phone.page.url()).pathname) };
  await second.page.getByRole('heading', { name: 'Bread baking' }).waitFor();
  await phone.page.close();
  await book(second, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(second, 'Grace');
  phone.page = second.page;
});

test('a booking in one tab shows in the other, also without a network', async () => {
  const second: Phone = { ...phone, page: await phone.newTab(new URL(phone.page.url()).pathname) };
  await second.page.getByRole('heading', { name: 'Bread baking' }).waitFor();
  await phone.offline();
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await lineOf(second, 'Grace', /To send/).waitFor();
});

test('L8: when the browser removes the storage under an open page the person is told, and the server knows what it had', async () => {
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' });
  await phone.page.getByText('This device cannot write').first().waitFor();
  await phone.page.goto('/');
  await phone.page.getByText('its storage is gone').waitFor();
  await phone.page.getByText(/has 2 entries from it/).waitFor();
  await enrolSignedIn(phone);
  await openSession(phone, 'Bread baking');
  await lineOf(phone, 'Grace', /Decided/).waitFor();
});

type Devtools = Awaited<ReturnType<Phone['context']['newCDPSession']>>;

async function serviceWorkerIn(devtools: Devtools): Promise<string> {
  const found = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first) resolve(first.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  return found;
}

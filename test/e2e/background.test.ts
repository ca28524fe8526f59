import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrolSignedIn, lineOf, openSession } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';

// One server and one phone for all of it; each test has a session of its own.

let server: RunningServer;
let phone: Phone;
let title: string;
let made = 0;

beforeAll(async () => {
  server = await startServer({ accounts: true });
  phone = await openPhone(server.url, { session: await setUpBy(STAFF.planner, server) });
  await enrolSignedIn(phone);
});
afterAll(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);
beforeEach(async () => {
  await phone.online();
  made += 1;
  title = `Bread baking ${made}`;
  await createSession(phone, { title, seats: 3 });
});

test('C6: what was saved before the last tab was closed goes out when the browser says there is a network', async () => {
  await expect.poll(() => server.log().length).toBe(1);
  await phone.offline();
  // A service worker that starts has a network for a moment, and would use it.
  await server.stop();
  await book(phone, title, { guest: 'Grace', seats: 2 });
  const blank = await phone.context.newPage();
  const devtools = await phone.context.newCDPSession(blank);
  const registration = serviceWorkerIn(devtools);
  await phone.page.close();
  await server.startAgain();
  // The browser may do of its own accord what the test then asks it to do.
  await phone.online();
  await devtools.send('ServiceWorker.dispatchSyncEvent', {
    origin: server.url,
    registrationId: await registration,
    tag: 'daybook-sync',
    lastChance: false,
  });
  await expect.poll(() => server.log().length).toBe(3);
  phone.page = await phone.newTab('/');
  await openSession(phone, title);
  await decidedFor(phone, 'Grace');
  await blank.close();
});

test('L4: when the tab that talks to the server is closed, another one goes on', async () => {
  const second: Phone = { ...phone, page: await phone.newTab(new URL(phone.page.url()).pathname) };
  await second.page.getByRole('heading', { name: title }).waitFor();
  await phone.page.close();
  await book(second, title, { guest: 'Grace', seats: 1 });
  await decidedFor(second, 'Grace');
  phone.page = second.page;
});

test('a booking in one tab shows in the other, also without a network', async () => {
  const second: Phone = { ...phone, page: await phone.newTab(new URL(phone.page.url()).pathname) };
  await second.page.getByRole('heading', { name: title }).waitFor();
  await phone.offline();
  await book(phone, title, { guest: 'Grace', seats: 1 });
  await lineOf(second, 'Grace', /To send/).waitFor();
  await second.page.close();
});

test('L8: when the browser removes the storage under an open page the person is told, and the server knows what it had', async () => {
  await book(phone, title, { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');
  // Each test saves a session and a booking.
  const saved = 2 * made;
  const reached = () => new Set(server.log().map(({ commitId }) => commitId)).size;
  await expect.poll(reached).toBe(saved);
  const devtools = await phone.context.newCDPSession(phone.page);
  await devtools.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb' });
  await phone.page.getByText('This device cannot write').first().waitFor();
  await phone.page.goto('/');
  await phone.page.getByText('its storage is gone').waitFor();
  await phone.page.getByText(`has ${saved} entries from it`).waitFor();
  await enrolSignedIn(phone);
  await openSession(phone, title);
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

import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium } from '../support/chromium.ts';
import { GUEST } from '../support/commands.ts';
import {
  book,
  createSession,
  decidedFor,
  enrolSignedIn,
  lineOf,
  openSession,
  today,
} from './support/actions.ts';
import { done, fillIn, pressSave } from './support/booking-form.ts';
import { openPhone, type Phone } from './support/device.ts';
import { connectionIsCut, holdNextWrite } from './support/device-database.ts';
import { clearStorage, openConnectionCutter, openWithoutRoom } from './support/devtools.ts';
import { inTurn } from './support/in-turn.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { fillServer } from './support/long-log.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';

// The device's storage fails under the app: what is said, what is kept, and how it goes on (L8).

let server: RunningServer;
let phone: Phone;
let session: string;

beforeEach(async () => {
  server = await startServer({ accounts: true });
  session = await setUpBy(STAFF.planner, server);
  phone = await openPhone(server.url, { browser: findChromium(), session });
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Bread baking', seats: 9 });
});
afterEach(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);

test('L8: without room nothing is shown as saved, the same booking goes through with room again, and so does what others wrote', async () => {
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');
  const room = await openWithoutRoom(phone, server.url);
  await openSession(phone, 'Bread baking');
  const form = await fillIn(phone, 'Hedy');
  await pressSave(phone);
  await form
    .getByText('Not saved. This device has no room left. Everything that was shown as saved is still there.')
    .waitFor();
  await lineOf(phone, 'Grace', /Decided/).waitFor();
  expect(await lineOf(phone, 'Hedy', /./).count()).toBe(0);
  expect(await form.getByText('Saved on this device').count()).toBe(0);
  expect(ownGuests()).toEqual(['Grace']);

  await fillServer(server.url, 'Letterpress', session);
  await room.allow(400_000);
  await pressSave(phone);
  await done(phone);
  await phone.page.getByText('This device cannot write').waitFor();
  await phone.page.getByText('This device has no room left.').waitFor();
  await expect.poll(ownGuests).toEqual(['Grace', 'Hedy']);
  await lineOf(phone, 'Hedy', /Saved/).waitFor();

  await room.lift();
  await decidedFor(phone, 'Hedy');
  await phone.page.getByText('This device cannot write').waitFor({ state: 'detached' });
  await today(phone.page);
  await phone.page.getByRole('link', { name: /Letterpress/ }).waitFor();
  expect(ownGuests()).toEqual(['Grace', 'Hedy']);
});

test('L8: cleared with work unsent, it says what is lost; enrolled again it has what was sent, and takes bookings', async () => {
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');
  await phone.offline();
  await book(phone, 'Bread baking', { guest: 'Hedy', seats: 1 });
  const form = await fillIn(phone, 'Ida');
  await clearStorage(phone);
  const { page } = phone;
  await page.getByText('This device cannot write').waitFor();
  await pressSave(phone);
  const gone = form.getByText('What was not sent is gone from this device.');
  const broke = form.getByText('The connection to this device’s storage broke.');
  await gone.or(broke).first().waitFor();
  // As it says: while the browser is still at it, nobody can know yet that all is gone.
  if (await broke.isVisible()) await pressSave(phone);
  await gone.waitFor();
  expect(await form.getByText('Saved on this device').count()).toBe(0);
  page.once('dialog', (question) => void question.accept());
  await form.getByRole('button', { name: 'Close' }).click();
  await page.getByText('The browser removed this app’s storage.').waitFor();

  await phone.online();
  await page.getByRole('button', { name: 'Reload' }).click();
  await page.getByText('Anything that was saved here and not sent is lost').waitFor();
  await page.getByText('has 2 entries from it').waitFor();
  await phone.context.route('**/events?*', (route) => route.abort('connectionreset'));
  await page.goto('/');
  await enrolSignedIn(phone);
  await page.getByText('Nothing was fetched from the server yet.').waitFor();
  await phone.context.unrouteAll();
  await openSession(phone, 'Bread baking');
  await decidedFor(phone, 'Grace');
  expect(await lineOf(phone, 'Hedy', /./).count()).toBe(0);
  await book(phone, 'Bread baking', { guest: 'Hedy', seats: 1 });
  await decidedFor(phone, 'Hedy');
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
});

test('L8: cut off from its storage at rest and in the middle of a booking, it saves, and says so only then', async () => {
  const { page } = phone;
  const cutter = await openConnectionCutter(phone);
  const cut = connectionIsCut(page);
  await cutter.cut();
  await cut;
  await page.bringToFront();
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await decidedFor(phone, 'Grace');

  await holdNextWrite(page);
  const form = await fillIn(phone, 'Hedy');
  await pressSave(phone);
  await form.getByRole('button', { name: 'Saving' }).waitFor();
  expect(await form.getByText('Saved on this device').count()).toBe(0);
  expect(await lineOf(phone, 'Hedy', /./).count()).toBe(0);
  await cutter.cut();
  await done(phone);
  await decidedFor(phone, 'Hedy');
  await page.reload();
  for (const guest of ['Grace', 'Hedy']) await decidedFor(phone, guest);
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
});

/** Without those whom somebody else wrote down. */
function ownGuests(): string[] {
  return guestsBooked(server.log()).filter((name) => name !== GUEST.name);
}

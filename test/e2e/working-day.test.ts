import type { Locator } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  book,
  createSession,
  decidedFor,
  enrolSignedIn,
  historyOf,
  lineOf,
  openList,
  today,
} from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';

// What a person does between the first guest and the last one, at 360 px. One server and one phone for all of it; each
// test has a session of its own.

let server: RunningServer;
let phone: Phone;
let session: string;
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
  made++;
  session = `Bread baking ${made}`;
  await createSession(phone, { title: session, seats: 4 });
});

test('three taps from the board to a booking that is saved', async () => {
  const { page } = phone;
  await today(page);
  let taps = 0;
  const tap = async (target: Locator): Promise<void> => {
    taps++;
    await target.click();
  };
  await tap(page.getByRole('link', { name: new RegExp(session) }));
  await tap(page.getByRole('button', { name: 'Book seats' }));
  await page.getByLabel('Guest’s name').fill('Grace');
  await page.getByLabel('Phone').fill('+1 202 555 0101');
  await tap(page.getByRole('button', { name: 'Save the booking' }));
  await page.getByRole('dialog').getByText('1 seat reserved').waitFor();
  expect(taps).toBe(3);
  await page.getByRole('button', { name: 'Done' }).click();
});

test('a party is changed, confirmed and cancelled, and who waits moves up and is to be told', async () => {
  const { page } = phone;
  await book(phone, session, { guest: 'Grace', seats: 1 });
  await book(phone, session, { guest: 'Hedy', seats: 2 });
  await open('Grace', 'Change the party');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^One more/ })
    .click();
  await page.getByText('2 seats will be reserved.').waitFor();
  await page.getByRole('button', { name: 'Save the change' }).click();
  await page.getByText('2 seats reserved.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await lineOf(phone, 'Grace', /2 × Seat.*Reserved/s).waitFor();

  await open('Grace', 'Confirm');
  await lineOf(phone, 'Grace', /Confirmed/).waitFor();

  await book(phone, session, { guest: 'Ines', seats: 2 });
  await openList(phone, 'Waitlist');
  await lineOf(phone, 'Ines', /1st in line/).waitFor();
  await openList(phone, 'Bookings');
  await open('Hedy', 'Cancel the booking');
  await page.getByText('This gives back 2 × Seat. Whoever waits and fits moves up.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
  await lineOf(phone, 'Ines', /2 × Seat.*Reserved.*Guest to be told/s).waitFor();
  await lineOf(phone, 'Hedy', /Cancelled/).waitFor();
  await decidedFor(phone, 'Ines');
});

test('at the door: checked in, undone, and did not come', async () => {
  const { page } = phone;
  await book(phone, session, { guest: 'Grace', seats: 2 });
  await openList(phone, 'Check-in');
  await page.getByRole('button', { name: 'Check in: Grace', exact: true }).click();
  await lineOf(phone, 'Grace', /Here, 2/).waitFor();
  await page.getByRole('button', { name: 'Undo check-in: Grace' }).click();
  await lineOf(phone, 'Grace', /Here, 2/).waitFor({ state: 'detached' });
  await open('Grace', 'Did not come');
  await lineOf(phone, 'Grace', /Did not come/).waitFor();
  const history = (await historyOf(phone, session)).join('\n');
  for (const entry of [/Grace checked in, 2 guests/, /Grace: check-in undone/, /Grace did not come/])
    expect(history).toMatch(entry);
});

test('a name and a number are put right, whoever holds a seat or waits; the party and its place stay', async () => {
  const { page } = phone;
  await book(phone, session, { guest: 'Gracie', seats: 4 });
  await book(phone, session, { guest: 'Hedi', seats: 1 });
  for (const [guest, right, list, says] of [
    ['Gracie', 'Grace', 'Bookings', /4 × Seat.*Reserved/s],
    ['Hedi', 'Hedy', 'Waitlist', /1st in line/],
  ] as const) {
    await openList(phone, list);
    await open(guest, 'Change name or contact');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Phone').inputValue(), 'no retyping').toBe('+43 660 1234567');
    await dialog.getByLabel('Guest’s name').fill(right);
    await dialog.getByLabel('Phone').fill('');
    await dialog.getByRole('button', { name: 'Save the change' }).click();
    await dialog.getByRole('alert').getByText('Write a phone number or a mail address.').waitFor();
    await dialog.getByLabel('Mail').fill(`${right}@example.test`);
    await dialog.getByRole('button', { name: 'Save the change' }).click();
    await dialog.waitFor({ state: 'detached' });
    await lineOf(phone, right, says).waitFor();
    expect(await lineOf(phone, guest, /./).count()).toBe(0);
    await page
      .getByRole('main')
      .getByRole('button', { name: new RegExp(`^${right} `) })
      .click();
    await page.getByRole('link', { name: `Mail: ${right}@example.test` }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
  }
});

test('at the door some of a party come, and a planner lets somebody wait before others', async () => {
  const { page } = phone;
  await book(phone, session, { guest: 'Grace', seats: 4 });
  await open('Grace', 'Only some came');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'One fewer: How many came' }).click();
  await dialog.getByRole('button', { name: 'Check in 2 guests' }).click();
  await lineOf(phone, 'Grace', /4 × Seat.*Here, 2/s).waitFor();

  for (const guest of ['Hedy', 'Ines']) await book(phone, session, { guest, seats: 1 });
  await openList(phone, 'Waitlist');
  await open('Ines', 'Put first in line');
  await lineOf(phone, 'Ines', /1st in line/).waitFor();
  await lineOf(phone, 'Hedy', /2nd in line/).waitFor();
  await open('Ines', 'Back to the usual place in line');
  await lineOf(phone, 'Hedy', /1st in line/).waitFor();
});

test('B1: a planner promises more seats than there are, sees how many that is, and takes it back', async () => {
  const { page } = phone;
  const head = page.getByRole('region', { name: 'The chosen session' });
  await book(phone, session, { guest: 'Grace', seats: 4 });
  const dialog = page.getByRole('dialog');
  const allow = async (change: 'One more' | 'One fewer'): Promise<void> => {
    await page.getByRole('button', { name: 'Seats', exact: true }).click();
    await dialog.getByText('Promise more than there are').click();
    await dialog.getByRole('button', { name: `${change}: How many` }).click();
  };
  await allow('One more');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await head.getByText('of 5', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await head.getByText('of 4', { exact: true }).waitFor();
  await allow('One more');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await book(phone, session, { guest: 'Hedy', seats: 1 });
  await lineOf(phone, 'Hedy', /Reserved/).waitFor();
  await allow('One fewer');
  await dialog.getByText('the session will be overbooked').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
});

test('a full session that takes what is left offers the waitlist by one tap', async () => {
  const { page } = phone;
  const title = `${session}, as it comes`;
  await today(page);
  await createSession(phone, { title, seats: 1, full: 'Take what is left' });
  await book(phone, title, { guest: 'Grace', seats: 1 });
  await page.getByRole('button', { name: 'Book seats' }).click();
  await page.getByText('No seat is left').waitFor();
  await page.getByLabel('Guest’s name').fill('Hedy');
  await page.getByLabel('Phone').fill('+1 202 555 0101');
  await page.getByRole('button', { name: 'Put on the waitlist instead' }).click();
  await page.getByText('On the waitlist, 1st in line.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await openList(phone, 'Waitlist');
  await lineOf(phone, 'Hedy', /1st in line/).waitFor();
});

test('a full session that refuses offers the waitlist and nothing else', async () => {
  const { page } = phone;
  const title = `${session}, strictly`;
  await createSession(phone, { title, seats: 1, full: 'Refuse' });
  await book(phone, title, { guest: 'Grace', seats: 1 });
  await page.getByRole('button', { name: 'Book seats' }).click();
  await page.getByText('Not enough seats are left.').waitFor();
  await page.getByLabel('Guest’s name').fill('Hedy');
  await page.getByLabel('Phone').fill('+1 202 555 0101');
  expect(await page.getByRole('button', { name: 'Save the booking' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Put on the waitlist instead' }).click();
  await page.getByText('On the waitlist, 1st in line.').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
});

test('a device that the server no longer knows is told what was kept, and can save it to a file', async () => {
  const { page, context } = phone;
  await decidedOrEmpty();
  await context.clearCookies({ name: /^daybook-device/ });
  await book(phone, session, { guest: 'Grace', seats: 1 });
  const banner = page
    .getByRole('alert')
    .filter({ hasText: 'The server does not recognise this device any more.' });
  await banner.getByText('1 entry that is not sent is kept here').waitFor();
  const download = page.waitForEvent('download');
  await banner.getByRole('button', { name: 'Save unsent to a file' }).click();
  expect((await download).suggestedFilename()).toMatch(/^daybook-.*\.json$/);
  await page.getByText('1 entry saved to a file. They stay in the queue too.').waitFor();
});

/** Everything that was saved is on the server. */
async function decidedOrEmpty(): Promise<void> {
  await phone.page.getByText('Nothing to send').first().waitFor();
}

async function open(guest: string, action: string): Promise<void> {
  const { page } = phone;
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${guest} `) })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();
}

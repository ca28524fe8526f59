import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  book,
  createSession,
  decidedFor,
  historyOf,
  lineOf,
  openList,
  openSession,
} from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import type { InHand } from './support/device.ts';
import type { RunningServer } from './support/server.ts';
import type { Visit } from './support/visit.ts';

describe('bookings that are held, moved, split or want more', () => {
  let opened: DeskAndField | undefined;
  let server: RunningServer;
  let ada: Visit;
  let bob: Visit;

  beforeAll(async () => {
    opened = await openDeskAndField();
    ({ server, ada, bob } = opened);
  });
  afterAll(() => opened?.end());

  test('B6: a hold says until when, by the server’s clock, and ends with the confirmation', async () => {
    await createSession(ada, { title: 'Dyeing', seats: 3 });
    await openSession(bob, 'Dyeing');
    await bob.offline();
    const dialog = await startBooking(bob, 'Greta');
    await dialog.getByLabel('Confirm by').selectOption('within 15 minutes');
    await save(bob, 'Save the booking');
    await lineOf(bob, 'Greta', /Held for 15 minutes once the server has it/).waitFor();
    await bob.online();
    await lineOf(bob, 'Greta', /Held until \d\d:\d\d.*Decided/s).waitFor();
    await figures(bob, '1 held').waitFor();
    await open(bob, 'Greta', 'Confirm');
    await lineOf(bob, 'Greta', /Confirmed.*Decided/s).waitFor();
    await lineOf(bob, 'Greta', /Held/).waitFor({ state: 'detached' });
    await figures(bob, '1 taken').waitFor();
  });

  test('a booking moves to another session of the day, and is gone here in the same breath', async () => {
    await createSession(ada, { title: 'Morning bread', seats: 2 });
    await createSession(ada, { title: 'Evening bread', seats: 2 });
    await book(bob, 'Morning bread', { guest: 'Hanna', seats: 2 });
    await decidedFor(bob, 'Hanna');
    await moveTo(bob, 'Hanna', 'Evening bread');
    await lineOf(bob, 'Hanna', /Moved.*Decided/s).waitFor();
    await openSession(bob, 'Evening bread');
    await lineOf(bob, 'Hanna', /2 × Seat.*Reserved.*Decided/s).waitFor();
    const moved = server.log().filter(({ type, data }) => type === 'ReservationMovedOut' || data.movedFrom);
    expect(moved.map(({ type }) => type)).toEqual(['ReservationMovedOut', 'SeatsReserved']);
    expect(new Set(moved.map(({ commitId }) => commitId)).size).toBe(1);
    // What is full takes nobody: it is not among the choices.
    await createSession(ada, { title: 'Noon bread', seats: 2 });
    await book(ada, 'Morning bread', { guest: 'Ivo', seats: 2 });
    await open(ada, 'Ivo', 'Move to another session');
    const choice = (name: RegExp) => ada.page.getByRole('dialog').getByRole('button', { name });
    await choice(/Noon bread/).waitFor();
    await choice(/Evening bread/).waitFor({ state: 'detached' });
    await ada.page.getByRole('button', { name: 'Close' }).click();
  });

  test('a move to a session that filled meanwhile is undone, and the guest is to be told', async () => {
    await createSession(ada, { title: 'Felting', seats: 2 });
    await createSession(ada, { title: 'Spinning', seats: 2 });
    await book(bob, 'Felting', { guest: 'Jona', seats: 2 });
    await decidedFor(bob, 'Jona');
    await bob.page.getByRole('link', { name: 'Today', exact: true }).first().click();
    await bob.page.getByRole('link', { name: /Spinning/ }).waitFor();
    await bob.offline();
    await openSession(bob, 'Felting');
    await moveTo(bob, 'Jona', 'Spinning');
    await lineOf(bob, 'Jona', /Moved/).waitFor();
    await book(ada, 'Spinning', { guest: 'Karl', seats: 2 });
    await decidedFor(ada, 'Karl');
    await bob.online();
    await lineOf(bob, 'Jona', /2 × Seat.*Reserved.*Guest to be told.*Decided/s).waitFor();
    await bob.page.getByRole('link', { name: /Inbox/ }).click();
    const rows = bob.page.getByRole('main').getByRole('link', { name: /Jona/ });
    await rows.first().waitFor();
    expect(await rows.count(), 'one row for one guest').toBe(1);
    await rows.click();
    await bob.page
      .getByText('The other session had no seats left, so the booking stays where it was.')
      .waitFor();
    await bob.page.getByRole('button', { name: 'Tell the guest' }).click();
    await bob.page.getByText('so you keep 2 × Seat for “Felting”').waitFor();
    await bob.page.getByRole('button', { name: 'Told', exact: true }).click();
    await bob.page.getByText('Nothing to do for this guest any more.').waitFor();
    const history = await historyOf(bob, 'Felting');
    expect(history.filter((entry) => /Jona: the move was undone.*Makes up for/.test(entry))).toHaveLength(1);
  });

  test('B3: a party takes what is left, asks for all of it, and gets it by one swap', async () => {
    await createSession(ada, { title: 'Printing', seats: 3 });
    await book(ada, 'Printing', { guest: 'Lena', seats: 1 });
    await openSession(bob, 'Printing');
    const dialog = await startBooking(bob, 'Mika');
    for (let more = 1; more < 3; more++) await dialog.getByRole('button', { name: /^One more/ }).click();
    await dialog.getByText('The party will be 1st on the waitlist.').waitFor();
    await save(bob, 'Book only the 2 seats that are left');
    await lineOf(bob, 'Mika', /2 × Seat.*Reserved: 2 of 3.*Decided/s).waitFor();
    await open(bob, 'Mika', 'Change the party');
    await bob.page.getByText('2 seats stay reserved; the party waits for 3.').waitFor();
    await save(bob, 'Save the change');
    await lineOf(bob, 'Mika', /Reserved 2, wants 3.*Decided/s).waitFor();
    await open(ada, 'Lena', 'Cancel the booking');
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
    await lineOf(bob, 'Mika', /3 × Seat.*Reserved.*Guest to be told/s).waitFor();
  });

  test('seats that become free are offered, and the guest’s answer decides', async () => {
    const free = 'They are kept for who is next until the guest answers';
    await createSession(ada, { title: 'Etching', seats: 1, free });
    await book(ada, 'Etching', { guest: 'Nora', seats: 1 });
    await book(bob, 'Etching', { guest: 'Olaf', seats: 1 });
    await openList(bob, 'Waitlist');
    await lineOf(bob, 'Olaf', /1st in line.*Decided/s).waitFor();
    await open(ada, 'Nora', 'Cancel the booking');
    await ada.page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
    await lineOf(bob, 'Olaf', /1 × Seat offered · answer by \d\d:\d\d.*Guest to be told/s).waitFor();
    await figures(bob, '1 offered').waitFor();
    await open(bob, 'Olaf', 'The guest takes the offer');
    await bob.page.getByRole('button', { name: 'Close' }).click();
    await openList(bob, 'Bookings');
    await lineOf(bob, 'Olaf', /1 × Seat.*Reserved.*Decided/s).waitFor();
  });
});

/** A number under the bar of the session that is open. */
function figures({ page }: InHand, says: string) {
  return page.getByRole('region', { name: 'The chosen session' }).getByText(says, { exact: true });
}

/** The booking form of the session that is open, filled in for a guest. */
async function startBooking({ page }: InHand, guest: string) {
  await page.getByRole('button', { name: 'Book seats' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Guest’s name').fill(guest);
  await dialog.getByLabel('Phone').fill('+43 660 1234567');
  return dialog;
}

async function save({ page }: InHand, word: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: word }).click();
  await dialog.getByText('Saved on this device').waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function open({ page }: InHand, guest: string, action: string): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${guest} `) })
    .click();
  await page.getByRole('dialog').getByRole('button', { name: action, exact: true }).click();
}

async function moveTo(inHand: InHand, guest: string, title: string): Promise<void> {
  await open(inHand, guest, 'Move to another session');
  const dialog = inHand.page.getByRole('dialog');
  await dialog.getByRole('button', { name: new RegExp(title) }).click();
  await dialog.waitFor({ state: 'detached' });
}

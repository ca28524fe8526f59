import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  book,
  createSession,
  decidedFor,
  historyOf,
  lineOf,
  MOMENT,
  openList,
  openSession,
} from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import type { InHand } from './support/device.ts';
import type { RunningServer } from './support/server.ts';
import type { Visit } from './support/visit.ts';

let opened: DeskAndField | undefined;
let server: RunningServer;
/** Who makes the sessions. */
let planner: Visit;

beforeAll(async () => {
  opened = await openDeskAndField();
  ({ server, ada: planner } = opened);
});
afterAll(() => opened?.end());

describe.each([
  ['360', 'bob', 'ada'],
  ['1280', 'ada', 'bob'],
] as const)('at %s px, bookings that are held, moved, split or want more', (width, who, whoElse) => {
  let me: Visit;
  let other: Visit;
  const named = (title: string): string => `${title} ${width}`;

  beforeAll(() => {
    if (!opened) throw new Error('nothing was opened');
    [me, other] = [opened[who], opened[whoElse]];
  });

  test('B6: a hold says until when, by the server’s clock, and ends with the confirmation', async () => {
    await createSession(planner, { title: named('Dyeing'), seats: 3 });
    await openSession(me, named('Dyeing'));
    await me.offline();
    const dialog = await startBooking(me, 'Greta');
    await dialog.getByLabel('Confirm by').selectOption('within 15 minutes');
    await save(me, 'Save the booking');
    await lineOf(me, 'Greta', /Held for 15 minutes once the server has it/).waitFor();
    await me.online();
    await lineOf(me, 'Greta', new RegExp(`Held until ${MOMENT}.*Decided`, 's')).waitFor();
    await figures(me, '1 held').waitFor();
    await open(me, 'Greta', 'Confirm');
    await lineOf(me, 'Greta', /Confirmed.*Decided/s).waitFor();
    await lineOf(me, 'Greta', /Held/).waitFor({ state: 'detached' });
    await figures(me, '1 taken').waitFor();
  });

  test('a booking moves to another session of the day, and is gone here in the same breath', async () => {
    const before = server.log().length;
    await createSession(planner, { title: named('Morning bread'), seats: 2 });
    await createSession(planner, { title: named('Evening bread'), seats: 2 });
    await book(me, named('Morning bread'), { guest: 'Hanna', seats: 2 });
    await decidedFor(me, 'Hanna');
    await moveTo(me, 'Hanna', named('Evening bread'));
    await lineOf(me, 'Hanna', /Moved.*Decided/s).waitFor();
    await me.page
      .getByRole('main')
      .getByRole('button', { name: /^Hanna / })
      .click();
    await me.page
      .getByRole('dialog')
      .getByRole('link', { name: named('Evening bread') })
      .click();
    await me.page.getByRole('heading', { name: named('Evening bread') }).waitFor();
    await lineOf(me, 'Hanna', /2 × Seat.*Reserved.*Decided/s).waitFor();
    const moved = server
      .log()
      .slice(before)
      .filter(({ type, data }) => type === 'ReservationMovedOut' || data.movedFrom);
    expect(moved.map(({ type }) => type)).toEqual(['ReservationMovedOut', 'SeatsReserved']);
    expect(new Set(moved.map(({ commitId }) => commitId)).size).toBe(1);
    // What is full takes nobody: it is not among the choices.
    await createSession(planner, { title: named('Noon bread'), seats: 2 });
    await book(other, named('Morning bread'), { guest: 'Ivo', seats: 2 });
    await open(other, 'Ivo', 'Move to another session');
    const choice = (name: RegExp) => other.page.getByRole('dialog').getByRole('button', { name });
    await choice(new RegExp(named('Noon bread'))).waitFor();
    await choice(new RegExp(named('Evening bread'))).waitFor({ state: 'detached' });
    await other.page.getByRole('button', { name: 'Close' }).click();
  });

  test('a move to a session that filled meanwhile is undone, and the guest is to be told', async () => {
    await createSession(planner, { title: named('Felting'), seats: 2 });
    await createSession(planner, { title: named('Spinning'), seats: 2 });
    await book(me, named('Felting'), { guest: 'Jona', seats: 2 });
    await decidedFor(me, 'Jona');
    await me.page.getByRole('link', { name: 'Today', exact: true }).first().click();
    await me.page.getByRole('link', { name: new RegExp(named('Spinning')) }).waitFor();
    await me.offline();
    await openSession(me, named('Felting'));
    await moveTo(me, 'Jona', named('Spinning'));
    await lineOf(me, 'Jona', /Moved/).waitFor();
    await book(other, named('Spinning'), { guest: 'Karl', seats: 2 });
    await decidedFor(other, 'Karl');
    await me.online();
    await lineOf(me, 'Jona', /2 × Seat.*Reserved.*Guest to be told.*Decided/s).waitFor();
    await me.page.getByRole('link', { name: /Inbox/ }).click();
    const rows = me.page.getByRole('main').getByRole('link', { name: /Jona/ });
    await rows.first().waitFor();
    expect(await rows.count(), 'one row for one guest').toBe(1);
    await rows.click();
    await me.page
      .getByText('The other session had no seats left, so the booking stays where it was.')
      .waitFor();
    await me.page.getByRole('button', { name: 'Tell the guest' }).click();
    await me.page.getByText(`so you keep 2 × Seat for “${named('Felting')}”`).waitFor();
    await me.page.getByRole('button', { name: 'Told', exact: true }).click();
    await me.page.getByText('Nothing to do for this guest any more.').waitFor();
    const history = await historyOf(me, named('Felting'));
    expect(history.filter((entry) => /Jona: the move was undone.*Makes up for/.test(entry))).toHaveLength(1);
  });

  test('B3: a party takes what is left, asks for all of it, and gets it by one swap', async () => {
    await createSession(planner, { title: named('Printing'), seats: 3 });
    await book(other, named('Printing'), { guest: 'Lena', seats: 1 });
    await openSession(me, named('Printing'));
    const dialog = await startBooking(me, 'Mika');
    for (let more = 1; more < 3; more++) await dialog.getByRole('button', { name: /^One more/ }).click();
    await dialog.getByText('The party will be 1st on the waitlist.').waitFor();
    await save(me, 'Book only the 2 seats that are left');
    await lineOf(me, 'Mika', /2 × Seat.*Reserved: 2 of 3.*Decided/s).waitFor();
    await open(me, 'Mika', 'Change the party');
    await me.page.getByText('2 seats stay reserved; the party waits for 3.').waitFor();
    await save(me, 'Save the change');
    await lineOf(me, 'Mika', /Reserved 2, wants 3.*Decided/s).waitFor();
    await open(other, 'Lena', 'Cancel the booking');
    await other.page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
    await lineOf(me, 'Mika', /3 × Seat.*Reserved.*Guest to be told/s).waitFor();
  });

  test('seats that become free are offered, and the guest’s answer decides', async () => {
    const free = 'They are kept for who is next until the guest answers';
    await createSession(planner, { title: named('Etching'), seats: 1, free });
    await book(other, named('Etching'), { guest: 'Nora', seats: 1 });
    await book(me, named('Etching'), { guest: 'Olaf', seats: 1 });
    await openList(me, 'Waitlist');
    await lineOf(me, 'Olaf', /1st in line.*Decided/s).waitFor();
    await open(other, 'Nora', 'Cancel the booking');
    await other.page.getByRole('dialog').getByRole('button', { name: 'Cancel the booking' }).click();
    await lineOf(
      me,
      'Olaf',
      new RegExp(`1 × Seat offered · answer by ${MOMENT}.*Guest to be told`, 's'),
    ).waitFor();
    await figures(me, '1 offered').waitFor();
    await open(me, 'Olaf', 'The guest takes the offer');
    await me.page.getByRole('button', { name: 'Close' }).click();
    await openList(me, 'Bookings');
    await lineOf(me, 'Olaf', /1 × Seat.*Reserved.*Decided/s).waitFor();
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

import type { Locator } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, createSession, decidedFor, lineOf, openList, openSession, today } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import type { Visit } from './support/visit.ts';

let opened: DeskAndField | undefined;

beforeAll(async () => {
  opened = await openDeskAndField();
  await createSession(opened.ada, { title: 'Carving', seats: 6 });
  await book(opened.ada, 'Carving', { guest: 'Pia', seats: 1 });
  await book(opened.bob, 'Carving', { guest: 'Sol', seats: 2 });
  await decidedFor(opened.bob, 'Sol');
  await decidedFor(opened.ada, 'Sol');
});
afterAll(() => opened?.end());

function visitOf(who: 'ada' | 'bob'): Visit {
  if (!opened) throw new Error('nothing was opened');
  return opened[who];
}

test.each(['bob', 'ada'] as const)(
  'out of reach, what happened is found by guest and kind: %s',
  async (who) => {
    const visit = visitOf(who);
    const { page } = visit;
    await openSession(visit, 'Carving');
    await visit.offline();
    await page.getByRole('main').getByRole('link', { name: 'History' }).click();
    await page.getByText('5 entries', { exact: true }).waitFor();
    await page.getByText('Filter', { exact: true }).click();
    await page.getByRole('textbox', { name: 'Guest' }).fill('pia');
    await page.getByText('2 of 5 entries').waitFor();
    expect(await page.getByRole('main').getByRole('listitem').filter({ hasText: 'Sol' }).count()).toBe(0);
    await page.getByRole('combobox', { name: 'What happened' }).selectOption('Bookings');
    await page.getByText('1 of 5 entries').waitFor();
    await page.getByLabel('Before', { exact: true }).fill('2020-01-01T00:00');
    await page.getByText('No entry is like that.').waitFor();
    await page.getByRole('button', { name: 'Show all entries' }).click();
    await page.getByText('5 entries', { exact: true }).waitFor();
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, 'wider than the screen').toBeLessThanOrEqual(0);
    await visit.online();
  },
);

test.each([
  ['bob', 'Ada', 'Pia', 'Sol'],
  ['ada', 'Bob', 'Sol', 'Pia'],
] as const)(
  'out of reach, what somebody else did is found in the history of everybody: %s looks for %s',
  async (who, person, theirs, own) => {
    const visit = visitOf(who);
    const { page } = visit;
    await visit.offline();
    await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
    const booked = (guest: string) =>
      page
        .getByRole('main')
        .getByRole('listitem')
        .filter({ hasText: `booked for ${guest}` });
    await booked(own).first().waitFor();
    expect(await booked(theirs).count(), 'not on this device').toBe(0);
    await page.getByText('Everybody', { exact: true }).click();
    await page.getByRole('heading', { name: 'History of the daybook' }).waitFor();
    await booked(theirs).first().waitFor();
    await page.getByText('Filter', { exact: true }).click();
    await page.getByRole('combobox', { name: 'Person' }).selectOption(person);
    await booked(own).first().waitFor({ state: 'detached' });
    await booked(theirs).first().waitFor();
    await visit.online();
    await today(page);
  },
);

test.each(['bob', 'ada'] as const)(
  'out of reach and by keyboard, a session is looked at as it was after any entry: %s',
  async (who) => {
    const visit = visitOf(who);
    const { page } = visit;
    const main = page.getByRole('main');
    await today(page);
    await visit.offline();
    await book(visit, 'Carving', { guest: `Pending ${who}`, seats: 1 });
    await main.getByRole('link', { name: 'History' }).click();
    await main.getByRole('link', { name: 'Look at an earlier moment' }).click();
    await page.getByRole('heading', { name: 'Back then: Carving' }).waitFor();
    const status = main.getByRole('status').filter({ hasText: 'Entry' });
    const last = Number(/of (\d+)/.exec(await status.innerText())?.[1]);
    await status.filter({ hasText: `Entry ${last} of ${last}` }).waitFor();
    expect(await status.innerText()).toContain('this device’s own, not decided yet');

    // The address follows what is shown.
    await expect.poll(() => page.url()).not.toMatch(/last$/);
    let address = page.url();
    const addressMoved = async (): Promise<void> => {
      await expect.poll(() => page.url()).not.toBe(address);
      address = page.url();
    };
    await main.getByRole('slider', { name: 'Moment' }).press('Home');
    await status.filter({ hasText: `Entry 1 of ${last}` }).waitFor();
    await addressMoved();
    const before = main.getByRole('region', { name: 'Before' });
    const after = main.getByRole('region', { name: 'After' });
    expect(await before.innerText()).toContain('There was no such session yet.');
    await page.keyboard.press('ArrowRight');
    await status.filter({ hasText: `Entry 2 of ${last} ` }).waitFor();
    await addressMoved();
    expect(await factOf(before, 'Seat: left')).toBe('6');
    expect(await factOf(after, 'Seat: left')).toBe('5 changed');
    await main
      .getByRole('listitem')
      .filter({ hasText: 'Pia' })
      .filter({ hasText: 'Reserved' })
      .first()
      .waitFor();
    expect(await main.getByText('Sol', { exact: true }).count(), 'booked later').toBe(0);

    await main.getByRole('button', { name: 'Next entry' }).press('Enter');
    await status.filter({ hasText: `Entry 3 of ${last}` }).waitFor();
    await addressMoved();
    await page.reload();
    await status.filter({ hasText: `Entry 3 of ${last}` }).waitFor();
    await main.getByText('Compare, or go to a time').click();
    await main.getByRole('combobox', { name: 'Compare' }).selectOption('Then and now');
    expect(await factOf(main.getByRole('region', { name: 'Now' }), 'Seat: left')).toMatch(/changed$/);
    await main.getByText('Sol', { exact: true }).waitFor();

    const [left, right] = [
      await main.getByRole('region', { name: 'Then' }).boundingBox(),
      await main.getByRole('region', { name: 'Now' }).boundingBox(),
    ];
    if (!left || !right) throw new Error('a side is not on the screen');
    if (who === 'ada') expect([left.y, left.x < right.x], 'side by side').toEqual([right.y, true]);
    else expect([left.x, left.y < right.y], 'one below the other').toEqual([right.x, true]);
    await visit.online();
    await decidedOnDevice(visit);
  },
);

test('an entry leads to why it stands there, and back', async () => {
  const { page } = visitOf('bob');
  await today(page);
  await openSession(visitOf('bob'), 'Carving');
  const main = page.getByRole('main');
  await main.getByRole('link', { name: 'History' }).click();
  const entry = (what: RegExp) => main.getByRole('listitem').filter({ hasText: what });
  const described = entry(/^[\d:]+\s*Name and contact noted: Sol/);
  await described.getByText('Why', { exact: true }).click();
  await described.getByRole('button', { name: 'Because of: 2 × Seat booked for Sol' }).click();
  const booked = entry(/^[\d:]+\s*2 × Seat booked for Sol/);
  await expect.poll(() => booked.evaluate((element) => element === document.activeElement)).toBe(true);
  await booked.getByText('Why', { exact: true }).click();
  await booked.getByRole('button', { name: 'Led to: Name and contact noted: Sol' }).waitFor();
  await booked.getByRole('link', { name: 'Back then' }).click();
  await page.getByRole('heading', { name: 'Back then: Carving' }).waitFor();
  await main.getByRole('listitem').filter({ hasText: '2 × Seat booked for Sol' }).waitFor();
});

test.each(['bob', 'ada'] as const)(
  'C8: what was done last is taken back on the receipt and in the history, out of reach: %s',
  async (who) => {
    const visit = visitOf(who);
    const { page } = visit;
    const slip = `Slip of ${who}`;
    const main = page.getByRole('main');
    await today(page);
    await openSession(visit, 'Carving');
    await visit.offline();
    await page.getByRole('button', { name: 'Book seats' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Guest’s name').fill(slip);
    await dialog.getByLabel('Phone').fill('+43 660 1234567');
    await dialog.getByRole('button', { name: /^Save the booking/ }).click();
    await dialog.getByRole('button', { name: `Undo: 1 × Seat booked for ${slip}` }).click();
    await page.getByText(`taken back. It was: 1 × Seat booked for ${slip}`).waitFor();
    await lineOf(visit, slip, /Cancelled/).waitFor();

    await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
    const last = main.getByRole('region', { name: 'Last done on this device' });
    await last.getByText('No single step brings back what was before').waitFor();
    const taken = main
      .getByRole('listitem')
      .filter({ hasText: `${slip}: booking cancelled` })
      .first();
    await taken.getByText(`Takes back: 1 × Seat booked for ${slip}`).waitFor();

    await today(page);
    await openSession(visit, 'Carving');
    await openList(visit, 'Check-in');
    await page.getByRole('button', { name: 'Check in: Sol' }).click();
    await page.getByRole('button', { name: 'Undo check-in: Sol' }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
    await last.getByRole('button', { name: 'Undo: Sol checked in, 2 guests' }).press('Enter');
    await last.getByRole('button', { name: 'Undo: Sol: check-in undone' }).waitFor();
    await main
      .getByRole('listitem')
      .filter({ hasText: 'Was taken back: Sol: check-in undone' })
      .first()
      .waitFor();
    await visit.online();
    await decidedOnDevice(visit);
  },
);

test.each(['bob', 'ada'] as const)(
  'C8: what has a way back is taken back where it is said that it was saved, also a move: %s',
  async (who) => {
    const visit = visitOf(who);
    const { page } = visit;
    const guest = `Mover ${who}`;
    const [here, there] = [`Old hall ${who}`, `New hall ${who}`];
    for (const title of [here, there]) await createSession(visitOf('ada'), { title, seats: 3 });
    await book(visit, here, { guest, seats: 2 });
    const undo = page.getByRole('button', { name: 'Undo', exact: true });
    const act = async (name: string, of = guest): Promise<void> => {
      await page
        .getByRole('main')
        .getByRole('button', { name: new RegExp(`^${of} `) })
        .click();
      await page.getByRole('dialog').getByRole('button', { name }).click();
    };

    await act('Did not come');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await undo.click();
    await page.getByText(`taken back. It was: ${guest} did not come`).waitFor();
    await page.getByRole('tab', { name: /^Bookings/ }).focus();
    await page.keyboard.press('Control+z');
    await page.getByText(`taken back. It was: ${guest}: `).waitFor();
    await lineOf(visit, guest, /Did not come/).waitFor();
    await undo.click();
    await lineOf(visit, guest, /Reserved/).waitFor();

    await visit.offline();
    await act('Move to another session');
    await page.getByRole('dialog').getByRole('button', { name: there }).click();
    await lineOf(visit, guest, /Moved/).waitFor();
    await undo.click();
    await lineOf(visit, guest, /Reserved/).waitFor();
    await visit.online();
    await decidedFor(visit, guest);

    await act('Confirm');
    await page.getByText(`Saved on this device: ${guest} confirmed.`).waitFor();
    expect(await undo.count(), 'no command takes a confirmation back').toBe(0);
  },
);

test('C8: a move is not taken back from the notice once somebody has changed the booking where it went to', async () => {
  const [ada, bob] = [visitOf('ada'), visitOf('bob')];
  for (const title of ['First room', 'Second room']) await createSession(ada, { title, seats: 3 });
  await book(bob, 'First room', { guest: 'Timo', seats: 1 });
  const dialog = bob.page.getByRole('dialog');
  await bob.page
    .getByRole('main')
    .getByRole('button', { name: /^Timo / })
    .click();
  await dialog.getByRole('button', { name: 'Move to another session' }).click();
  await dialog.getByRole('button', { name: /Second room/ }).click();
  const undo = bob.page.getByRole('button', { name: 'Undo', exact: true });
  // It stays while the pointer is on it; the rest goes by keyboard.
  await undo.hover();
  await openSession(ada, 'Second room');
  await openList(ada, 'Check-in');
  await ada.page.getByRole('button', { name: 'Check in: Timo' }).click();
  await bob.page.getByRole('navigation').getByRole('link', { name: 'Today', exact: true }).press('Enter');
  await bob.page.getByRole('link', { name: /Second room/ }).press('Enter');
  await lineOf(bob, 'Timo', /Here, 1/).waitFor();
  await undo.press('Enter');
  await bob.page.getByRole('alert').getByText('Something has been done to it since').waitFor();
  await bob.page.getByRole('button', { name: 'Dismiss' }).click();
});

test('what somebody opened in a history stays open when news come', async () => {
  const [ada, bob] = [visitOf('ada'), visitOf('bob')];
  await createSession(ada, { title: 'Whittling', seats: 3 });
  await book(ada, 'Whittling', { guest: 'Tove', seats: 1 });
  await today(bob.page);
  await openSession(bob, 'Whittling');
  const main = bob.page.getByRole('main');
  await main.getByRole('link', { name: 'History' }).click();
  const booked = main.getByRole('listitem').filter({ hasText: /^[\d:]+\s*1 × Seat booked for Tove/ });
  await booked.getByText('Why', { exact: true }).click();
  const ledTo = booked.getByRole('button', { name: 'Led to: Name and contact noted: Tove' });
  await ledTo.waitFor();
  await book(ada, 'Whittling', { guest: 'Newcomer', seats: 1 });
  await main.getByRole('listitem').filter({ hasText: 'Newcomer' }).first().waitFor();
  expect(await ledTo.isVisible()).toBe(true);
});

/** What a side of the comparison says of a thing. */
async function factOf(side: Locator, label: string): Promise<string> {
  const fact = side.getByText(label, { exact: true }).locator('..');
  return (await fact.getByRole('definition').innerText()).replaceAll(/\s+/g, ' ').trim();
}

async function decidedOnDevice({ page }: Visit): Promise<void> {
  await page.getByText('Nothing to send').first().waitFor();
}

import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../client/ui/files/csv.ts';
import { book, openSession, today } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import { savedBy } from './support/hand-over.ts';
import { AT_A_DESK, ON_A_PHONE } from './support/visit.ts';

// A planner's season: in from a spreadsheet's table, and out as tables and calendars.

const HEADER = 'Title,Venue,Starts,Ends,Time zone,When full,Seats: Adult,Seats: Child';
const TABLE = [
  HEADER,
  'Bread baking,Mill,2030-05-01 09:00,11:00,Europe/Vienna,waitlist,12,4',
  '"Herbs, and more",Garden,2030-05-02 09:00,11:00,Europe/Vienna,partial,8,',
  'Moths by night,Pond,5/3/2030 21:00,23:00,,,10,',
  'Rye bread,Mill,2030-05-04 09:00,08:00,,,10,',
  'Bread baking,Mill,2030-05-01 09:00,12:00,Europe/Vienna,,3,',
].join('\r\n');

/** By the clock here, and by the one there unless they show the same. */
const HERE = new Date('2030-05-01T07:00Z').toTimeString().slice(0, 5);
const WHEN_IT_BEGINS = HERE === '09:00' ? HERE : `${HERE} · 09:00 in Europe/Vienna`;

let team: DeskAndField;
let page: Page;

beforeAll(async () => {
  team = await openDeskAndField();
  page = team.ada.page;
});
afterAll(() => team?.end());

async function openTables(): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
  await page.getByRole('link', { name: /^Sessions/ }).click();
  await page.getByRole('heading', { name: 'Sessions', level: 1 }).waitFor();
}

async function choose(text: string | Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Take sessions in from a file' }).click();
  await (await chooser).setFiles({ name: 'season.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
}

const scheduled = (): unknown[] =>
  team.server
    .log()
    .filter(({ type }) => type === 'SessionScheduled')
    .map(({ data }) => data.title);

test('a table is looked at line by line, and nothing is recorded before somebody wants it', async () => {
  await openTables();
  await choose(TABLE);
  const dialog = page.getByRole('dialog', { name: 'Take these sessions in?' });
  await dialog.getByText('Cannot be taken in: 3').waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^Line 4\s+Starts: “5\/3\/2030 21:00” is no time/),
    expect.stringMatching(/^Line 5\s+It ends before it starts\./),
    expect.stringMatching(/^Line 6\s+It is the same session as line 2\./),
    expect.stringMatching(new RegExp(`^Bread baking\\s+1 May 2030, ${WHEN_IT_BEGINS} · Mill · 16 seats$`)),
    expect.stringMatching(/^Herbs, and more\s+2 May 2030, .* · Garden · 8 seats$/),
  ]);
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Nothing to send').first().waitFor();
  expect(scheduled()).toEqual([]);

  await choose(TABLE);
  await dialog.getByRole('button', { name: 'Record 2 sessions' }).click();
  await page.getByText('Saved on this device: 2 sessions.').waitFor();
  await expect.poll(scheduled).toEqual(['Bread baking', 'Herbs, and more']);
  const [first] = team.server.log();
  expect(first?.data).toMatchObject({
    startsAt: '2030-05-01T07:00:00.000Z',
    endsAt: '2030-05-01T09:00:00.000Z',
    timeZone: 'Europe/Vienna',
    policy: { shortfall: 'waitlist' },
  });
});

test('taken in again it brings what is new, and the rest is left alone', async () => {
  await openTables();
  await choose(TABLE.replace('5/3/2030', '2030-05-03'));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Here already').waitFor();
  await dialog.getByRole('button', { name: 'Record 1 session' }).click();
  await page.getByText('Saved on this device: 1 session.').waitFor();
  await expect.poll(scheduled).toEqual(['Bread baking', 'Herbs, and more', 'Moths by night']);
});

test('a line that would change a session that is here says so, and changes nothing', async () => {
  await openTables();
  await choose(
    TABLE.replace('waitlist,12,4', 'waitlist,20,4').replace(
      '09:00,11:00,Europe/Vienna,partial',
      '09:00,11:30,Europe/Vienna,partial',
    ),
  );
  const dialog = page.getByRole('dialog');
  await dialog.getByText('There is nothing new in this table.').waitFor();
  for (const line of [2, 3])
    await dialog
      .getByRole('listitem')
      .filter({ hasText: `Line ${line}` })
      .filter({ hasText: 'here already, with other seats or another end' })
      .waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test.each([
  ['of another kind', 'Dear Ada', 'It lacks: Title, Venue, Starts, Ends, and Seats.'],
  ['cut off', `${HEADER}\n"Bread`, 'This file was cut off'],
  ['in another coding', Buffer.from('c3bc6265722cfc0a', 'hex'), 'This file is not in UTF-8.'],
])('a file %s is not taken for a table, and why is said', async (_, text, says) => {
  await openTables();
  await choose(text);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('alert').getByText(says).waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('a session is copied: the same a week later, with another title', async () => {
  await today(page);
  await openSession(team.ada, 'Herbs, and more');
  await page.getByRole('button', { name: 'Copy' }).click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  expect(await dialog.getByLabel('Venue').inputValue()).toBe('Garden');
  expect(await dialog.getByLabel('Starts').inputValue()).toMatch(/^2030-05-09T/);
  expect(await dialog.getByLabel('When it is full').inputValue()).toBe('partial');
  await dialog.getByLabel('Title').fill('Herbs again');
  await dialog.getByRole('button', { name: 'Save the session' }).click();
  await page.getByRole('heading', { name: 'Herbs again' }).waitFor();
  await expect.poll(scheduled).toContain('Herbs again');
  const copy = team.server.log().find(({ data }) => data.title === 'Herbs again');
  expect(copy?.data).toMatchObject({
    startsAt: '2030-05-09T07:00:00.000Z',
    endsAt: '2030-05-09T09:00:00.000Z',
    timeZone: 'Europe/Vienna',
    seatTypes: [{ label: 'Adult', capacity: 8 }],
  });
});

test('a time that no calendar has is said; years to come are named, and a title of one word sticks out nowhere', async () => {
  await today(page);
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  const title = 'W'.repeat(200);
  await dialog.getByLabel('Title').fill(title);
  await dialog.getByLabel('Venue').fill('V'.repeat(200));
  await dialog.getByLabel('Starts').fill('12031-05-01T09:00');
  await dialog.getByRole('button', { name: 'Save the session' }).click();
  await dialog.getByRole('alert').getByText('none that a calendar has').waitFor();
  await dialog.getByLabel('Starts').fill('2031-05-01T09:00');
  await dialog.getByLabel('Ends').fill('2031-05-01T10:00');
  await dialog.getByRole('button', { name: 'Save the session' }).click();
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page
    .getByRole('main')
    .getByText(/^Thursday,? 1 May 2031 · 09:00–10:00/)
    .waitFor();
  const guest = 'G'.repeat(100);
  await book(team.ada, title, { guest, seats: 1 });
  for (const viewport of [ON_A_PHONE, AT_A_DESK]) {
    await page.setViewportSize(viewport);
    expect(await sticksOut(page)).toBe(false);
    await page
      .getByRole('main')
      .getByRole('button', { name: new RegExp(guest) })
      .click();
    const reservation = page.getByRole('dialog', { name: guest });
    await reservation.getByRole('button', { name: 'Check in 1 guest' }).waitFor();
    expect(await sticksOut(page)).toBe(false);
    await reservation.getByRole('button', { name: 'Close' }).click();
    await reservation.waitFor({ state: 'detached' });
  }
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await page.getByText(`1 × Seat booked for ${guest}`, { exact: true }).waitFor();
  await page.setViewportSize(ON_A_PHONE);
  expect(await sticksOut(page)).toBe(false);
  await page.setViewportSize(AT_A_DESK);
});

/** Something of the screen, or of the dialog in front of it, is wider than its place. */
function sticksOut(on: Page): Promise<boolean> {
  return on.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('dialog[open]')].some(
      ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth,
    ),
  );
}

async function savedTable(name: string): Promise<string> {
  await openTables();
  return (await savedBy(page, page.getByRole('button', { name }))).toString();
}

test('sessions go out as a table, which taken in again brings nothing new', async () => {
  const table = await savedTable('Sessions as a table');
  const [heading, ...lines] = readCsv(table) ?? [];
  expect(heading?.cells.slice(0, 8)).toEqual([...HEADER.split(',')]);
  expect(lines.map(({ cells }) => cells.slice(0, 5))).toContainEqual([
    'Herbs, and more',
    'Garden',
    '2030-05-02 09:00',
    '2030-05-02 11:00',
    'Europe/Vienna',
  ]);
  // A session that was made by hand is known by what it is.
  await choose(table);
  const dialog = page.getByRole('dialog');
  await dialog.getByText('There is nothing new in this table.').waitFor();
  expect(await dialog.getByText('5 sessions').count()).toBe(1);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await dialog.waitFor({ state: 'detached' });
});

test('S8: bookings go out as a table in which nothing is a formula', async () => {
  const guest = '=HYPERLINK("https://evil.example","Ada")';
  await openSession(team.ada, 'Herbs, and more');
  await book(team.ada, 'Herbs, and more', { guest, seats: 2 });
  const table = await savedTable('Bookings as a table');
  expect(table).toContain('"\'=HYPERLINK(""https://evil.example"",""Ada"")"');
  expect(table).toContain("'+43 660 1234567");
  const [, line] = readCsv(table) ?? [];
  expect(line?.cells.slice(0, 6)).toEqual([
    'Herbs, and more',
    'Garden',
    '2030-05-02 09:00',
    'Europe/Vienna',
    guest,
    '+43 660 1234567',
  ]);
});

test('sessions, one of them, and a booking go to a calendar', async () => {
  await openTables();
  const all = (await savedBy(page, page.getByRole('button', { name: 'Sessions as a calendar' }))).toString();
  expect(all.match(/BEGIN:VEVENT/g)).toHaveLength(5);
  await openSession(team.ada, 'Herbs, and more');
  const button = page.getByRole('button', { name: 'To a calendar' });
  const one = (await savedBy(page, button)).toString();
  expect(one).toContain('\r\nDTSTART:20300502T070000Z\r\n');
  expect(one).toContain('\r\nSUMMARY:Herbs\\, and more\r\n');
  const [uid] = /UID:session-\S+/.exec(one) ?? [];
  expect(all, 'the same each time').toContain(uid);
  await page
    .getByRole('listitem')
    .getByRole('button', { name: /HYPERLINK/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  const booking = (await savedBy(page, dialog.getByRole('button', { name: 'To a calendar' }))).toString();
  expect(booking).toMatch(/UID:booking-\S+@daybook/);
  expect(booking.replaceAll('\r\n ', '')).toContain('2 × Adult');
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('settings: the words change at once, and what new sessions begin with counts from then on', async () => {
  await page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
  await page.getByRole('link', { name: /^Settings/ }).click();
  await page.getByLabel('한국어').check();
  await page.getByRole('heading', { name: '설정', level: 1 }).waitFor();
  await page.getByLabel('English').check();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  await page.getByLabel('When seats become free').selectOption('offer');
  await page.getByLabel('To be answered within').selectOption('15 minutes');
  await page.getByRole('button', { name: 'Save for everybody' }).click();
  await page.getByText('Saved for everybody', { exact: false }).waitFor();
  await today(page);
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New session' });
  expect(await dialog.getByLabel('When seats become free').inputValue()).toBe('offer');
  expect(await dialog.getByLabel('To be answered within').inputValue()).toBe('15');
  // As long as usual, whenever it begins.
  await dialog.getByLabel('Starts').fill('2030-06-01T23:30');
  expect(await dialog.getByLabel('Ends').inputValue()).toBe('2030-06-02T00:30');
  await dialog.getByRole('button', { name: 'Close' }).click();
});

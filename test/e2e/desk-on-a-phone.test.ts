import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCsv } from '../../client/ui/files/csv.ts';
import { book, createSession, enrolSignedIn, lineOf, openSession, signIn, today } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import { savedBy } from './support/hand-over.ts';
import { PASSWORD, STAFF } from './support/staff.ts';
import { takeAlong } from './support/taking-along.ts';
import { ON_A_PHONE } from './support/visit.ts';

// A planner who is out with a phone has the whole desk in it; the other journeys of the desk are at a desk.

let team: DeskAndField;
let page: Page;

beforeAll(async () => {
  team = await openDeskAndField(ON_A_PHONE);
  page = team.ada.page;
});
afterAll(() => team?.end());

type Part = 'Sessions' | 'People' | 'Devices' | 'Quarantine' | 'Settings';

async function openPart(part: Part): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await page.getByRole('link', { name: new RegExp(`^${part}`) }).click();
  await page.getByRole('heading', { name: part, level: 1 }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}

test('what new sessions begin with is chosen once, and is there after a reload', async () => {
  await openPart('Settings');
  await page.getByLabel('Length').selectOption('90 minutes');
  await page.getByRole('textbox', { name: 'Seats' }).fill('12');
  await page.getByLabel('When it is full').selectOption('Refuse');
  await page.getByRole('button', { name: 'Save for everybody' }).click();
  await page.getByText('Saved for everybody', { exact: false }).waitFor();
  await page.reload();
  const seats = () => page.getByRole('textbox', { name: 'Seats' }).inputValue();
  await expect.poll(seats).toBe('12');
  await today(page);
  await page.getByRole('button', { name: 'New session' }).first().click();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByRole('textbox', { name: 'How many' }).inputValue()).toBe('12');
  expect(await dialog.getByLabel('When it is full').inputValue()).toBe('refuse');
  const [starts, ends] = await Promise.all(
    ['Starts', 'Ends'].map(async (name) => Date.parse(await dialog.getByLabel(name).inputValue())),
  );
  expect(((ends ?? 0) - (starts ?? 0)) / 60_000).toBe(90);
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('sessions are made, taken in from a table, copied, closed, and go out as tables and calendars', async () => {
  await createSession(team.ada, { title: 'Bread', seats: 4 });
  await openPart('Sessions');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Take sessions in from a file' }).click();
  const table = 'Title,Venue,Starts,Ends,Seats\nHerbs,Garden,2030-05-02 09:00,11:00,8';
  await (await chooser).setFiles({ name: 'table.csv', mimeType: 'text/csv', buffer: Buffer.from(table) });
  await page.getByRole('button', { name: 'Record 1 session' }).click();
  await page.getByText('Saved on this device: 1 session.').waitFor();

  await openSession(team.ada, 'Herbs');
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('dialog').getByLabel('Title').fill('Thyme');
  await page.getByRole('dialog').getByRole('button', { name: 'Save the session' }).click();
  await page.getByRole('heading', { name: 'Thyme' }).waitFor();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('dialog').getByText('Close for bookings', { exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close it for bookings' }).click();
  await page.getByRole('button', { name: 'Book seats' }).waitFor({ state: 'detached' });

  await book(team.ada, 'Bread', { guest: 'Ida;=1+1', seats: 1 });
  await openPart('Sessions');
  const saved = async (name: string): Promise<string> =>
    (await savedBy(page, page.getByRole('button', { name }))).toString();
  const titles = readCsv(await saved('Sessions as a table'))?.map(({ cells }) => cells[0]);
  expect(titles).toEqual(['Title', 'Bread', 'Herbs', 'Thyme']);
  expect(await saved('Bookings as a table'), 'S8').toContain('"Ida;\'=1+1"');
  expect((await saved('Sessions as a calendar')).match(/BEGIN:VEVENT/g)).toHaveLength(3);
});

test('people are seen with their roles, devices with what they took along and when they were heard of', async () => {
  await openPart('People');
  const line = (says: string) => page.getByRole('main').getByRole('listitem').filter({ hasText: says });
  await line('Bob').getByText('Field staff').waitFor();
  await takeAlong(team.bob, 'Bread', { seats: 2 });
  await openPart('Devices');
  const bobs = line('Bob').filter({ hasText: '2 seats taken along and not booked yet, in 1 session' });
  await bobs.getByText(/last heard of \d/).waitFor();
});

test('C5: what a revoked device had not sent is taken in from the quarantine', async () => {
  const { bob } = team;
  await openSession(bob, 'Bread');
  await bob.offline();
  await book(bob, 'Bread', { guest: 'Uwe', seats: 1 });
  await openPart('Devices');
  await page.getByRole('button', { name: 'Revoke: Bob' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText(/^Revoked \d/).waitFor();
  await bob.online();
  await bob.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await signIn(bob, { ...STAFF.field, password: PASSWORD });
  await bob.page.getByText('This device was signed off. 1 entry', { exact: false }).waitFor();
  await openPart('Quarantine');
  await page.getByRole('main').getByRole('button', { name: 'Take in' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take in' }).click();
  await page.getByText('Taken in under your name.').waitFor();
  await openSession(team.ada, 'Bread');
  await lineOf(team.ada, 'Uwe', /Reserved/).waitFor();
  await bob.page.getByRole('button', { name: 'Enrol anew' }).click();
  await enrolSignedIn(bob);
});

import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, createSession, decidedFor, lineOf, openList, today } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import { textOf } from './support/device.ts';
import { ON_A_PHONE } from './support/visit.ts';

// The planner's figures: at a desk and on a phone, from the device's own log.

let team: DeskAndField;
beforeAll(async () => {
  team = await openDeskAndField();
});
afterAll(() => team?.end());

/** Sessions of the tests begin in an hour. */
const day = (): string => new Date(Date.now() + 3_600_000).toLocaleDateString('sv');

async function openFigures(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
  await page.getByRole('link', { name: /^Figures/ }).click();
  await page.getByRole('heading', { name: 'Figures', level: 1 }).waitFor();
}

async function choose(page: Page, from: string, to = from): Promise<void> {
  await page.getByLabel('From – to').check();
  await page.getByLabel('From', { exact: true }).fill(from);
  await page.getByLabel('To', { exact: true }).fill(to);
}

/** A table's line says that, in the order of its columns. */
async function says(page: Page, table: 'By day' | 'By venue', name: RegExp, numbers: string): Promise<void> {
  const line = page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: name });
  const told = async (): Promise<string> =>
    (await Promise.all((await line.last().getByRole('cell').all()).map(textOf))).join(' ');
  await expect.poll(told).toBe(numbers);
}

const NAMES = ['Fill', 'Booked', 'Seats', 'Waiting', 'Came', 'No-shows', 'Conflicts', 'Sessions'];

test('F2, F3: what was booked twice, who came and who did not stand in the figures, by day and venue', async () => {
  const { ada, bob } = team;
  await createSession(ada, { title: 'Bread', seats: 4 });
  await bob.page.getByRole('link', { name: /Bread/ }).waitFor();
  await bob.offline();
  await book(bob, 'Bread', { guest: 'Una', seats: 3 });
  await book(ada, 'Bread', { guest: 'Grace', seats: 2 });
  await book(ada, 'Bread', { guest: 'Hedy', seats: 1 });
  await decidedFor(ada, 'Hedy');
  await openList(bob, 'Waitlist');
  await bob.online();
  await lineOf(bob, 'Una', /Waitlisted.*Decided/s).waitFor();
  await openList(ada, 'Check-in');
  await ada.page.getByRole('button', { name: 'Check in: Grace', exact: true }).click();
  await lineOf(ada, 'Grace', /Here, 2/).waitFor();
  await ada.page
    .getByRole('main')
    .getByRole('button', { name: /^Hedy / })
    .click();
  await ada.page.getByRole('dialog').getByRole('button', { name: 'Did not come', exact: true }).click();
  await lineOf(ada, 'Hedy', /Did not come/).waitFor();

  const { page } = ada;
  await openFigures(page);
  await choose(page, day());
  const table = page.getByRole('table', { name: 'By day' });
  expect(await Promise.all((await table.getByRole('columnheader').all()).map(textOf))).toEqual([
    'Day',
    ...NAMES,
  ]);
  const told = '75% 3 4 1 2 1 1 1';
  await says(page, 'By day', /Mill/, told);
  await says(page, 'By day', /In all/, told);
  expect(await page.getByRole('definition').allInnerTexts()).toEqual(['75%', '3 of 4', '1', '2', '1', '1']);

  await createSession(ada, { title: 'Herbs', seats: 6, venue: 'Garden' });
  await openFigures(ada.page);
  await choose(page, day());
  await says(page, 'By day', /In all/, '30% 3 10 1 2 1 1 2');
  await says(page, 'By venue', /Mill/, told);
  await says(page, 'By venue', /Garden/, '0% 0 6 0 0 0 0 1');
  await page.getByRole('combobox', { name: 'Venue' }).selectOption('Garden');
  await says(page, 'By day', /In all/, '0% 0 6 0 0 0 0 1');
});

test('on a phone without a network they are the same, from its own log', async () => {
  const { page } = team.bob;
  await today(page);
  await page.getByRole('link', { name: /Herbs/ }).waitFor();
  await team.bob.offline();
  await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await page.getByRole('link', { name: /^Figures/ }).click();
  await page.getByRole('heading', { name: 'Figures', level: 1 }).waitFor();
  await page.reload();
  await choose(page, day());
  await says(page, 'By day', /In all/, '30% 3 10 1 2 1 1 2');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  await choose(page, '2020-01-01');
  await page.getByText('No sessions in this time.').waitFor();
  await choose(page, '2020-01-02', '2020-01-01');
  await page.getByRole('alert').getByText('at most 92 days').waitFor();
  await team.bob.online();
});

test('the chart is drawn in the colours of the theme, tells the day under the pointer, and is a picture only', async () => {
  const { page } = team.ada;
  await openFigures(page);
  await choose(page, day());
  await says(page, 'By day', /In all/, '30% 3 10 1 2 1 1 2');
  const canvas = page.locator('canvas');
  const picture = (): Promise<string> => canvas.evaluate((drawn) => (drawn as HTMLCanvasElement).toDataURL());
  const blank = await canvas.evaluate((drawn) => {
    const { width, height } = drawn as HTMLCanvasElement;
    return Object.assign(document.createElement('canvas'), { width, height }).toDataURL();
  });
  await expect.poll(picture).not.toBe(blank);
  const light = await picture();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(picture).not.toBe(light);
  // Negative control: the same colours are the same picture.
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(picture).toBe(light);
  await canvas.hover({ force: true });
  await page.getByText(/: 3 of 10 seats booked/).waitFor();
  expect(await page.getByRole('figure').ariaSnapshot()).not.toContain('3 of 10 seats');
});

test('a quarter stays a picture on a phone: the days have names, and the seats there are stand as a line', async () => {
  const { page } = team.ada;
  const first = Date.UTC(2031, 0, 1);
  const dayAt = (nth: number): string => new Date(first + nth * 86_400_000).toISOString().slice(0, 10);
  const lines = Array.from({ length: 92 }, (_, nth) => `Tour,Pond,${dayAt(nth)} 12:00,13:00,40`);
  await page.goto('/desk/sessions');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Take sessions in from a file' }).click();
  const buffer = Buffer.from(['Title,Venue,Starts,Ends,Seats', ...lines].join('\n'));
  await (await chooser).setFiles({ name: 'quarter.csv', mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Record 92 sessions' }).click();
  await page.getByText('Saved on this device: 92 sessions.').waitFor();

  await openFigures(page);
  await page.setViewportSize(ON_A_PHONE);
  await choose(page, dayAt(0), dayAt(91));
  await says(page, 'By day', /In all/, '0% 0 3,680 0 0 0 0 92');
  await expect.poll(() => inked(page, 'days')).toBeGreaterThan(0.01);
  expect(await inked(page, 'seats')).toBeGreaterThan(0);
  expect(await inked(page, 'seats')).toBeLessThan(0.2);
});

/** How much of that part of the chart is drawn on: of the names of the days, or of what stands above them. */
function inked(page: Page, part: 'seats' | 'days'): Promise<number> {
  return page.locator('canvas').evaluate((drawn, of) => {
    const { width, height } = drawn as HTMLCanvasElement;
    const [axis, names] = [Math.round(width * 0.25), Math.round(height * 0.82)];
    const [top, bottom] = of === 'days' ? [Math.round(height * 0.87), height] : [0, names];
    const data = (drawn as HTMLCanvasElement)
      .getContext('2d')
      ?.getImageData(axis, top, width - axis, bottom - top).data;
    const pixels = [...(data ?? [])].filter((_, at) => at % 4 === 3);
    return pixels.filter((alpha) => alpha > 64).length / pixels.length;
  }, part);
}

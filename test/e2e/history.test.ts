import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, createSession, decidedFor, openSession } from './support/actions.ts';
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

test.each(['bob', 'ada'] as const)(
  'out of reach, what happened is found by guest and kind: %s',
  async (who) => {
    if (!opened) throw new Error('nothing was opened');
    const visit: Visit = opened[who];
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

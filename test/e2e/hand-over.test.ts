import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, createSession, decidedFor, lineOf, openSession } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import { chooseFile, openDevice, savedBy, takeIn } from './support/hand-over.ts';
import { guestsBooked } from './support/logged-bookings.ts';

// Field-app rule 12, C7: what a phone cannot send goes by hand to another device.

let team: DeskAndField;
let page: Record<'ada' | 'bob', Page>;

beforeAll(async () => {
  team = await openDeskAndField();
  page = { ada: team.ada.page, bob: team.bob.page };
  await createSession(team.ada, { title: 'Bread baking', seats: 9 });
  await openSession(team.bob, 'Bread baking');
});
afterAll(() => team?.end());

async function saved(of: Page): Promise<Buffer> {
  await openDevice(of);
  return savedBy(of, of.getByRole('main').getByRole('button', { name: 'Save unsent to a file' }));
}

test('a queue that is exported, taken in elsewhere and then sent by the first one too is in the log once', async () => {
  const { ada, bob, server } = team;
  await bob.offline();
  await book(bob, 'Bread baking', { guest: 'Grace', seats: 1 });
  await book(bob, 'Bread baking', { guest: 'Hedy', seats: 2 });
  const file = await saved(page.bob);

  await chooseFile(page.ada, file);
  const dialog = page.ada.getByRole('dialog');
  await dialog.getByText('To take in').waitFor();
  expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringContaining('Grace'),
    expect.stringContaining('Hedy'),
  ]);
  await dialog.getByRole('button', { name: 'Leave it' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(guestsBooked(server.log()), 'looking takes nothing in').toEqual([]);

  await takeIn(page.ada, file, '2 entries');
  await openSession(ada, 'Bread baking');
  for (const guest of ['Grace', 'Hedy']) await decidedFor(ada, guest);
  await chooseFile(page.ada, file);
  await page.ada.getByText('All of this is here already').waitFor();
  expect(await page.ada.getByRole('button', { name: /^Take in \d/ }).count()).toBe(0);
  await page.ada.getByRole('dialog').getByRole('button', { name: 'Done' }).click();

  await bob.online();
  await openSession(bob, 'Bread baking');
  for (const guest of ['Grace', 'Hedy']) await decidedFor(bob, guest);
  await page.bob.getByText('Nothing to send').first().waitFor();
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
  const ids = server.log().map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('between two phones without a network: who is back first sends it, and it waits there meanwhile', async () => {
  const { ada, bob, server } = team;
  await Promise.all([ada.offline(), bob.offline()]);
  await book(bob, 'Bread baking', { guest: 'Ida', seats: 1 });
  await takeIn(page.ada, await saved(page.bob), '1 entry');
  await page.ada.getByText('from another device').first().waitFor();
  await openSession(ada, 'Bread baking');
  await lineOf(ada, 'Ida', /To send/).waitFor();
  await page.ada.reload();
  await lineOf(ada, 'Ida', /To send/).waitFor();
  await bob.online();
  await openSession(bob, 'Bread baking');
  await decidedFor(bob, 'Ida');
  await ada.online();
  await decidedFor(ada, 'Ida');
  await page.ada.getByText('Nothing to send').first().waitFor();
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy', 'Ida']);
});

/** By whichever of these comes first. */
let joanIsBooked = false;

test.each([
  [
    'cut off on its way',
    (text: string) => text.slice(0, -30),
    'This file was cut off or changed on its way.',
  ],
  ['another file', () => 'Dear Ada,', 'This is no file with work of a daybook.'],
  [
    'a newer app’s',
    (text: string) => text.replace('"version": 1', '"version": 7'),
    'This file comes from a newer version of the app.',
  ],
  [
    'another daybook’s',
    (text: string) => text.replace('"workspaceId": "main"', '"workspaceId": "other"'),
    'This file belongs to another daybook.',
  ],
])(
  'a file that is %s is not taken in, and that is said; the work stays where it is',
  async (_, spoil, says) => {
    const { bob, server } = team;
    const before = server.log().length;
    await bob.offline();
    await openSession(bob, 'Bread baking');
    if (!joanIsBooked) await book(bob, 'Bread baking', { guest: 'Joan', seats: 1 });
    joanIsBooked = true;
    const text = (await saved(page.bob)).toString();
    await chooseFile(page.ada, Buffer.from(spoil(text)));
    const dialog = page.ada.getByRole('dialog');
    await dialog.getByRole('alert').getByText(says).waitFor();
    expect(await dialog.getByText('Nothing was taken in').count()).toBe(1);
    await dialog.getByRole('button', { name: 'Done' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.bob.getByText('1 to send').first().waitFor();
    expect(server.log().length).toBe(before);
  },
);

test('a small queue is shown as codes, one after the other', async () => {
  const { bob } = team;
  await bob.offline();
  for (const guest of ['Kay', 'Lise', 'Mary']) await book(bob, 'Bread baking', { guest, seats: 1 });
  await openDevice(page.bob);
  await page.bob.getByRole('button', { name: 'Show unsent as codes' }).click();
  const dialog = page.bob.getByRole('dialog', { name: 'Unsent work as codes' });
  await dialog.getByRole('img', { name: /^Code 1 of \d+$/ }).waitFor();
  const of = Number(/of (\d+)/.exec(await dialog.getByRole('status').innerText())?.[1]);
  expect(of).toBeGreaterThan(1);
  for (let number = 2; number <= of; number++) {
    await dialog.getByRole('button', { name: 'Next code' }).click();
    await dialog.getByRole('img', { name: `Code ${number} of ${of}` }).waitFor();
  }
  expect(await dialog.getByRole('button', { name: 'Next code' }).isDisabled()).toBe(true);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await bob.online();
  await page.bob.getByText('Nothing to send').first().waitFor();
});

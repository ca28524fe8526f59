import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, createSession, decidedFor, historyOf, lineOf, openSession } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import type { Visit } from './support/visit.ts';

let opened: DeskAndField | undefined;
let ada: Visit;
let bob: Visit;

beforeAll(async () => {
  opened = await openDeskAndField();
  ({ ada, bob } = opened);
});
afterAll(() => opened?.end());

test('a planner closes a session, opens it again, gives it other rules, moves it and calls it off; who has booked is to be told', async () => {
  await createSession(ada, { title: 'Carving', seats: 4 });
  await book(bob, 'Carving', { guest: 'Pia', seats: 2 });
  await decidedFor(bob, 'Pia');
  expect(await bob.page.getByRole('button', { name: 'Change', exact: true }).count(), 'no planner').toBe(0);

  await change('Close for bookings', 'Close it for bookings', 'Bookings stay as they are');
  await bob.page.getByRole('button', { name: 'Book seats' }).waitFor({ state: 'detached' });
  await lineOf(bob, 'Pia', /Reserved/).waitFor();
  await change('Open again', 'Open it again', 'Bookings are taken again');
  await bob.page.getByRole('button', { name: 'Book seats' }).waitFor();

  await change('Other rules', 'Save the new rules', 'Bookings stay as they are', async () => {
    await ada.page.getByRole('dialog').getByLabel('When it is full').selectOption('Refuse');
  });
  await ada.page.getByText('Saved on this device: the new rules.').waitFor();
  await change('Other times', 'Save the new times', '1 party has to be told', async () => {
    const dialog = ada.page.getByRole('dialog');
    await dialog.getByLabel('Ends').fill('2035-05-10T17:30');
    await dialog.getByLabel('Starts').fill('2035-05-10T16:00');
  });
  await bob.page.getByText('16:00–17:30').waitFor();
  await lineOf(bob, 'Pia', /Reserved.*Guest to be told/s).waitFor();
  await change('Cancel the session', 'Cancel it for good', '1 party has to be told');
  await bob.page.getByRole('link', { name: /Inbox.*1 guest to look after/s }).click();
  await bob.page.getByRole('main').getByRole('link', { name: /Pia/ }).click();
  await bob.page.getByRole('button', { name: 'Tell the guest' }).click();
  await bob.page.getByText('Hello Pia, “Carving” was cancelled.').waitFor();
  await bob.page.getByRole('button', { name: 'Close' }).click();
  const history = (await historyOf(ada, 'Carving')).join('\n');
  for (const entry of [
    /closed for bookings/,
    /opened again/,
    /moved to another time/,
    /rules of the session were changed/,
    /was cancelled/,
  ])
    expect(history).toMatch(entry);
});

async function change(
  what: string,
  save: string,
  means: string,
  fill: () => Promise<void> = async () => {},
): Promise<void> {
  await openSession(ada, 'Carving');
  await ada.page.getByRole('button', { name: 'Change', exact: true }).click();
  const dialog = ada.page.getByRole('dialog');
  await dialog.getByText(what, { exact: true }).click();
  await fill();
  await dialog.getByText(means).waitFor();
  await dialog.getByRole('button', { name: save }).click();
  await dialog.waitFor({ state: 'detached' });
}

import { afterEach, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrol, lineOf } from './support/actions.ts';
import { done, fillIn, pressSave } from './support/booking-form.ts';
import { openPhone, type Phone } from './support/device.ts';
import { crash } from './support/devtools.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { endWorker, followWorkers, loseAnswers } from './support/worker-faults.ts';

// What writes things down ends: the worker alone, or the whole tab.

let server: RunningServer;
let phone: Phone;

beforeEach(async () => {
  server = await startServer();
  phone = await openPhone(server.url);
  await followWorkers(phone.context);
  await enrol(phone, 'Ada');
  await phone.page.reload();
  await createSession(phone, { title: 'Bread baking', seats: 9 });
});
afterEach(async () => {
  await phone.close().finally(() => server.end());
});

test('L1: a worker that ends before it saved, and one that ends before it said so, leave one booking each', async () => {
  const { page } = phone;
  const stopped = page
    .getByRole('dialog')
    .getByText('The part of the app that writes things down has stopped.');
  const form = await fillIn(phone, 'Grace');
  await endWorker(page);
  await stopped.waitFor();
  await pressSave(phone);
  await startAgain();
  expect(await form.getByText('Saved on this device').count()).toBe(0);
  await pressSave(phone);
  await done(phone);
  await decidedFor(phone, 'Grace');

  await fillIn(phone, 'Hedy');
  await loseAnswers(page);
  await pressSave(phone);
  await expect.poll(() => guestsBooked(server.log()), { timeout: 10_000 }).toEqual(['Grace', 'Hedy']);
  await endWorker(page);
  await stopped.waitFor();
  expect(await form.getByText('Saved on this device').count()).toBe(0);
  await startAgain();
  await pressSave(phone);
  await page.getByText('It is so already. Nothing had to be saved.').waitFor();
  await decidedFor(phone, 'Hedy');
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
});

test('L2: what a tab had saved when it crashed is in the other one, and goes out from there', async () => {
  const other: Phone = { ...phone, page: await phone.newTab(new URL(phone.page.url()).pathname) };
  await other.page.getByRole('heading', { name: 'Bread baking' }).waitFor();
  await server.stop();
  await phone.page.bringToFront();
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await crash(phone.page);
  await other.page.bringToFront();
  await lineOf(other, 'Grace', /To send/).waitFor();
  await server.startAgain();
  await book(other, 'Bread baking', { guest: 'Hedy', seats: 1 });
  for (const guest of ['Grace', 'Hedy']) await decidedFor(other, guest);
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
});

async function startAgain(): Promise<void> {
  const form = phone.page.getByRole('dialog');
  await form.getByRole('button', { name: 'Start it again' }).click();
  await form.getByText('The app was interrupted, and this may or may not be saved.').waitFor();
}

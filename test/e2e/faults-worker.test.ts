import type { Locator } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LIMIT_SECONDS } from '../../client/page/silence.ts';
import { book, createSession, decidedFor, enrolSignedIn, lineOf } from './support/actions.ts';
import { done, fillIn, pressSave } from './support/booking-form.ts';
import { openPhone, type Phone } from './support/device.ts';
import { crash } from './support/devtools.ts';
import { inTurn } from './support/in-turn.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';
import {
  endWorker,
  followWorkers,
  hasFailed,
  letSecondsPass,
  loseAnswers,
  loseProgram,
  PLANTED_ERROR,
  throwInWorker,
} from './support/worker-faults.ts';

// What writes things down ends: the worker alone, or the whole tab.

let server: RunningServer;
let phone: Phone;

beforeEach(async () => {
  server = await startServer({ accounts: true });
  phone = await openPhone(server.url, {
    planted: PLANTED_ERROR,
    session: await setUpBy(STAFF.planner, server),
    async before(context) {
      await followWorkers(context);
      // A test can let the page's seconds pass.
      await context.clock.install();
    },
  });
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Bread baking', seats: 9 });
});
afterEach(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);

test('L1: a worker that ends before it saved, and one that ends before it said so, leave one booking each', async () => {
  const { page } = phone;
  const form = await fillIn(phone, 'Grace');
  await endWorker(page);
  await pressSave(phone);
  await foundSilent();
  await startAgain();
  expect(await form.getByText('Saved on this device').count()).toBe(0);
  await pressSave(phone);
  await done(phone);
  await decidedFor(phone, 'Grace');

  await fillIn(phone, 'Hedy');
  await loseAnswers(page);
  await pressSave(phone);
  await expect.poll(() => guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
  await endWorker(page);
  await foundSilent();
  expect(await form.getByText('Saved on this device').count()).toBe(0);
  await startAgain();
  await pressSave(phone);
  await page.getByText('It is so already. Nothing had to be saved.').waitFor();
  await decidedFor(phone, 'Hedy');
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
});

test('L8: a worker that goes on after an error is not said to have stopped; one whose program does not come, is', async () => {
  const { page } = phone;
  await fillIn(phone, 'Grace');
  await throwInWorker(page);
  await letSecondsPass(page, LIMIT_SECONDS + 2);
  expect(await hasStopped().count()).toBe(0);
  await pressSave(phone);
  await done(phone);
  await decidedFor(phone, 'Grace');
  expect(await hasStopped().count()).toBe(0);

  await fillIn(phone, 'Hedy');
  const program = await loseProgram(page);
  await endWorker(page);
  await pressSave(phone);
  await foundSilent();
  await startAgain();
  await hasFailed(page);
  await hasStopped().waitFor();
  await program.find();
  await restart();
  await hasStopped().waitFor({ state: 'detached' });
  // What was typed is still there, though two workers ended over it.
  await pressSave(phone);
  await done(phone);
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

/** The form waits, and says so, until the worker has owed its answer for too long. */
async function foundSilent(): Promise<void> {
  const form = phone.page.getByRole('dialog');
  await form.getByRole('button', { name: 'Saving', exact: true }).waitFor();
  expect(await hasStopped().count()).toBe(0);
  await letSecondsPass(phone.page, LIMIT_SECONDS + 2);
  await hasStopped().getByText('may or may not be saved').waitFor();
  expect(await form.getByText(/not saved/i).count()).toBe(0);
}

async function startAgain(): Promise<void> {
  await restart();
  await phone.page
    .getByRole('dialog')
    .getByText('The app was interrupted, and this may or may not be saved.')
    .waitFor();
}

async function restart(): Promise<void> {
  await hasStopped().getByRole('button', { name: 'Start it again' }).click();
}

function hasStopped(): Locator {
  return phone.page
    .getByRole('dialog')
    .getByRole('alert')
    .filter({ hasText: 'The part of the app that writes things down has stopped.' });
}

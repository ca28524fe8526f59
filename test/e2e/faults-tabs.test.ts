import type { BrowserContext } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrol } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import {
  answersTo,
  type DeviceDatabase,
  databaseNameOf,
  leadOf,
  readDatabase,
} from './support/device-database.ts';
import { freeze, hurry } from './support/devtools.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';

// The tab that talks to the server stops, or is robbed of that right, with an answer on its way (L4).

let server: RunningServer;
let phone: Phone;
let tabs: [first: Phone, second: Phone, third: Phone];

beforeEach(async () => {
  server = await startServer();
  phone = await openPhone(server.url);
  await enrol(phone, 'Ada');
  await createSession(phone, { title: 'Bread baking', seats: 9 });
  tabs = [{ ...phone, page: phone.page }, await anotherTab(), await anotherTab()];
});
afterEach(async () => {
  await server.end();
  await phone.close();
});

test('L4: a leading tab that freezes is replaced and changes nothing when it wakes up, and one that is robbed gives way', async () => {
  const [first, second, third] = tabs;
  const { leader, waiting } = await leadOf(first.page);
  expect(waiting).toBe(2);
  const before = await readDatabase(first.page);
  const answer = await bookWithAnswerHeld(first, 'Grace');
  const frozen = await freeze(phone, String(leader));
  answer.letGo();
  await bookIn(second, 'Hedy');
  await second.page.getByText('2 to send').first().waitFor();
  for (const { page } of [second, third]) await hurry(page, 8);
  await decidedInAll([second, third], ['Grace', 'Hedy']);
  const taken = await leadsTakenSince(before);
  // Each of the two may have lost patience, once.
  expect(taken).toBeLessThanOrEqual(2);

  const sent = countPushes(phone.context);
  await frozen.wake();
  await decidedInAll([first], ['Grace', 'Hedy']);
  await bookIn(first, 'Ida');
  await decidedInAll(tabs, ['Ida']);
  expect(await leadsTakenSince(before), 'who wakes up steals nothing').toBe(taken);
  expect(sent.count, 'requests that sent something').toBe(1);

  for (const [nth, guest] of ['Jo', 'Kay', 'Lee'].entries()) {
    const late = await bookWithAnswerHeld(second, guest);
    await robLeader();
    late.letGo();
    await decidedInAll(tabs, [guest]);
    // Each robbery is one change of lead.
    await expect.poll(() => leadsTakenSince(before), { timeout: 10_000 }).toBe(taken + nth + 1);
  }
  const guests = ['Grace', 'Hedy', 'Ida', 'Jo', 'Kay', 'Lee'];
  const answers = answersTo(await readDatabase(first.page));
  expect(answers, 'answers to the session and to each booking').toEqual([1, ...guests.map(() => 1)]);
  expect(guestsBooked(server.log())).toEqual(guests);
});

async function robLeader(): Promise<void> {
  const { page } = tabs[0];
  await page.evaluate(
    (lock) => navigator.locks.request(lock, { steal: true }, () => undefined),
    await databaseNameOf(page),
  );
}

async function leadsTakenSince(since: DeviceDatabase): Promise<number> {
  return (await readDatabase(tabs[0].page)).fence - since.fence;
}

async function anotherTab(): Promise<Phone> {
  const tab: Phone = { ...phone, page: await phone.newTab(new URL(phone.page.url()).pathname) };
  await tab.page.getByRole('heading', { name: 'Bread baking' }).waitFor();
  return tab;
}

/** A tab behind another is drawn seldom, and a tap waits for that. */
async function bookIn(tab: Phone, guest: string): Promise<void> {
  await tab.page.bringToFront();
  await book(tab, 'Bread baking', { guest, seats: 1 });
}

async function decidedInAll(all: readonly Phone[], guests: readonly string[]): Promise<void> {
  for (const tab of all) for (const guest of guests) await decidedFor(tab, guest);
}

/** The server commits it; what it answers stays on its way until it is let go. */
async function bookWithAnswerHeld(tab: Phone, guest: string): Promise<{ letGo(): void }> {
  const onItsWay = Promise.withResolvers<void>();
  const free = Promise.withResolvers<void>();
  await phone.context.route(
    '**/commits',
    async (route) => {
      const response = await route.fetch();
      onItsWay.resolve();
      await free.promise;
      // Whoever asked may be gone by now.
      await route.fulfill({ response }).catch(() => undefined);
    },
    { times: 1 },
  );
  await bookIn(tab, guest);
  await onItsWay.promise;
  return { letGo: free.resolve };
}

function countPushes(context: BrowserContext): { count: number } {
  const pushes = { count: 0 };
  context.on('request', (request) => {
    if (request.url().endsWith('/commits')) pushes.count++;
  });
  return pushes;
}

import type { BrowserContext } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrolSignedIn } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { answersTo, type DeviceDatabase, databaseNameOf, readDatabase } from './support/device-database.ts';
import { freeze, hurry } from './support/devtools.ts';
import { inTurn } from './support/in-turn.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';
import { beatsHeard, leaderOf, workerOf } from './support/tab-leadership.ts';

// The tab that talks to the server stops, or is robbed of that right, with an answer on its way (L4).

let server: RunningServer;
let phone: Phone;
let tabs: readonly [Phone, Phone, Phone];

/** How much faster time goes by for those who wait: for 20 to 40 seconds without a beat, of which there is one in 5. */
const FASTER = 8;

beforeEach(async () => {
  server = await startServer({ accounts: true });
  phone = await openPhone(server.url, { session: await setUpBy(STAFF.planner, server) });
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Bread baking', seats: 9 });
  tabs = [{ ...phone, page: phone.page }, await anotherTab(), await anotherTab()];
});
afterEach(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);

test('L4: a leading tab that is robbed gives way; one that freezes is replaced, and changes nothing when it wakes up', async () => {
  const before = await readDatabase(tabs[0].page);
  for (const [nth, guest] of ['Grace', 'Hedy', 'Ida'].entries()) {
    const late = await bookWithAnswerHeld(tabs[1], guest);
    await robLeader();
    late.letGo();
    await decidedInAll(tabs, [guest]);
    // Each robbery is one change of lead.
    await expect.poll(() => leadsTakenSince(before)).toBe(nth + 1);
  }

  const { leading, heir, other } = await roles();
  const robbed = await readDatabase(heir.page);
  const answer = await bookWithAnswerHeld(leading, 'Jo');
  const frozen = await freeze(phone, await workerOf(leading.page));
  answer.letGo();
  await bookIn(heir, 'Kay');
  await heir.page.getByText('2 to send').first().waitFor();
  for (const { page } of [heir, other]) await hurry(page, FASTER);
  await decidedInAll([heir, other], ['Jo', 'Kay']);
  // Each of the two may have lost patience, once, before one heard the other.
  await beatsHeard(other.page, 2);
  const taken = await leadsTakenSince(robbed);
  expect(taken).toBeLessThanOrEqual(2);
  const longerThanPatience = beatsHeard(other.page, 9);

  const sent = countPushes(phone.context);
  await frozen.wake();
  await decidedInAll([leading], ['Jo', 'Kay']);
  await bookIn(leading, 'Lee');
  await decidedInAll(tabs, ['Lee']);
  expect(sent.count, 'requests that sent something').toBe(1);
  await longerThanPatience;
  expect(await leadsTakenSince(robbed), 'nobody who hears the leader steals').toBe(taken);

  const guests = ['Grace', 'Hedy', 'Ida', 'Jo', 'Kay', 'Lee'];
  const answers = answersTo(await readDatabase(heir.page));
  expect(answers, 'answers to the session and to each booking').toEqual([1, ...guests.map(() => 1)]);
  expect(guestsBooked(server.log())).toEqual(guests);
});

async function roles(): Promise<{ leading: Phone; heir: Phone; other: Phone }> {
  const leader = await leaderOf(tabs[0].page);
  const workers = await Promise.all(tabs.map(({ page }) => workerOf(page)));
  const [leading] = tabs.filter((_, nth) => workers[nth] === leader);
  const [heir, other] = tabs.filter((tab) => tab !== leading);
  if (!leading || !heir || !other) throw new Error('one of the tabs must lead');
  return { leading, heir, other };
}

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

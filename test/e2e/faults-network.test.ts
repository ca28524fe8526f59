import type { BrowserContext } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { random } from '../support/random.ts';
import { book, createSession, decidedFor, enrolSignedIn, lineOf } from './support/actions.ts';
import { openPhone, type Phone, textOf } from './support/device.ts';
import { answersTo, readDatabase } from './support/device-database.ts';
import { inTurn } from './support/in-turn.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';

const GUESTS = ['Grace', 'Hedy', 'Ida', 'Jo'];
const FLAPS_PER_BOOKING = 5;
const SEED = 7;

let server: RunningServer;
let phone: Phone;

beforeEach(async () => {
  server = await startServer({ accounts: true });
  phone = await openPhone(server.url, { session: await setUpBy(STAFF.planner, server) });
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Bread baking', seats: 9 });
  await phone.page.getByText('last sent').waitFor();
});
afterEach(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);

test('C6: while a network comes and goes and requests and answers are lost, nothing is doubled and no mark is ahead of the server', async () => {
  const { page } = phone;
  const fates = await cutAtRandom(phone.context);
  for (const guest of GUESTS) {
    await phone.offline();
    await book(phone, 'Bread baking', { guest, seats: 1 });
    for (let flap = 0; flap < FLAPS_PER_BOOKING; flap++) {
      const asked = page.waitForRequest(/\/(commits|events)/);
      await phone.online();
      await asked;
      await phone.offline();
    }
    await page.getByText('Offline, carry on').waitFor();
    await expect.poll(stripAgreesWithLines).toBe(true);
    await expectMarksToBeTrue();
  }
  expect(
    Math.min(...Object.values(fates)),
    `each fate of a request: ${JSON.stringify(fates)}`,
  ).toBeGreaterThan(1);

  await phone.context.unrouteAll();
  await phone.online();
  for (const guest of GUESTS) await decidedFor(phone, guest);
  await page.getByText('Nothing to send').waitFor();
  expect(guestsBooked(server.log())).toEqual(GUESTS);
  expect(answersTo(await readDatabase(page))).toEqual([1, ...GUESTS.map(() => 1)]);
});

type Fates = { requestLost: number; answerLost: number; passed: number };

/** What the server has committed stays committed when its answer is lost. */
async function cutAtRandom(context: BrowserContext): Promise<Fates> {
  const fates: Fates = { requestLost: 0, answerLost: 0, passed: 0 };
  const numbers = random(SEED);
  await context.route(/\/api\/.*\/(commits|events)/, async (route) => {
    const fate = numbers.pick(['requestLost', 'answerLost', 'passed'] as const);
    fates[fate]++;
    if (fate === 'passed') return route.continue();
    if (fate === 'answerLost') await route.fetch();
    return route.abort('connectionreset');
  });
  return fates;
}

async function stripAgreesWithLines(): Promise<boolean> {
  const strip = await textOf(phone.page.getByRole('banner'));
  const lines = phone.page.getByRole('main').getByRole('listitem').filter({ hasText: 'To send' });
  return Number(/(\d+) to send/.exec(strip)?.[1] ?? 0) === (await lines.count());
}

/** Looked at in this order, since the server's log only grows. */
async function expectMarksToBeTrue(): Promise<void> {
  for (const guest of GUESTS) {
    const line = lineOf(phone, guest, /Saved/);
    const marks = (await line.count()) > 0 ? await textOf(line) : 'To send';
    if (!marks.includes('To send')) expect(guestsBooked(server.log())).toContain(guest);
  }
}

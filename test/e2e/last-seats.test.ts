import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { book, createSession, decidedFor, historyOf, openSession } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import {
  bothBookOffline,
  bothReturn,
  everybodySeesWhy,
  type LastSeats,
  mustBeMadeGoodOnce,
  twoSeatsAreLeft,
} from './support/last-seats.ts';
import { type LoggedEvent, type RunningServer, startServer } from './support/server.ts';
import { beginWork, openOffice, STAFF } from './support/staff.ts';

describe('two people book the last two seats without a network', () => {
  let server: RunningServer;
  let ada: Phone;
  let bob: Phone;
  /** How far the log goes before each test. */
  let before: number;
  const logged = (): LoggedEvent[] => server.log().slice(before);

  beforeAll(async () => {
    server = await startServer({ accounts: true });
    [ada, bob] = await Promise.all([openPhone(server.url), openPhone(server.url)]);
    await openOffice(server);
    await Promise.all([beginWork(ada, STAFF.planner), beginWork(bob, STAFF.field)]);
  });
  afterAll(async () => {
    await Promise.all([ada?.close(), bob?.close()]);
    await server?.end();
  });
  beforeEach(() => {
    before = server.log().length;
  });
  afterEach(async () => {
    for (const phone of [ada, bob]) {
      await phone.context.unroute(PUSHES);
      await phone.online();
    }
  });

  test('the guest who lost the seats is told, and leaves the inbox of both devices', async () => {
    const seats: LastSeats = { ada, bob, title: 'Soda bread', first: 'Karen', second: 'Lise' };
    await twoSeatsAreLeft(seats);
    await bothBookOffline(seats);
    await bothReturn(seats);
    await bob.page.getByRole('link', { name: /Inbox.*1 guest to look after/s }).click();
    await ada.page.getByRole('link', { name: 'Inbox', exact: true }).click();
    await ada.page.getByText('Everyone · 1').click();
    await ada.page.getByRole('main').getByRole('link', { name: /Lise/ }).waitFor();

    await bob.page.getByRole('main').getByRole('link', { name: /Lise/ }).click();
    await bob.page.getByRole('button', { name: 'Tell the guest' }).click();
    await bob.page.getByRole('dialog').getByText('Hello Lise, the seats for “Soda bread” went').waitFor();
    await bob.page.getByLabel('Note (if needed)').fill('Waits gladly');
    await bob.page.getByRole('button', { name: 'Told', exact: true }).click();
    await bob.page.getByText('Nothing to do for this guest any more.').waitFor();
    for (const { page } of [ada, bob]) {
      await page.getByRole('main').getByRole('link', { name: /Lise/ }).waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Inbox', exact: true }).first().waitFor();
    }
    for (const phone of [ada, bob]) {
      const history = await historyOf(phone, 'Soda bread');
      expect(history.filter((entry) => /Lise contacted by phone: told.*by Bob/.test(entry))).toHaveLength(1);
    }
    expect(logged().at(-1)?.type).toBe('GuestContacted');
  });

  test('the guest who lost the seats gets others of the same day, and waits no more', async () => {
    const seats: LastSeats = { ada, bob, title: 'Corn bread', first: 'Nora', second: 'Olga' };
    await createSession(ada, { title: 'Pita bread', seats: 3 });
    await twoSeatsAreLeft(seats);
    await bothBookOffline(seats);
    await bothReturn(seats);
    const { page } = bob;
    await page.getByRole('link', { name: /Inbox/ }).click();
    await page.getByRole('main').getByRole('link', { name: /Olga/ }).click();
    await page.getByRole('button', { name: 'Book another session' }).click();
    const sheet = page.getByRole('dialog', { name: 'Another session for Olga' });
    await sheet.getByText('Provisional: may be moved or waitlisted').waitFor();
    await sheet.getByRole('heading', { name: 'Same day' }).waitFor();
    expect(await sheet.getByRole('button', { name: /Corn bread/ }).count()).toBe(0);
    await sheet.getByRole('button', { name: /Pita bread.*3 seats left/s }).click();
    await page.getByText('Saved on this device: Olga, Pita bread.').waitFor();
    await openSession(bob, 'Pita bread');
    await decidedFor(bob, 'Olga');
    await expect.poll(() => logged().map(({ type }) => type)).toContain('WaitlistLeft');
  });

  test.each([
    ['every answer is heard', false, 'Bread baking', ['Grace', 'Hedy']],
    ['the answer of each is lost after the server committed', true, 'Rye bread', ['Ida', 'Joan']],
  ] as const)(
    'one booking stands, the other is waitlisted, and everyone can read why; %s',
    async (_, answersLost, title, [first, second]) => {
      const seats: LastSeats = { ada, bob, title, first, second };
      await twoSeatsAreLeft(seats);
      const lost = answersLost ? await Promise.all([ada, bob].map(loseFirstAcceptance)) : [];
      await bothBookOffline(seats);
      await bothReturn(seats);
      for (const loss of lost) expect(loss.happened).toBe(true);
      mustBeMadeGoodOnce(logged());
      await everybodySeesWhy(seats);
    },
  );

  test('an answer that is lost after the server committed makes no second booking and no clash with oneself', async () => {
    await createSession(ada, { title: 'Flat bread', seats: 2 });
    const loss = await loseFirstAcceptance(ada);
    await book(ada, 'Flat bread', { guest: 'Mary', seats: 2 });
    await decidedFor(ada, 'Mary');
    expect(loss.happened).toBe(true);
    expect(logged().map((event) => event.type)).toEqual([
      'SessionScheduled',
      'SeatsReserved',
      'GuestDescribed',
    ]);
    const history = await historyOf(ada, 'Flat bread');
    expect(history.filter((entry) => /Mary/.test(entry) && /waitlist|declined|reduced/.test(entry))).toEqual(
      [],
    );
  });
});

const PUSHES = '**/commits';

/** The first answer that accepts something does not reach the phone; what it says has happened all the same. */
async function loseFirstAcceptance({ context }: Phone): Promise<{ happened: boolean }> {
  const loss = { happened: false };
  await context.route(PUSHES, async (route) => {
    const response = await route.fetch();
    const accepted = (await response.text()).includes('"outcome":"accepted"');
    if (!accepted || loss.happened) return route.fulfill({ response });
    loss.happened = true;
    return route.abort('connectionreset');
  });
  return loss;
}

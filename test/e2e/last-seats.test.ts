import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrol, historyOf, lineOf, openList } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { type LoggedEvent, type RunningServer, startServer } from './support/server.ts';

describe('two people book the last two seats without a network', () => {
  let server: RunningServer;
  let ada: Phone;
  let bob: Phone;

  beforeEach(async () => {
    server = await startServer();
    [ada, bob] = await Promise.all([openPhone(server.url), openPhone(server.url)]);
    await enrol(ada, 'Ada');
    await enrol(bob, 'Bob');
    await createSession(ada, { title: 'Bread baking', seats: 2 });
    await bob.page.getByRole('link', { name: /Bread baking/ }).waitFor();
  });
  afterEach(async () => {
    await Promise.all([ada.close(), bob.close()]);
    await server.end();
  });

  test.each([
    ['every answer is heard', false],
    ['the answer of each is lost after the server committed', true],
  ])('one booking stands, the other is waitlisted, and everyone can read why; %s', async (_, answersLost) => {
    await Promise.all([ada.offline(), bob.offline()]);
    const lost = answersLost ? await Promise.all([ada, bob].map(loseFirstAcceptance)) : [];
    await book(ada, 'Bread baking', { guest: 'Grace', seats: 2 });
    await book(bob, 'Bread baking', { guest: 'Hedy', seats: 2 });

    await ada.online();
    await decidedFor(ada, 'Grace');
    for (const phone of [ada, bob]) await openList(phone, 'Waitlist');
    await bob.online();
    await Promise.all(
      [ada, bob].map((phone) =>
        lineOf(phone, 'Hedy', /Waitlisted.*1st in line.*Decided/s).waitFor({ timeout: 5_000 }),
      ),
    );
    for (const phone of [ada, bob]) {
      await openList(phone, 'Bookings');
      await lineOf(phone, 'Grace', /Reserved.*Decided/s).waitFor();
      await lineOf(phone, 'Hedy', /./).waitFor({ state: 'detached' });
    }

    for (const loss of lost) expect(loss.happened).toBe(true);
    const kinds = server.log().map((event) => event.type);
    expect(kinds).toEqual([
      'SessionScheduled',
      'SeatsReserved',
      'GuestDescribed',
      'SeatsReserved',
      'GuestDescribed',
      'ReservationWaitlisted',
    ]);
    const [first, second] = server.log().filter((event) => event.type === 'SeatsReserved') as [
      LoggedEvent,
      LoggedEvent,
    ];
    expect(server.log().at(-1)?.meta.compensates).toEqual([second.id]);
    expect(first.meta.deviceId).not.toBe(second.meta.deviceId);

    await bob.page.getByRole('link', { name: /Inbox/ }).click();
    await bob.page.getByText('Hedy').first().click();
    await bob.page.getByText('Do not book again').waitFor();
    await bob.page.getByText('Other bookings reached the server first').waitFor();

    for (const phone of [ada, bob]) {
      const history = await historyOf(phone, 'Bread baking');
      expect(history.filter((entry) => /booked for Grace by Ada.*server \d/.test(entry))).toHaveLength(1);
      expect(history.filter((entry) => /booked for Hedy by Bob/.test(entry))).toHaveLength(1);
      expect(history.filter((entry) => /Hedy: on the waitlist.*Makes up for/.test(entry))).toHaveLength(1);
    }
  });

  test('the guest who lost the seats is told, and leaves the inbox of both devices', async () => {
    await Promise.all([ada.offline(), bob.offline()]);
    await book(ada, 'Bread baking', { guest: 'Grace', seats: 2 });
    await book(bob, 'Bread baking', { guest: 'Hedy', seats: 2 });
    await ada.online();
    await decidedFor(ada, 'Grace');
    await bob.online();
    await bob.page.getByRole('link', { name: /Inbox.*1 guest to look after/s }).click();
    await ada.page.getByRole('link', { name: 'Inbox', exact: true }).click();
    await ada.page.getByText('Everyone · 1').click();
    await ada.page.getByRole('main').getByRole('link', { name: /Hedy/ }).waitFor();

    await bob.page.getByRole('main').getByRole('link', { name: /Hedy/ }).click();
    await bob.page.getByRole('button', { name: 'Tell the guest' }).click();
    await bob.page.getByRole('dialog').getByText('Hello Hedy, the seats for “Bread baking” went').waitFor();
    await bob.page.getByLabel('Note (if needed)').fill('Waits gladly');
    await bob.page.getByRole('button', { name: 'Told', exact: true }).click();
    await bob.page.getByText('Nothing to do for this guest any more.').waitFor();
    for (const { page } of [ada, bob]) {
      await page.getByRole('main').getByRole('link', { name: /Hedy/ }).waitFor({ state: 'detached' });
      await page.getByRole('link', { name: 'Inbox', exact: true }).first().waitFor();
    }
    for (const phone of [ada, bob]) {
      const history = await historyOf(phone, 'Bread baking');
      expect(history.filter((entry) => /Hedy contacted by phone: told.*by Bob/.test(entry))).toHaveLength(1);
    }
    expect(server.log().at(-1)?.type).toBe('GuestContacted');
  });

  test('an answer that is lost after the server committed makes no second booking and no clash with oneself', async () => {
    const loss = await loseFirstAcceptance(ada);
    await book(ada, 'Bread baking', { guest: 'Grace', seats: 2 });
    await decidedFor(ada, 'Grace');
    expect(loss.happened).toBe(true);
    expect(server.log().map((event) => event.type)).toEqual([
      'SessionScheduled',
      'SeatsReserved',
      'GuestDescribed',
    ]);
    const history = await historyOf(ada, 'Bread baking');
    expect(history.filter((entry) => /Grace/.test(entry) && /waitlist|declined|reduced/.test(entry))).toEqual(
      [],
    );
  });
});

/** The first answer that accepts something does not reach the phone; what it says has happened all the same. */
async function loseFirstAcceptance({ context }: Phone): Promise<{ happened: boolean }> {
  const loss = { happened: false };
  await context.route('**/commits', async (route) => {
    const response = await route.fetch();
    const accepted = (await response.text()).includes('"outcome":"accepted"');
    if (!accepted || loss.happened) return route.fulfill({ response });
    loss.happened = true;
    return route.abort('connectionreset');
  });
  return loss;
}

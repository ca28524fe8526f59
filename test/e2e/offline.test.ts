import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  book,
  createSession,
  decidedFor,
  enrolSignedIn,
  lineOf,
  openList,
  openSession,
} from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';

// One server and one phone for all of it; each test has a session of its own.
describe('without a network, and back', () => {
  let server: RunningServer;
  let phone: Phone;
  let title: string;
  let made = 0;
  /** So many events the log had when the session was on the server. */
  let before: number;

  beforeAll(async () => {
    server = await startServer({ accounts: true });
    phone = await openPhone(server.url, { session: await setUpBy(STAFF.planner, server) });
    await enrolSignedIn(phone);
  });
  afterAll(() =>
    inTurn(
      () => phone?.close(),
      () => server?.end(),
    ),
  );
  beforeEach(async () => {
    await phone.online();
    made += 1;
    title = `Bread baking ${made}`;
    await createSession(phone, { title, seats: 3 });
    const newest = () => JSON.stringify(server.log().at(-1)?.data);
    await expect.poll(newest).toContain(title);
    await phone.page.getByText('Nothing to send').first().waitFor();
    before = server.log().length;
  });

  /** Of what came to the log since: the types. */
  function added(): string[] {
    return server
      .log()
      .slice(before)
      .map(({ type }) => type);
  }

  test('it opens from cold without a network, deep links too, and takes a booking', async () => {
    const deepLink = new URL(phone.page.url()).pathname;
    expect(deepLink).toMatch(/^\/session\//);
    await book(phone, title, { guest: 'Grace', seats: 1 });
    await decidedFor(phone, 'Grace');
    await phone.restart({ offline: true, path: deepLink });
    await phone.page.getByRole('heading', { name: title }).waitFor();
    await lineOf(phone, 'Grace', /Decided/).waitFor();
    await book(phone, title, { guest: 'Hedy', seats: 1 });
    await lineOf(phone, 'Hedy', /Provisional.*To send/s).waitFor();
    await phone.page
      .getByText(/Offline/)
      .first()
      .waitFor();
    for (const place of ['Inbox', 'History', 'Device']) {
      await phone.page
        .getByRole('navigation')
        .getByRole('link', { name: new RegExp(`^${place}`) })
        .click();
      await phone.page
        .getByRole('heading', { name: new RegExp(place) })
        .first()
        .waitFor();
    }
  });

  test('the page asks the browser to keep its storage', async () => {
    await phone.context.addInitScript(() => {
      const { storage } = navigator;
      const persist = storage.persist.bind(storage);
      storage.persist = () => {
        document.documentElement.dataset.asked = 'to keep';
        return persist();
      };
    });
    await phone.page.reload();
    await phone.page.locator('html[data-asked="to keep"]').waitFor();
  });

  test('a tab that was closed with work pending has it when it opens again, and sends it', async () => {
    await phone.offline();
    await book(phone, title, { guest: 'Grace', seats: 2 });
    await phone.page.getByText('1 to send').first().waitFor();
    // A browser that starts has a network for a moment, and the service worker would use it.
    await server.stop();
    await phone.restart({ offline: true });
    await phone.page.getByText('1 to send').first().waitFor();
    await openSession(phone, title);
    await lineOf(phone, 'Grace', /To send/).waitFor();
    expect(added()).toEqual([]);
    await server.startAgain();
    await phone.online();
    await decidedFor(phone, 'Grace');
    expect(added()).toEqual(['SeatsReserved', 'GuestDescribed']);
  });

  test('two tabs book the last seat at the same time: one gets it, one waits', async () => {
    await phone.offline();
    const second: Phone = { ...phone, page: await phone.newTab(new URL(phone.page.url()).pathname) };
    for (const [tab, guest] of [
      [phone, 'Grace'],
      [second, 'Hedy'],
    ] as const) {
      await tab.page.getByRole('button', { name: 'Book seats' }).click();
      const dialog = tab.page.getByRole('dialog');
      for (let more = 0; more < 2; more++) await dialog.getByRole('button', { name: /^One more/ }).click();
      await dialog.getByLabel('Guest’s name').fill(guest);
      await dialog.getByLabel('Phone').fill('+43 660 1234567');
    }
    await Promise.all(
      [phone, second].map(({ page }) =>
        page
          .getByRole('dialog')
          .getByRole('button', { name: /^Save / })
          .click(),
      ),
    );
    await Promise.all(
      [phone, second].map(({ page }) => page.getByRole('dialog').getByText('Saved on this device').waitFor()),
    );
    const receipts = await Promise.all(
      [phone, second].map(({ page }) => page.getByRole('dialog').innerText()),
    );
    expect(receipts.filter((text) => /seats reserved/.test(text))).toHaveLength(1);
    expect(receipts.filter((text) => /On the waitlist/.test(text))).toHaveLength(1);
    await phone.online();
    const waiting = /seats reserved/.test(receipts[0] ?? '') ? 'Hedy' : 'Grace';
    for (const tab of [phone, second]) {
      await tab.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
      await openList(tab, 'Waitlist');
      await lineOf(tab, waiting, /Waitlisted.*Decided/s).waitFor();
    }
    expect(added().filter((type) => type === 'SeatsReserved')).toHaveLength(1);
    expect(added().filter((type) => type === 'ReservationWaitlisted')).toHaveLength(1);
    await second.page.close();
  });

  test.each(['stop', 'kill'] as const)(
    'the server is gone (%s) and comes back: nothing is lost, and the person is told',
    async (how) => {
      await book(phone, title, { guest: 'Grace', seats: 1 });
      await decidedFor(phone, 'Grace');
      await server[how]();
      await book(phone, title, { guest: 'Hedy', seats: 1 });
      await phone.page.getByText('1 to send').first().waitFor();
      await phone.page
        .getByText(/Sending does not work/)
        .first()
        .waitFor();
      await server.startAgain();
      await decidedFor(phone, 'Hedy');
      expect(added().filter((type) => type === 'SeatsReserved')).toHaveLength(2);
    },
  );
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { book, createSession, decidedFor, lineOf, openList, openSession, today } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import { textOf } from './support/device.ts';
import type { LoggedEvent, RunningServer } from './support/server.ts';
import {
  bookOne,
  checklist,
  enlarge,
  FIRM,
  giveBack,
  guaranteed,
  PROVISIONAL,
  takeAlong,
} from './support/taking-along.ts';
import type { Visit } from './support/visit.ts';

describe('seats that a device takes along before it goes out of reach', () => {
  let opened: DeskAndField | undefined;
  let server: RunningServer;
  let ada: Visit;
  let bob: Visit;
  let before: number;
  const logged = (): LoggedEvent[] => server.log().slice(before);

  beforeAll(async () => {
    opened = await openDeskAndField();
    ({ server, ada, bob } = opened);
  });
  afterAll(() => opened?.end());
  beforeEach(() => {
    before = server.log().length;
  });

  test('A3: four of four stand though the session is sold out meanwhile; the fifth is provisional, and waits', async () => {
    await createSession(ada, { title: 'Pottery', seats: 6 });
    await takeAlong(bob, 'Pottery', { seats: 4 });
    await guaranteed(bob, 4).waitFor();
    await bob.offline();
    await book(ada, 'Pottery', { guest: 'Walk-in', seats: 2 });
    await decidedFor(ada, 'Walk-in');
    // Sold out: the four are nobody else's.
    await ada.page
      .getByRole('main')
      .getByText(/^0 left$/)
      .first()
      .waitFor();

    for (const guest of ['Una', 'Duarte', 'Trin']) await bookOne(bob, 'Pottery', { guest }, FIRM);
    // Whose seat stands need not be reached (B7).
    await bookOne(bob, 'Pottery', { guest: 'Quentin', phone: '' }, FIRM);
    await guaranteed(bob, 1).waitFor({ state: 'detached' });
    await bookOne(bob, 'Pottery', { guest: 'Quinn' }, PROVISIONAL);
    for (const guest of ['Una', 'Duarte', 'Trin', 'Quentin'])
      await lineOf(bob, guest, /Reserved.*Guaranteed if sent by/s).waitFor();
    await lineOf(bob, 'Quinn', /Reserved.*Provisional/s).waitFor();

    await bob.online();
    await openList(bob, 'Waitlist');
    await lineOf(bob, 'Quinn', /Waitlisted.*1st in line.*Decided/s).waitFor();
    await openList(bob, 'Bookings');
    for (const guest of ['Una', 'Duarte', 'Trin', 'Quentin'])
      await lineOf(bob, guest, /Reserved.*Decided/s).waitFor();

    const log = logged();
    const bookings = log.filter(({ type }) => type === 'SeatsReserved');
    expect(bookings.map(({ data }) => data.fromAllotment !== undefined)).toEqual([
      ...[false, true, true, true, true],
      false,
    ]);
    const madeGood = log.filter(({ meta }) => meta.compensates);
    expect(madeGood.map(({ type }) => type)).toEqual(['ReservationWaitlisted']);
    expect(madeGood[0]?.meta.compensates).toEqual([bookings.at(-1)?.id]);
  });

  test('A1, W2: a planner sets seats aside for a phone, which is ready to go with them and gives back the rest', async () => {
    await createSession(ada, { title: 'Weaving', seats: 5 });
    await takeAlong(ada, 'Weaving', { seats: 3, forDevice: /\(Bob\)/ });
    await ada.page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
    await ada.page.getByRole('link', { name: /^Devices/ }).click();
    await ada.page
      .getByRole('listitem')
      .filter({ hasText: 'Bob' })
      .filter({ hasText: /3 seats taken along and not booked yet, in 1 session · the first until / })
      .waitFor();
    await today(bob.page);
    const card = bob.page.getByRole('link', { name: /Weaving/ });
    await card.filter({ hasText: '3 guaranteed to you' }).waitFor();
    expect(await textOf(card)).toMatch(/3 allotted 2 left of 5/);

    await bob.page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
    const ready = checklist(bob);
    await ready
      .getByRole('listitem')
      .filter({ hasText: /Seats taken along.*3 seats in 1 session/s })
      .waitFor();
    await ready
      .getByRole('listitem')
      .filter({ hasText: /Clock right.*\d+ seconds? off/s })
      .waitFor();
    await ready
      .getByRole('listitem')
      .filter({ hasText: /Data downloaded.*\d+ entries, as of/s })
      .waitFor();
    await ready
      .getByRole('listitem')
      .filter({ hasText: /Everything sent.*0 to send/s })
      .waitFor();

    await openSession(bob, 'Weaving');
    await bob.page.getByRole('button', { name: 'Take seats along' }).click();
    const dialog = bob.page.getByRole('dialog');
    await dialog.getByText('This device').waitFor();
    expect(await dialog.getByLabel('For which device').count(), 'field staff ask for their own').toBe(0);
    await bob.page.getByRole('button', { name: 'Close' }).click();
    await bookOne(bob, 'Weaving', { guest: 'Vera' }, FIRM);
    await guaranteed(bob, 2).waitFor();
    // A larger party draws more of them, and stands as a whole (A4).
    await enlarge(bob, 'Vera', FIRM);
    await guaranteed(bob, 1).waitFor();
    await unreachable(bob, 'Vera');
    await guaranteed(bob, 1).waitFor();
    await giveBack(bob, 'Weaving');
    await guaranteed(bob, 1).waitFor({ state: 'detached' });
    await openSession(ada, 'Weaving');
    await ada.page
      .getByRole('main')
      .getByText(/^3 left$/)
      .first()
      .waitFor();
    await lineOf(ada, 'Vera', /2 × Seat.*Reserved/s).waitFor();
    expect(logged().map(({ type }) => type)).toEqual([
      ...['SessionScheduled', 'SeatsAllotted', 'SeatsReserved', 'GuestDescribed', 'SeatsReserved'],
      ...['GuestDescribed', 'AllotmentReturned'],
    ]);
  });
});

/** Her number goes: whose seats are drawn need not be reached (B7), and what is said of her draws no more of them. */
async function unreachable({ page }: Visit, guest: string): Promise<void> {
  await page
    .getByRole('main')
    .getByRole('button', { name: new RegExp(`^${guest} `) })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Change name or contact' }).click();
  await dialog.getByLabel('Phone').fill('');
  await dialog.getByRole('button', { name: 'Save the change' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText(`Saved on this device: name and contact of ${guest}.`).waitFor();
}

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrol, lineOf, openSession } from './support/actions.ts';
import { done, fillIn, pressSave } from './support/booking-form.ts';
import { appIsKept, openPhone, type Phone } from './support/device.ts';
import { connectionIsCut, holdNextWrite } from './support/device-database.ts';
import { clearStorage, openConnectionCutter, openWithRoom } from './support/devtools.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';

// The device's storage fails under the app: what is said, what is kept, and how it goes on (L8).

describe('L8: a device with a session', () => {
  let server: RunningServer;
  let phone: Phone;

  beforeEach(async () => {
    server = await startServer();
    phone = await openPhone(server.url);
    await enrol(phone, 'Ada');
    await createSession(phone, { title: 'Bread baking', seats: 9 });
  });
  afterEach(async () => {
    await phone.close();
    await server.end();
  });

  test('without room a booking is not saved, and says so; with room again the same booking goes through', async () => {
    await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
    await decidedFor(phone, 'Grace');
    const full = await openWithRoom(phone, server.url, 0);
    await openSession(phone, 'Bread baking');
    const form = await fillIn(phone, 'Hedy');
    await pressSave(phone);
    await form
      .getByText(
        'Not saved. This device has no room left. Everything that was shown as saved is still there.',
      )
      .waitFor();
    await lineOf(phone, 'Grace', /Decided/).waitFor();
    expect(await lineOf(phone, 'Hedy', /./).count()).toBe(0);
    expect(await form.getByText('Saved on this device').count()).toBe(0);
    expect(guestsBooked(server.log())).toEqual(['Grace']);

    await full.lift();
    await pressSave(phone);
    await done(phone);
    await decidedFor(phone, 'Hedy');
    expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
  });

  test('cleared with work unsent, it says what is lost; enrolled again it has what was sent, and takes bookings', async () => {
    await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
    await decidedFor(phone, 'Grace');
    await phone.offline();
    await book(phone, 'Bread baking', { guest: 'Hedy', seats: 1 });
    const form = await fillIn(phone, 'Ida');
    await clearStorage(phone);
    const { page } = phone;
    await page.getByText('This device cannot write').waitFor();
    await pressSave(phone);
    await form.getByText('What was not sent is gone from this device.').waitFor();
    expect(await form.getByText('Saved on this device').count()).toBe(0);
    page.once('dialog', (question) => void question.accept());
    await form.getByRole('button', { name: 'Close' }).click();
    await page.getByText('The browser removed this app’s storage.').waitFor();

    await phone.online();
    await page.getByRole('button', { name: 'Reload' }).click();
    await page.getByText('Anything that was saved here and not sent is lost').waitFor();
    await page.getByText('has 2 entries from it').waitFor();
    await page.goto('/');
    await enrol(phone, 'Ada');
    await openSession(phone, 'Bread baking');
    await decidedFor(phone, 'Grace');
    expect(await lineOf(phone, 'Hedy', /./).count()).toBe(0);
    await book(phone, 'Bread baking', { guest: 'Hedy', seats: 1 });
    await decidedFor(phone, 'Hedy');
    expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
  });

  test('cut off from its storage at rest and in the middle of a booking, it saves, and says so only then', async () => {
    const { page } = phone;
    const cutter = await openConnectionCutter(phone);
    const cut = connectionIsCut(page);
    await cutter.cut();
    await cut;
    await page.bringToFront();
    await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
    await decidedFor(phone, 'Grace');

    await holdNextWrite(page);
    const form = await fillIn(phone, 'Hedy');
    await pressSave(phone);
    await form.getByRole('button', { name: 'Saving' }).waitFor();
    expect(await form.getByText('Saved on this device').count()).toBe(0);
    expect(await lineOf(phone, 'Hedy', /./).count()).toBe(0);
    await cutter.cut();
    await done(phone);
    await decidedFor(phone, 'Hedy');
    await page.reload();
    for (const guest of ['Grace', 'Hedy']) await decidedFor(phone, guest);
    expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
  });
});

test('L8: a first download for which there is no room goes on by itself once there is', async () => {
  const server = await startServer({ demo: true });
  const phone = await openPhone(server.url);
  await phone.page.getByLabel('Your name').waitFor();
  await appIsKept(phone.page);
  const full = await openWithRoom(phone, server.url, 100_000);
  await enrol(phone, 'Ada');
  await phone.page.getByText('This device cannot write').waitFor();
  await phone.page.getByText('This device has no room left.').waitFor();
  await phone.page.getByText('Nothing was fetched from the server yet.').waitFor();
  await full.lift();
  await phone.page
    .getByRole('link', { name: /Letterpress for beginners/ })
    .first()
    .waitFor();
  await phone.page.getByText('Saved on this device').waitFor();
  await phone.close();
  await server.end();
});

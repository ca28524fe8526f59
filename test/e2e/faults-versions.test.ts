import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrol, lineOf } from './support/actions.ts';
import { done, fillIn, pressSave } from './support/booking-form.ts';
import { buildClient, type ClientBuild } from './support/client-build.ts';
import { openPhone, type Phone } from './support/device.ts';
import { holdDatabase } from './support/device-database.ts';
import { freeze } from './support/devtools.ts';
import { inTurn } from './support/in-turn.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { workerOf } from './support/tab-leadership.ts';

// A newer version of the app is put in from one tab while another one is at work, with something unsent (L8).

const NEWER = { file: 'package.json', from: '"version": "0.1.0"', to: '"version": "9.9.9"' };
const NEWER_DATABASE = {
  file: 'client/worker/log/dexie-database.ts',
  from: 'const VERSION = 1;',
  to: 'const VERSION = 2;',
};

let newer: ClientBuild;
let newerDatabase: ClientBuild;
let server: RunningServer;
let phone: Phone;
let old: Phone;

beforeAll(async () => {
  [newer, newerDatabase] = await Promise.all([buildClient([NEWER]), buildClient([NEWER, NEWER_DATABASE])]);
});
afterAll(() => {
  newer.remove();
  newerDatabase.remove();
});
beforeEach(async () => {
  server = await startServer();
  phone = await openPhone(server.url);
  await enrol(phone, 'Ada');
  await createSession(phone, { title: 'Bread baking', seats: 9 });
  await phone.page.getByText('last sent').waitFor();
  old = { ...phone, page: phone.page };
  await server.stop();
  await book(old, 'Bread baking', { guest: 'Grace', seats: 1 });
  await phone.context.route('**/api/**', (route) => route.abort('connectionrefused'));
});
afterEach(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);

test('old tabs, one frozen and one that does not let go of the database, keep the new version waiting, and lose nothing', async () => {
  await server.startAgain(newerDatabase.folder);
  const tab = await anotherTab();
  const stubborn = await phone.newTab('/manifest.webmanifest');
  await holdDatabase(stubborn);
  await tab.page.bringToFront();
  await tab.page.getByText('A new version is ready.').waitFor();
  await freeze(phone, await workerOf(old.page));
  await tab.page.getByRole('button', { name: 'Put it in now' }).click();
  await tab.page.getByRole('heading', { name: 'The daybook cannot be opened' }).waitFor();
  await tab.page.getByText('Another tab has this app open in another version.').waitFor();
  await tab.page.getByText('Everything that was shown as saved is still there.').waitFor();

  await stubborn.close();
  await tab.page.getByRole('button', { name: 'Reload' }).click();
  await tab.page.getByText('Opening takes longer than usual.').waitFor();
  await tab.page.getByText('Everything that was shown as saved is kept.').waitFor();
  await old.page.close();
  await lineOf(tab, 'Grace', /To send/).waitFor();
  await phone.context.unroute('**/api/**');
  await book(tab, 'Bread baking', { guest: 'Hedy', seats: 1 });
  for (const guest of ['Grace', 'Hedy']) await decidedFor(tab, guest);
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
  await hasVersion(tab, '9.9.9');
});

test('a tab with a form open goes on when another one puts the new version in, and follows when it may', async () => {
  await server.startAgain(newer.folder);
  const form = await fillIn(old, 'Hedy');
  const tab = await anotherTab();
  await tab.page.getByText('A new version is ready.').waitFor();
  const reloaded = tab.page.waitForEvent('load', { timeout: 30_000 });
  await tab.page.getByRole('button', { name: 'Put it in now' }).click();
  await reloaded;
  await lineOf(tab, 'Grace', /To send/).waitFor();

  await old.page.bringToFront();
  expect(await form.getByLabel('Guest’s name').inputValue()).toBe('Hedy');
  await pressSave(old);
  await done(old);
  await lineOf(tab, 'Hedy', /To send/).waitFor();
  await old.page.getByRole('button', { name: 'Put it in now' }).click();
  await hasVersion(old, '9.9.9');
  await phone.context.unroute('**/api/**');
  // With a network again a device does not wait for its next try.
  await phone.offline();
  await phone.online();
  await old.page.goBack();
  for (const each of [old, tab]) for (const guest of ['Grace', 'Hedy']) await decidedFor(each, guest);
  expect(guestsBooked(server.log())).toEqual(['Grace', 'Hedy']);
});

/** Its opening is what makes the browser look for a new version. */
async function anotherTab(): Promise<Phone> {
  const tab: Phone = { ...phone, page: await phone.newTab(new URL(old.page.url()).pathname) };
  await tab.page.getByRole('heading', { name: 'Bread baking' }).waitFor();
  return tab;
}

async function hasVersion({ page }: Phone, version: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await page.getByText(version, { exact: true }).waitFor();
}

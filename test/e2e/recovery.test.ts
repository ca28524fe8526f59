import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, openSession, signOut } from './support/actions.ts';
import { type DeskAndField, openDeskAndField } from './support/desk-and-field.ts';
import { databaseNameOf } from './support/device-database.ts';
import { chooseFile, openDevice, savedBy, takeIn } from './support/hand-over.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { beginWork, STAFF } from './support/staff.ts';
import { type Visit, visit } from './support/visit.ts';

// Field-app rule 12: what a device holds can be saved where the app itself does not open any more.

const HEADING = 'Save what this device holds';

let team: DeskAndField;
let phone: Visit;
let page: Page;
let guests = 0;
let guest: string;
/** How many events were in the log before the booking, which a service worker may still bring there. */
let before: number;

beforeAll(async () => {
  team = await openDeskAndField();
  await createSession(team.ada, { title: 'Bread baking', seats: 9 });
});
afterAll(() => team?.end());

/** A phone of Bob's with one booking that it could not send. */
beforeEach(async () => {
  phone = await visit(team.ada.context.browser() as never, team.server.url);
  page = phone.page;
  await beginWork(phone, STAFF.field);
  await openSession(phone, 'Bread baking');
  before = team.server.log().length;
  await page.context().route('**/commits', (route) => route.abort('connectionreset'));
  guests += 1;
  guest = `Guest ${guests}`;
  await book(phone, 'Bread baking', { guest, seats: 1 });
});
afterEach(() => phone?.close());

async function recovered(): Promise<Buffer> {
  await page.getByRole('heading', { name: HEADING }).waitFor();
  const file = await savedBy(page, page.getByRole('button', { name: 'Save everything to a file' }));
  await page.getByText('Saved as “daybook-recovery-').waitFor();
  return file;
}

/** Somebody else takes the file in: the booking is in the book, once. */
async function broughtBy(file: Buffer): Promise<void> {
  await takeIn(team.ada.page, file, '1 entry');
  await openSession(team.ada, 'Bread baking');
  await decidedFor(team.ada, guest);
  expect(guestsBooked(team.server.log()).filter((name) => name === guest)).toEqual([guest]);
}

test('with the app’s script blocked the page itself leads there; what it saves is taken in elsewhere, once', async () => {
  await page.evaluate(async () => {
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
  });
  await page.context().route('**/assets/index-*.js', (route) => route.abort('failed'));
  await page.goto('/');
  // As after some seconds.
  await page.evaluate(() => {
    for (const animation of document.getAnimations()) animation.finish();
  });
  await page.getByText('Daybook has not opened yet.').waitFor();
  await page.getByRole('link', { name: 'save what this device holds' }).click();
  await page.getByText('Recorded here, and perhaps not in the book yet').waitFor();
  expect(await page.getByRole('definition').nth(1).innerText()).toBe('1');
  const file = await recovered();
  await broughtBy(file);
  await chooseFile(team.ada.page, file);
  await team.ada.page.getByText('All of this is here already').waitFor();
  await team.ada.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
});

test('with a damaged log the app says so and leads there; all that can be read is saved', async () => {
  await page.evaluate(damage, await databaseNameOf(page));
  await page.goto('/');
  await page.getByText('damaged').first().waitFor();
  await page.getByRole('link', { name: HEADING }).click();
  await page.getByText('Cannot be read any more').waitFor();
  await broughtBy(await recovered());
});

test('records that the browser cannot read hold up no others', async () => {
  await page.addInitScript(() => {
    IDBObjectStore.prototype.getAll = () => {
      throw new DOMException('Failed to read large IndexedDB value', 'UnknownError');
    };
    const { get } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.get = function (this: IDBObjectStore, key: IDBValidKey) {
      if (this.name === 'journal' && key === 1) throw new DOMException('Internal error', 'UnknownError');
      return get.call(this, key);
    };
  });
  await page.goto('/recovery.html');
  const text = (await recovered()).toString();
  expect(text).toContain('"store":"journal","key":1,"unreadable":"UnknownError: Internal error"');
  expect(text).toContain(guest);
  await page.getByText('1 more cannot be read any more').waitFor();
  await chooseFile(team.ada.page, Buffer.from(text));
  await team.ada.page.getByText('1 entry of this file cannot be read any more').waitFor();
  await team.ada.page.getByRole('dialog').getByRole('button', { name: 'Take in 1 entry' }).click();
  await openSession(team.ada, 'Bread baking');
  await decidedFor(team.ada, guest);
});

test('without a network it opens all the same, and holds the log as the device does', async () => {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await phone.offline();
  await page.goto('/recovery.html');
  const lines = (await recovered())
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines[0]).toMatchObject({ format: 'daybook-raw-log', version: 1, device: { workspaceId: 'main' } });
  const stores = [...Map.groupBy(lines.slice(1), ({ store }) => store).keys()];
  expect(stores).toEqual(['journal', 'meta', 'tail', 'end']);
  const runs = lines.filter(({ store }) => store === 'tail').flatMap(({ value }) => JSON.parse(value.body));
  expect(runs.map(({ position }) => position)).toEqual(runs.map((_, index) => index + 1));
  expect(runs.length).toBeGreaterThanOrEqual(before);
  await page.getByRole('link', { name: 'Open the app' }).click();
  await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();
});

test('W1: whoever signed out left nothing that the next one could save', async () => {
  await page.context().unrouteAll();
  await signOut(phone);
  await page.goto('/recovery.html');
  await page.getByText('Whoever was here has signed out').waitFor();
  expect(await page.getByRole('button').count()).toBe(0);
});

test('K1: a device that is locked by a PIN shows and saves nothing without it', async () => {
  const { PIN } = await setPin(page);
  await page.goto('/recovery.html');
  await page.getByText('This device is locked by a PIN.').waitFor();
  expect(await page.getByRole('button', { name: 'Save everything to a file' }).count()).toBe(0);
  await page.getByLabel('PIN').fill('0000');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await page.getByText('That is not the PIN.').waitFor();
  expect(await page.getByText('Bob').count()).toBe(0);
  await page.getByLabel('PIN').fill(PIN);
  await page.getByRole('button', { name: 'Unlock' }).click();
  expect((await recovered()).toString()).toContain(guest);
});

async function setPin(on: Page): Promise<{ PIN: string }> {
  const PIN = '4711';
  await openDevice(on);
  await on.getByRole('button', { name: 'Set a PIN' }).click();
  const dialog = on.getByRole('dialog');
  await dialog.getByLabel('PIN, 4 to 12 digits').fill(PIN);
  await dialog.getByLabel('The same PIN again').fill(PIN);
  await dialog.getByRole('button', { name: 'Set a PIN' }).click();
  await on.getByText('The PIN is set.').waitFor();
  await on.getByRole('button', { name: 'Lock now' }).click();
  await on.getByRole('heading', { name: 'Locked' }).waitFor();
  return { PIN };
}

/** Runs in the page: a run of the log that is cut off, and an entry of the journal that is garbled. */
async function damage(name: string): Promise<void> {
  const opening = indexedDB.open(name);
  await new Promise((resolve) => opening.addEventListener('success', resolve));
  const transaction = opening.result.transaction(['tail', 'journal'], 'readwrite');
  const tail = transaction.objectStore('tail');
  tail.openCursor().onsuccess = ({ target }) => {
    const cursor = (target as IDBRequest<IDBCursorWithValue>).result;
    cursor.update({ ...cursor.value, body: cursor.value.body.slice(0, -40) });
  };
  transaction.objectStore('journal').put('{"kind":"pul', 1);
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  opening.result.close();
}

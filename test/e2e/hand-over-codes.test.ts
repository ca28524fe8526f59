import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrol, openSession } from './support/actions.ts';
import { codeOn, createFakeCamera, type FakeCamera, type Modules } from './support/fake-camera.ts';
import { openDevice } from './support/hand-over.ts';
import { guestsBooked } from './support/logged-bookings.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { type Visit, visit } from './support/visit.ts';

// Field-app rule 12: two phones without a network and without a cable. One shows its queue, the other looks at it.

let server: RunningServer;
let camera: FakeCamera;
let browser: Browser;
let mira: Visit;
let noor: Visit;

beforeAll(async () => {
  camera = createFakeCamera();
  [server, browser] = await Promise.all([startServer(), chromium.launch(camera.launch)]);
  [mira, noor] = [await visit(browser, server.url), await visit(browser, server.url)];
  await enrol(mira, 'Mira');
  await createSession(mira, { title: 'Bread baking', seats: 9 });
  await mira.page.getByText('Nothing to send').first().waitFor();
  await enrol(noor, 'Noor');
  await openSession(noor, 'Bread baking');
  await noor.context.grantPermissions(['camera']);
});
afterAll(async () => {
  await Promise.all([mira?.close(), noor?.close()]).finally(async () => {
    await browser?.close();
    await server?.end();
    camera?.end();
  });
});

async function shownCodes(): Promise<Modules[]> {
  const { page } = mira;
  await openDevice(page);
  await page.getByRole('button', { name: 'Show unsent as codes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Unsent work as codes' });
  await dialog.getByRole('img', { name: /^Code 1 of/ }).waitFor();
  const of = Number(/of (\d+)/.exec(await dialog.getByRole('status').innerText())?.[1]);
  const codes = [await codeOn(page, /^Code 1 of/)];
  for (let number = 2; number <= of; number++) {
    await dialog.getByRole('button', { name: 'Next code' }).click();
    await dialog.getByRole('img', { name: `Code ${number} of ${of}` }).waitFor();
    codes.push(await codeOn(page, new RegExp(`^Code ${number} of`)));
  }
  return codes;
}

test('what one phone shows the other reads, in any order, takes in and sends; sent by the first too it is once', async () => {
  await Promise.all([mira.offline(), noor.offline()]);
  await book(mira, 'Bread baking', { guest: 'Grace', seats: 2 });
  const codes = await shownCodes();
  expect(codes.length).toBeGreaterThan(1);

  const { page } = noor;
  await openDevice(page);
  camera.see(...codes.slice(0, 1));
  await page.getByRole('button', { name: 'Read codes' }).click();
  const reading = page.getByRole('dialog', { name: 'Read codes' });
  await reading.getByText(`1 of ${codes.length} codes read`).waitFor();
  await reading.getByText('Still to read: 2').waitFor();
  await reading.getByRole('button', { name: 'Leave it' }).click();
  await reading.waitFor({ state: 'detached' });

  camera.see(...codes.toReversed());
  await page.getByRole('button', { name: 'Read codes' }).click();
  await page.getByRole('button', { name: 'Take in 1 entry' }).click({ timeout: 20_000 });
  await page.getByText('1 entry taken in').waitFor();
  await noor.online();
  await openSession(noor, 'Bread baking');
  await decidedFor(noor, 'Grace');
  expect(guestsBooked(server.log())).toEqual(['Grace']);

  await mira.page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
  await mira.online();
  await openSession(mira, 'Bread baking');
  await decidedFor(mira, 'Grace');
  await mira.page.getByText('Nothing to send').first().waitFor();
  expect(guestsBooked(server.log())).toEqual(['Grace']);
});

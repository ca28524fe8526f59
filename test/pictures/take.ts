import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { enrol, lineOf, openSession } from '../e2e/support/actions.ts';
import { openPhone, type Phone } from '../e2e/support/device.ts';
import { startServer } from '../e2e/support/server.ts';

// Takes the pictures of the README again, from the demo: `vite build && node test/pictures/take.ts`. A phone books the
// last seats of a session, and a desk without a network books the same ones: the inbox and the history show what
// became of that.

const FOLDER = join(import.meta.dirname, '../../.readme');
const SESSION = 'Night walk with bats';

const server = await startServer({ demo: true });
const phone = await openPhone(server.url, { width: 360, height: 740 });
const desk = await openPhone(server.url, { width: 1280, height: 800 });
mkdirSync(FOLDER, { recursive: true });
try {
  await enrol(phone, 'Amina');
  await enrol(desk, 'Joaquín');
  await phone.page
    .getByRole('link', { name: /Lighthouse tour/ })
    .first()
    .waitFor();
  await picture(phone, 'board');

  await openFirst(desk);
  await desk.page
    .getByRole('main')
    .getByRole('button', { name: /Decided/ })
    .first()
    .waitFor();
  await picture(desk, 'session');
  await desk.offline();

  await openFirst(phone);
  const saved = await askForTheRest(phone, 'Rosa Lindqvist');
  await picture(phone, 'booking');
  await saved();
  await (await askForTheRest(desk, 'Noam Castillo', true))();
  await desk.online();
  await desk.page.getByRole('tab', { name: /^Waitlist/ }).click();
  await lineOf(desk, 'Noam Castillo', /Decided/).waitFor();

  await desk.page.getByRole('link', { name: /Inbox/ }).click();
  await desk.page
    .getByRole('main')
    .getByRole('link', { name: /Noam Castillo/ })
    .click();
  await desk.page.getByRole('button', { name: 'Tell the guest' }).waitFor();
  await picture(desk, 'inbox');
  await phone.page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await phone.page.getByText(/^Makes up for: /).waitFor();
  await picture(phone, 'history');
  await phone.page.getByRole('link', { name: 'Device', exact: true }).click();
  await phone.page.getByRole('heading', { name: 'Storage' }).waitFor();
  await picture(phone, 'device');

  await desk.page.getByRole('navigation').getByRole('link', { name: 'Desk' }).click();
  await desk.page.getByRole('link', { name: /^Figures/ }).click();
  await desk.page.getByText('Seats booked, and seats there are, by day').scrollIntoViewIfNeeded();
  await desk.page.locator('canvas').waitFor();
  await picture(desk, 'figures');
  await inTheDark(phone, 'board-dark');
} finally {
  await phone.close();
  await desk.close();
  await server.end();
}

async function openFirst({ page }: Phone): Promise<void> {
  await page
    .getByRole('link', { name: new RegExp(SESSION) })
    .first()
    .click();
  await page.getByRole('heading', { name: SESSION, level: 1 }).waitFor();
}

/** Fills in a booking of all seats of the first kind that are left; resolves with how to save it. */
async function askForTheRest(one: Phone, guest: string, isOffline = false): Promise<() => Promise<void>> {
  const { page } = one;
  await openSession(one, SESSION);
  if (isOffline) await page.getByText('Offline, carry on').waitFor();
  await page.getByRole('button', { name: 'Book seats' }).click();
  const dialog = page.getByRole('dialog');
  const left = Number.parseInt(
    await dialog
      .getByText(/seats? left$/)
      .first()
      .innerText(),
    10,
  );
  await dialog.getByRole('textbox', { name: 'Adult', exact: true }).fill(String(left));
  await dialog.getByLabel('Guest’s name').fill(guest);
  await dialog.getByLabel('Phone').fill('+1 202 555 0142');
  await dialog.getByText('will be reserved').waitFor();
  return async () => {
    await dialog.getByRole('button', { name: 'Save the booking' }).click();
    await dialog.getByText('Saved on this device').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
  };
}

/** The same screen in the evening, in Korean. */
async function inTheDark(one: Phone, name: string): Promise<void> {
  const { page } = one;
  await page.getByLabel('한국어').check();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('navigation').getByRole('link', { name: '오늘' }).click();
  await page
    .getByRole('link', { name: /Lighthouse tour/ })
    .first()
    .waitFor();
  await picture(one, name);
}

async function picture({ page }: Phone, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { book, createSession, decidedFor, enrolSignedIn, openSession } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { savedBy } from './support/hand-over.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { STAFF, setUpBy } from './support/staff.ts';

// An update waits until the person is idle, and the new version reads what the old one kept (field-app rule 11). The
// page's clock is the test's: an hour is how often the page looks for a new version, a minute how long it waits.

const NEXT = '9.9.9';
let nextClient: string;
let server: RunningServer;
let phone: Phone;

beforeAll(async () => {
  nextClient = mkdtempSync(join(tmpdir(), 'daybook-next-'));
  await build({
    configFile: 'vite.config.ts',
    logLevel: 'silent',
    plugins: [versionIs(NEXT)],
    build: { outDir: nextClient, emptyOutDir: true },
  });
});
afterAll(() => rmSync(nextClient, { recursive: true, force: true }));

beforeEach(async () => {
  server = await startServer({ accounts: true });
  phone = await openPhone(server.url, {
    session: await setUpBy(STAFF.planner, server),
    before: ({ clock }) => clock.install(),
  });
  await enrolSignedIn(phone);
  await createSession(phone, { title: 'Bread baking', seats: 3 });
  await phone.page.getByText('last sent').waitFor();
});
afterEach(() =>
  inTurn(
    () => phone?.close(),
    () => server?.end(),
  ),
);

test('it is not put in while something is typed; put in by a tap, it has what was not sent yet', async () => {
  const { page, context } = phone;
  await server.stop();
  await book(phone, 'Bread baking', { guest: 'Grace', seats: 1 });
  await context.route('**/api/**', (route) => route.abort('connectionrefused'));
  await server.startAgain(nextClient);

  await page.getByRole('button', { name: 'Book seats' }).click();
  await page.getByLabel('Guest’s name').fill('Hedy');
  await page.clock.runFor('01:00:00');
  await page.getByText('A new version is ready.').waitFor();
  await page.clock.runFor('00:10:00');
  expect(await page.getByLabel('Guest’s name').inputValue()).toBe('Hedy');

  page.once('dialog', (dialog) => void dialog.accept());
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByText('1 entry is not sent yet. The new version has all of it and sends it.').waitFor();
  const banner = page.getByRole('status').filter({ hasText: 'A new version is ready.' });
  const file = await savedBy(page, banner.getByRole('button', { name: 'Save unsent to a file' }));
  expect(file.toString()).toContain('Grace');
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Put it in now' }).click();
  await reloaded;
  await hasVersion(NEXT);
  await page.getByText('1 to send').first().waitFor();
  await context.unroute('**/api/**');
  await openSession(phone, 'Bread baking');
  await page.clock.runFor('00:01:00');
  await decidedFor(phone, 'Grace');
  expect(server.log().map(({ type }) => type)).toEqual([
    'SessionScheduled',
    'SeatsReserved',
    'GuestDescribed',
  ]);
});

test('it is put in by itself when the person has been idle for a minute', async () => {
  const { page } = phone;
  await server.stop();
  await server.startAgain(nextClient);
  await page.clock.runFor('01:00:00');
  await page.getByText('A new version is ready.').waitFor();
  const reloaded = page.waitForEvent('load');
  await page.clock.runFor('00:01:10');
  await reloaded;
  await hasVersion(NEXT);
});

async function hasVersion(version: string): Promise<void> {
  const { page } = phone;
  await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await page.getByText(version, { exact: true }).waitFor();
}

function versionIs(version: string): Plugin {
  return {
    name: 'another-version',
    enforce: 'pre',
    load: (id) => (id.endsWith('/package.json') ? JSON.stringify({ version }) : undefined),
  };
}

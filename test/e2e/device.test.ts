import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { version } from '../../package.json';
import { chromiumLaunch, findChromium } from '../support/chromium.ts';
import { enrol } from './support/actions.ts';
import { appIsKept } from './support/device.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { type Visit, visit } from './support/visit.ts';

const DIST = join(import.meta.dirname, '../../dist');

let server: RunningServer;
let browser: Browser;
let phone: Visit;

beforeAll(async () => {
  server = await startServer();
  browser = await chromium.launch(chromiumLaunch(findChromium()));
  phone = await visit(browser, server.url);
  await enrol(phone, 'Mira');
  await appIsKept(phone.page);
  await phone.page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
});
afterAll(() =>
  inTurn(
    () => phone?.close(),
    () => browser?.close(),
    () => server?.end(),
  ),
);

test('the device says what takes its space, of how much', async () => {
  const { page } = phone;
  await page.getByText(/\d.* used of \d/).waitFor();
  const takes = page.getByLabel('What takes the space');
  const app = takes.getByText('The app').locator('xpath=following-sibling::dd[1]');
  const bytes = Number.parseFloat(await app.innerText()) * 1_000;
  expect(Math.abs(bytes / builtBytes() - 1), 'of the files that were built').toBeLessThan(0.01);
  await takes.getByText(/Book, \d+ entr/).waitFor();
});

test('where nobody signs in there is no PIN, and the reason', async () => {
  const { page } = phone;
  await page.getByText('A PIN can be set while the server is in reach, where people sign in').waitFor();
  expect(await page.getByRole('button', { name: 'Set a PIN' }).count()).toBe(0);
});

test('it says which version it is, and whether the server has a newer one', async () => {
  const { page } = phone;
  await page.getByText(`Version ${version}`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Look for a newer version' }).click();
  await page.getByText('This is the newest version that the server has.').waitFor();
  await phone.offline();
  await page.getByRole('button', { name: 'Look for a newer version' }).click();
  await page.getByText('The server cannot be reached at the moment. Connect and look again.').waitFor();
  await phone.online();
});

test('a theme is seen at once and after the app was opened anew; without one the device is followed', async () => {
  const { page } = phone;
  const paper = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const bar = (): Promise<string | undefined> =>
    page.evaluate(() => document.querySelector<HTMLMetaElement>('meta[name=theme-color]')?.content);
  await page.getByRole('radio', { name: 'High contrast' }).check();
  await page.reload();
  await page.getByRole('radio', { name: 'High contrast', checked: true }).waitFor();
  expect(await bar()).toBe('#fff');
  await page.getByRole('radio', { name: 'As the device' }).check();
  expect(await bar(), 'as index.html says').toBe('#f6f1e6');
  const papers: string[] = [];
  for (const asked of [
    { colorScheme: 'light' },
    { colorScheme: 'dark' },
    { colorScheme: 'dark', contrast: 'more' },
  ] as const) {
    await page.emulateMedia(asked);
    papers.push(await paper());
  }
  expect(papers).toEqual(['rgb(246, 241, 230)', 'rgb(16, 21, 42)', 'rgb(255, 255, 255)']);
  await page.emulateMedia({ colorScheme: 'light', contrast: null });
});

test('nothing moves for who asked for that', async () => {
  const { page } = phone;
  await page.evaluate(() => {
    const note = (): void => document.body.setAttribute('data-moved', '');
    addEventListener('animationstart', note);
    addEventListener('transitionstart', note);
  });
  const openAndClose = async (reducedMotion: 'reduce' | 'no-preference'): Promise<void> => {
    await page.emulateMedia({ reducedMotion });
    await page.getByRole('banner').getByRole('button').click();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };
  await openAndClose('reduce');
  expect(await page.locator('body[data-moved]').count()).toBe(0);
  await openAndClose('no-preference');
  await page.locator('body[data-moved]').waitFor();
});

test.each([
  ['ahead', 12],
  ['behind', -12],
] as const)(
  'A6: a clock that is 12 minutes %s is said on every screen, with what it means',
  async (way, minutes) => {
    const other = await visit(browser, server.url);
    const { page } = other;
    await page.clock.setSystemTime(Date.now() + minutes * 60_000);
    await page.reload();
    await enrol(other, 'Nora');
    const strip = page.getByRole('banner').getByRole('button');
    await strip.filter({ hasText: `clock 12 mins ${way}` }).click();
    const says = `The clock of this device is 12 mins ${way}`;
    await page.getByRole('dialog').getByText(says, { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
    await page.getByRole('main').getByText(says, { exact: false }).waitFor();
    await page.getByText('12 mins off the server’s.', { exact: false }).waitFor();

    await page.clock.setSystemTime(Date.now());
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText(says, { exact: false }).waitFor({ state: 'detached' });
    expect(await strip.innerText()).not.toContain('clock');
    await other.close();
  },
);

test('a part of the app that did not arrive is said to be missing, and comes when it is asked for again', async () => {
  const context = await browser.newContext({ baseURL: server.url, serviceWorkers: 'block' });
  await context.route('**/assets/screens-*.js', (route) => route.abort('failed'));
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Your name').fill('Ida');
  await page.getByRole('button', { name: 'Enrol this device' }).click();
  await page.getByRole('navigation').getByRole('link', { name: 'Device' }).click();
  await page.getByText('This part of the app is not on this device yet.').waitFor();
  await context.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: 'Device', exact: true }).waitFor();
  await context.close();
});

/** What the service worker is to keep (vite.config.ts): all but itself. */
function builtBytes(): number {
  const kept = globSync('**/*.{js,css,html,svg,png,webmanifest}', {
    cwd: DIST,
    exclude: ['service-worker.js'],
  });
  return kept.reduce((sum, file) => sum + statSync(join(DIST, file)).size, 0);
}

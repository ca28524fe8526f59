import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrol } from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { openPhone } from './support/device.ts';
import { type RunningServer, startServer } from './support/server.ts';

// The screens of the built app with the demo's data, looked at by axe: no rule of WCAG is broken, nothing scrolls
// sideways, and the policy for content is kept (openPhone notices).

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ demo: true });
});
afterAll(() => server?.end());

test.each([
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
])('every screen at $width px, light and dark', async (size) => {
  const phone = await openPhone(server.url, size);
  const { page } = phone;
  const to = (name: RegExp) => page.getByRole('navigation').getByRole('link', { name }).click();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await enrol(phone, 'Ada');
  await to(/^Device/);
  await page.getByRole('heading', { name: 'Storage' }).waitFor();
  await looksRight(page, 'device');
  await to(/^Today/);
  await page
    .getByRole('link', { name: /Lighthouse tour/ })
    .first()
    .waitFor();
  await looksRight(page, 'board');
  await page
    .getByRole('link', { name: /Letterpress/ })
    .first()
    .click();
  await page
    .getByRole('main')
    .getByRole('button', { name: /Decided/ })
    .first()
    .waitFor();
  await looksRight(page, 'session');
  await page.getByRole('button', { name: 'Book seats' }).click();
  await page.getByRole('dialog').getByText('Provisional').waitFor();
  await looksRight(page, 'booking');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await page.getByText('was set up').first().waitFor();
  await looksRight(page, 'history');
  await to(/^Inbox/);
  await page.getByText(/^Everyone/).click();
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Tell the guest' }).waitFor();
  await looksRight(page, 'inbox');
  await page.getByRole('button', { name: 'Tell the guest' }).click();
  await page.getByRole('heading', { name: 'What to say' }).waitFor();
  await looksRight(page, 'telling');
  await phone.close();
});

async function looksRight(page: Page, screen: string): Promise<void> {
  await wear(page, 'light');
  expect(await violationsOn(page), screen).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  // The dark theme is other colours and nothing else.
  await wear(page, 'dark');
  expect(await violationsOn(page, { only: ['color-contrast'] }), `${screen}, dark`).toEqual([]);
}

function wear(page: Page, theme: string): Promise<void> {
  return page.evaluate((name) => {
    document.documentElement.dataset.theme = name;
  }, theme);
}

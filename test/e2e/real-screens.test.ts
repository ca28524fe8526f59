import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrol } from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { openPhone } from './support/device.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { AT_A_DESK, ON_A_PHONE } from './support/visit.ts';

// The screens of the built app with the demo's data, looked at by axe, each theme at one of the sizes: no rule of WCAG
// is broken, nothing scrolls sideways, and the policy for content is kept (openPhone notices).

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ demo: true });
});
afterAll(() => server?.end());

test.each([
  { theme: 'light', ...ON_A_PHONE },
  { theme: 'dark', ...AT_A_DESK },
])('every screen at $width px, $theme', async ({ theme, ...size }) => {
  const phone = await openPhone(server.url, size);
  const { page } = phone;
  const looksRight = async (screen: string): Promise<void> => {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name;
    }, theme);
    expect(await violationsOn(page), screen).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  };
  const to = (name: RegExp) => page.getByRole('navigation').getByRole('link', { name }).click();
  await enrol(phone, 'Ada');
  await to(/^Device/);
  await page.getByRole('heading', { name: 'Storage' }).waitFor();
  await looksRight('device');
  await to(/^Today/);
  await page
    .getByRole('link', { name: /Lighthouse tour/ })
    .first()
    .waitFor();
  await looksRight('board');
  await page
    .getByRole('link', { name: /Letterpress/ })
    .first()
    .click();
  await page
    .getByRole('main')
    .getByRole('button', { name: /Decided/ })
    .first()
    .waitFor();
  await looksRight('session');
  await page.getByRole('button', { name: 'Book seats' }).click();
  await page.getByRole('dialog').getByText('Provisional').waitFor();
  await looksRight('booking');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('main').getByRole('link', { name: 'History' }).click();
  await page.getByText('was set up').first().waitFor();
  await looksRight('history');
  await to(/^Inbox/);
  await page.getByText(/^Everyone/).click();
  await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
  await page.getByRole('button', { name: 'Tell the guest' }).waitFor();
  await looksRight('inbox');
  await page.getByRole('button', { name: 'Tell the guest' }).click();
  await page.getByRole('heading', { name: 'What to say' }).waitFor();
  await looksRight('telling');
  await phone.close();
});

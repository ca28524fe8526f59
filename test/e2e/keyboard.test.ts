import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession, enrol, MOMENT } from './support/actions.ts';
import { openPhone, type Phone } from './support/device.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { AT_A_DESK, ON_A_PHONE } from './support/visit.ts';

// The main journey with the keyboard alone, and wherever the focus is it can be seen (WCAG 2.1.1, 2.4.7, 2.4.11).

const SIZES = [ON_A_PHONE, AT_A_DESK];
const MOST_STEPS = 80;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server?.end());

describe.each(SIZES)('with the keyboard alone, $width px', (size) => {
  let phone: Phone;
  beforeAll(async () => {
    phone = await openPhone(server.url, size);
  });
  afterAll(() => phone?.close());

  test('enrol, a new session, book, confirm, check in, read the history, and back', async () => {
    const { page } = phone;
    const { keyboard } = page;
    const main = page.getByRole('main');
    const title = `Bread baking ${size.width}`;

    await tabTo(page, page.getByLabel('Your name'));
    await keyboard.type('Ada');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Today', exact: true }).waitFor();

    await tabTo(page, page.getByRole('button', { name: 'New session' }));
    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('textbox', { name: 'Title' }));
    await keyboard.type(title);
    await tabTo(page, page.getByRole('textbox', { name: 'Venue' }));
    await keyboard.type('Mill');
    await keyboard.press('Enter');
    await main.getByRole('heading', { name: title }).waitFor();

    const bookSeats = page.getByRole('button', { name: 'Book seats' });
    await tabTo(page, bookSeats);
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await seen(page, bookSeats);

    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'One more: Seat' }));
    await keyboard.press('Space');
    await tabTo(page, page.getByLabel('Guest’s name'));
    await keyboard.press('Enter');
    const wrong = page.locator('[aria-invalid=true]');
    await seen(page, page.getByLabel('Guest’s name').and(wrong));
    await keyboard.type('Grace');
    await keyboard.press('Enter');
    await seen(page, page.getByLabel('Phone').and(wrong));
    await keyboard.type('abc');
    await keyboard.press('Enter');
    await page.getByRole('alert').getByText('A phone number has digits').waitFor();
    await seen(page, page.getByLabel('Phone').and(wrong));
    await keyboard.press('ControlOrMeta+A');
    await keyboard.type('+1 202 555 0101');
    await keyboard.press('Enter');
    const done = page.locator('button[aria-disabled=false]', { hasText: 'Done' });
    await done.waitFor();
    await seen(page, done);
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await seen(page, bookSeats);

    const grace = main.getByRole('button', {
      name: new RegExp(`^Grace 2 × Seat Reserved.*Saved ${MOMENT} ?, Sent`),
    });
    await tabTo(page, grace);
    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Confirm' }));
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await main.getByRole('button', { name: /^Grace 2 × Seat Confirmed/ }).waitFor();

    await tabTo(page, main.getByRole('tab', { name: /Bookings/ }), 'Shift+Tab');
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await seen(page, main.getByRole('tab', { name: /Check-in/ }));
    await tabTo(page, main.getByRole('button', { name: 'Check in: Grace' }));
    await keyboard.press('Enter');
    await seen(page, main.getByRole('button', { name: 'Undo check-in: Grace' }));

    await tabTo(page, main.getByRole('link', { name: 'History' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await main.getByText('Grace checked in, 2 guests').waitFor();

    await tabTo(page, main.getByRole('link', { name: new RegExp(title) }).first());
    await keyboard.press('Enter');
    await main.getByRole('tab', { name: /Bookings/ }).waitFor();
  });

  test('the devices: a question about one of them, and back to where it was asked', async () => {
    const { page } = phone;
    const { keyboard } = page;
    await page.goto('/device');
    await page.getByRole('heading', { name: 'Device', level: 1 }).waitFor();
    if (size === AT_A_DESK) {
      await tabTo(page, page.getByRole('navigation').getByRole('link', { name: 'Desk' }));
      await keyboard.press('Enter');
    }
    await tabTo(page, page.getByRole('link', { name: /^Devices/ }));
    await keyboard.press('Enter');
    const revoke = page.getByRole('listitem').filter({ hasText: 'This device' }).getByRole('button');
    await tabTo(page, revoke);
    await keyboard.press('Enter');
    await page.getByText('This is the device that you are using.').waitFor();
    await tabTo(page, page.getByRole('button', { name: 'Keep the device' }));
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await seen(page, revoke);
  });
});

test('on a wide screen, choosing another session leads to it, past the other cards', async () => {
  const phone = await openPhone(server.url, AT_A_DESK);
  try {
    const { page } = phone;
    const titles = ['Basket weaving', 'Cider press', 'Dawn chorus', 'Egg painting'];
    await enrol(phone, 'Ada');
    for (const title of titles) await createSession(phone, { title, seats: 4 });
    for (const title of titles) {
      await tabTo(page, page.getByRole('link', { name: new RegExp(title) }), 'Shift+Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: title, level: 1 }).waitFor();
      await tabTo(page, page.getByRole('button', { name: 'Book seats' }), 'Tab', 5);
    }
  } finally {
    await phone.close();
  }
});

/** Presses the key until the focus is there; everything on the way can be seen too. */
async function tabTo(page: Page, target: Locator, key = 'Tab', most = MOST_STEPS): Promise<void> {
  await target.waitFor();
  for (let step = 0; step < most; step++) {
    await page.keyboard.press(key);
    expect(await page.evaluate(hiddenFocus)).toBeUndefined();
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`the focus did not come to ${target} in ${most} steps`);
}

/** The focus is there, without a step. */
async function seen(page: Page, target: Locator): Promise<void> {
  await expect
    .poll(() => target.evaluate((element) => element === document.activeElement).catch(String))
    .toBe(true);
  expect(await page.evaluate(hiddenFocus)).toBeUndefined();
}

/** Runs in the page: what has the focus, where that cannot be seen. */
function hiddenFocus(): string | undefined {
  const element = document.activeElement;
  if (!element || element === document.body || element.id === 'content') return undefined;
  const { outlineStyle, outlineWidth } = getComputedStyle(element.closest('.choice label') ?? element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const on = document.elementFromPoint(left + width / 2, top + height / 2);
  const covered = !on || !(element.contains(on) || on.contains(element));
  const marked = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
  return marked && !covered ? undefined : `${marked ? 'covered' : 'no outline'}: ${element.outerHTML}`;
}

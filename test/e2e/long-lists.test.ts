import { type Browser, chromium, type Locator, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumLaunch } from '../support/chromium.ts';
import { longestTask, scrollAround } from '../support/page-tasks.ts';
import { enrol } from './support/actions.ts';
import { violationsOn } from './support/axe.ts';
import { guestName, type Office, openOffice } from './support/busy-season.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { AT_A_DESK, ON_A_PHONE, type Visit, visit } from './support/visit.ts';

// A long season and a fair: what is on the screen is in the document, and no more. `npm run bench -- long` measures
// whole lists on a slow processor; here the limit has room for a machine that does much else.

const SESSIONS = 600;
const BOOKINGS = 2_500;
/** Of the processor, in milliseconds. A list that is drawn whole takes seconds. */
const TASK_LIMIT = 50;

let server: RunningServer;
let office: Office;
let browser: Browser;
let fair: string;
let booked = BOOKINGS;

beforeAll(async () => {
  server = await startServer();
  office = await openOffice(server.url);
  await office.schedule(SESSIONS);
  fair = await office.openFair('Fair');
  await office.bookAtFair(BOOKINGS);
  browser = await chromium.launch(chromiumLaunch());
});
afterAll(async () => {
  await browser?.close();
  await server?.end();
});

describe.each([ON_A_PHONE, AT_A_DESK])('at $width px', (size) => {
  let seat: Visit;
  let page: Page;
  beforeAll(async () => {
    seat = await visit(browser, server.url, size);
    page = seat.page;
    await enrol(seat, 'Mira');
  });
  afterAll(() => seat?.close());

  test('the board goes from today to the last day of the season', async () => {
    await page.getByRole('link', { name: /Tour 1\b/ }).focus();
    const last = page.getByRole('link', { name: new RegExp(`Tour ${SESSIONS}\\b`) });
    await pressUntil(page, 'End', last);
    const place = page.getByRole('listitem').filter({ has: last });
    expect(await attributes(place, 'aria-posinset', 'aria-setsize')).toEqual(['10', '10']);
    expect(await page.getByRole('main').getByRole('listitem').count()).toBeLessThan(60);
  });

  test('every line of a long list says its place, and the keyboard reaches the last one', async () => {
    await page.goto(fair);
    const first = lineOf(page, booked - 1);
    await first.waitFor();
    expect(await attributes(first, 'aria-posinset', 'aria-setsize')).toEqual(['1', `${booked}`]);
    await first.getByRole('button').focus();
    await pressUntil(page, 'End', lineOf(page, 0));
    expect(await attributes(lineOf(page, 0), 'aria-posinset')).toEqual([`${booked}`]);
    expect(await page.getByRole('main').locator('li').count()).toBeLessThan(60);
    expect(await violationsOn(page)).toEqual([]);
    await pressUntil(page, 'Home', first);
  });

  test('the focus stays on its line however far somebody scrolls, and Tab goes on from there', async () => {
    const at = booked - 3;
    await lineOf(page, at).getByRole('button').focus();
    await scrollAround(page);
    expect(await page.locator(':focus').innerText()).toContain(guestName(at));
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').innerText()).toContain(guestName(at - 1));
    await lineOf(page, at - 1).waitFor();
  });

  test('who reads on goes on reading the same line while bookings come in at the top', async () => {
    const read = lineOf(page, booked - 40);
    await lineOf(page, booked - 3)
      .getByRole('button')
      .focus();
    await tabTo(page, guestName(booked - 40));
    const before = await read.boundingBox();
    await office.bookAtFair(3);
    booked += 3;
    await page.getByRole('tab', { name: `Bookings · ${booked.toLocaleString('en')}` }).waitFor();
    await expect.poll(async () => (await read.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);
    expect(await attributes(read, 'aria-posinset')).toEqual(['43']);
  });

  test('scrolling through a session, and a lot that arrives meanwhile, leave the page free', async () => {
    const scrolled = await longestTask({ browser, page }, () => scrollAround(page));
    const arrived = await longestTask({ browser, page }, async () => {
      await office.bookAtFair(500);
      booked += 500;
      await page.getByRole('tab', { name: `Bookings · ${booked.toLocaleString('en')}` }).waitFor();
    });
    console.log('longest tasks, ms of the processor:', scrolled.ofProcessor, arrived.ofProcessor);
    expect(scrolled.ofProcessor).toBeLessThan(TASK_LIMIT);
    expect(arrived.ofProcessor).toBeLessThan(TASK_LIMIT);
  });

  test('negative control: a task that takes long is seen', async () => {
    const busy = await longestTask({ browser, page }, () =>
      page.evaluate(() => {
        const line = document.querySelector('.long > li .line-main');
        const whole = document.createElement('div');
        whole.append(...Array.from({ length: 600 }, () => line?.cloneNode(true) ?? ''));
        document.querySelector('.list-panel')?.append(whole);
        whole.getBoundingClientRect();
        whole.remove();
      }),
    );
    expect(busy.ofProcessor).toBeGreaterThan(TASK_LIMIT);
  });
});

function lineOf(page: Page, guest: number): Locator {
  const name = page.getByText(guestName(guest), { exact: true });
  return page.getByRole('main').getByRole('listitem').filter({ has: name });
}

function attributes(place: Locator, ...names: string[]): Promise<(string | null)[]> {
  return Promise.all(names.map((name) => place.getAttribute(name)));
}

/** What was not on the screen before has its own height only now: the end may have moved on. */
async function pressUntil(page: Page, key: 'Home' | 'End', wanted: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        await page.keyboard.press(key);
        return wanted.isVisible();
      },
      { timeout: 10_000 },
    )
    .toBe(true);
}

/** Line by line, until that one is in hand. */
async function tabTo(page: Page, guest: string): Promise<void> {
  const focused = page.locator(':focus');
  for (let lines = 0; lines < 60 && !(await focused.innerText()).includes(guest); lines += 1)
    await page.keyboard.press('Tab');
  expect(await focused.innerText()).toContain(guest);
}

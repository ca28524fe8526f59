import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumLaunch } from '../support/chromium.ts';
import { book, createSession, decidedFor, historyOf } from './support/actions.ts';
import { DOORS, screensWith, show } from './support/every-screen.ts';
import { inTurn } from './support/in-turn.ts';
import { type RunningServer, startServer } from './support/server.ts';
import { beginWork, openOffice, STAFF } from './support/staff.ts';
import { AT_A_DESK, type Visit, visit } from './support/visit.ts';

// The policy for content, as a browser holds it, on every screen.

/** What people write is data wherever it is shown. */
const TITLE = 'Bread <script>globalThis.harmed = true</script>';
const GUEST = '<img src=x onerror="globalThis.harmed = true"> "Bobby" & co';

type Breaches = { breaches?: string[]; harmed?: true };

let server: RunningServer;
let browser: Browser;
let somebody: Visit;

beforeAll(async () => {
  server = await startServer({ accounts: true });
  browser = await chromium.launch(chromiumLaunch());
  somebody = await visit(browser, server.url, AT_A_DESK);
  await somebody.context.addInitScript(noteBreaches);
});
afterAll(() =>
  inTurn(
    () => browser?.close(),
    () => server?.end(),
  ),
);

/** In the page, from before its first script. */
function noteBreaches(): void {
  const breaches: string[] = [];
  Object.assign(globalThis, { breaches });
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile }) => {
    breaches.push(`${violatedDirective}: ${blockedURI} in ${sourceFile}`);
  });
}

async function breachesOn(page: Page): Promise<string[]> {
  return (await page.evaluate(() => (globalThis as Breaches).breaches)) ?? ['nobody listened'];
}
const breaches = (): Promise<string[]> => breachesOn(somebody.page);

describe('no screen breaks the policy for content', () => {
  test('setting up', async () => {
    const { page } = somebody;
    await page.goto(server.setUpLink ?? '');
    await page.getByRole('heading').first().waitFor();
    expect(await breaches()).toEqual([]);
    await openOffice(server);
  });

  test.each(DOORS)('$name', async (screen) => {
    await show(somebody.page, screen);
    expect(await breaches()).toEqual([]);
  });

  test('working: signing in, enrolling, a session, a booking', async () => {
    const { page } = somebody;
    await page.goto('/');
    await beginWork(somebody, STAFF.administrator);
    await createSession(somebody, { title: TITLE, seats: 5 });
    await book(somebody, TITLE, { guest: GUEST, seats: 1 });
    await decidedFor(somebody, GUEST);
    expect(await page.getByText(GUEST, { exact: false }).first().isVisible()).toBe(true);
    expect((await historyOf(somebody, TITLE)).join()).toContain(GUEST);
    expect(await breaches()).toEqual([]);
  });

  test('every place of the app', async () => {
    const { page } = somebody;
    const session = new URL(page.url()).pathname.replace('/history', '');
    expect(session).toMatch(/^\/session\//);
    for (const screen of screensWith(session)) {
      await show(page, screen);
      expect(await breaches(), screen.name).toEqual([]);
      expect(await page.evaluate(() => (globalThis as Breaches).harmed), screen.name).toBeUndefined();
    }
  });

  test('the browser had nothing else to complain about', async () => {
    // Ends the visit; what follows has one of its own.
    await somebody.close();
  });
});

describe('negative control: what the policy forbids does not happen, and is noticed', () => {
  const FORBIDDEN: readonly (readonly [what: string, directive: string, attempt: () => unknown])[] = [
    ['text as markup', 'require-trusted-types-for', () => (document.body.innerHTML = '<b>bold</b>')],
    [
      'text as a script',
      'require-trusted-types-for',
      () => (document.createElement('script').textContent = 'globalThis.harmed = true'),
    ],
    ['text as code', 'require-trusted-types-for', () => setTimeout('globalThis.harmed = true' as never)],
    ['a request elsewhere', 'connect-src', () => fetch('https://evil.example')],
    ['a picture from elsewhere', 'img-src', () => (new Image().src = 'https://evil.example/x.png')],
    ['a style in the markup', 'style-src', () => document.body.setAttribute('style', 'color: red')],
    [
      'a frame',
      'frame-src',
      () =>
        document.body.append(
          Object.assign(document.createElement('iframe'), { src: 'https://evil.example' }),
        ),
    ],
  ];

  test.each(FORBIDDEN)('%s', async (_, directive, attempt) => {
    const context = await browser.newContext({ baseURL: server.url });
    await context.addInitScript(noteBreaches);
    const page = await context.newPage();
    await page.goto('/');
    await page.evaluate(attempt).catch(() => undefined);
    await expect.poll(async () => (await breachesOn(page)).join()).toMatch(directive);
    expect(await page.evaluate(() => (globalThis as Breaches).harmed)).toBeUndefined();
    await context.close();
  });

  test('a worker of another origin: the one thing that text may become is of our own', async () => {
    const page = await browser.newPage({ baseURL: server.url });
    await page.goto('/');
    const start = (address: string): Promise<string> =>
      page.evaluate((url) => {
        try {
          new Worker(url, { type: 'module' }).terminate();
          return 'it starts';
        } catch (error) {
          return String(error);
        }
      }, address);
    expect(await start('https://evil.example/x.js')).toContain('This is a script of another origin');
    expect(await start('/service-worker.js'), 'negative control').toBe('it starts');
    await page.close();
  });
});

test('the service worker keeps the files of the app, and no answer of the API', async () => {
  const phone = await visit(browser, server.url);
  await beginWork(phone, STAFF.planner);
  await show(phone.page, { name: 'the device', path: '/device', shows: 'Device' });
  const kept = await phone.page.evaluate(async () => {
    const requests = [];
    for (const name of await caches.keys()) requests.push(...(await (await caches.open(name)).keys()));
    return requests.map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain('/index.html');
  expect(kept.filter((path) => path.startsWith('/api'))).toEqual([]);
  await phone.close();
});

import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright';
import { expect } from 'vitest';
import { chromiumLaunch } from '../../support/chromium.ts';
import { FAST_FOLDER } from '../../support/fast-folder.ts';

/** A phone in somebody's hand: a browser profile of its own, with its storage on disk. */
export type Phone = {
  readonly context: BrowserContext;
  page: Page;
  offline(): Promise<void>;
  online(): Promise<void>;
  newTab(path?: string): Promise<Page>;
  /** Closes the browser and opens it again on the same profile. */
  restart(options?: {
    readonly offline?: boolean;
    readonly path?: string;
    readonly locale?: string;
  }): Promise<void>;
  /** Fails when the browser had something to complain about: an uncaught error, a breach of the policy for content. */
  close(): Promise<void>;
};

/** What of a phone is needed to do something with the app. */
export type InHand = Pick<Phone, 'page'>;

/** What a browser says by itself when a request fails: no network, a server that is gone, nobody enrolled yet. */
const EXPECTED = /^Failed to load resource: (net::ERR_|the server responded with a status of (401|503) )/;

type Look = {
  readonly width?: number;
  readonly height?: number;
  readonly locale?: string;
  /** The path of one that can more than the shell. */
  readonly browser?: string;
  /** An error that the test itself throws in the browser. */
  readonly planted?: string;
  /** A session that was begun elsewhere, so that nobody has to fill in the form: signed-in.test.ts does. */
  readonly session?: string;
  /** What is to be so when the app opens. */
  readonly before?: (context: BrowserContext) => Promise<unknown>;
};

export async function openPhone(
  url: string,
  { width = 360, height = 740, locale, browser, planted, session, before }: Look = {},
): Promise<Phone> {
  const profile = mkdtempSync(join(FAST_FOLDER, 'daybook-phone-'));
  const errors: string[] = [];
  const launch = async (spoken = locale): Promise<BrowserContext> => {
    const launched = await chromium.launchPersistentContext(profile, {
      ...chromiumLaunch(browser),
      viewport: { width, height },
      ...(spoken && { locale: spoken }),
      baseURL: url,
      reducedMotion: 'reduce',
    });
    noteErrors(launched, errors);
    return launched;
  };
  let context = await launch();
  if (session) await context.addCookies([sessionCookie(session)]);
  await before?.(context);
  const phone: Phone = {
    get context() {
      return context;
    },
    page: await firstPage(context, '/'),
    offline: () => context.setOffline(true),
    online: () => context.setOffline(false),
    async newTab(path = '/') {
      const page = await context.newPage();
      await page.goto(path);
      return page;
    },
    async restart({ offline = false, path = '/', locale: spoken = locale } = {}) {
      await context.close();
      context = await launch(spoken);
      if (offline) await context.setOffline(true);
      phone.page = await firstPage(context, path);
    },
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
      expect(
        errors.filter((error) => error !== planted),
        'errors in the browser',
      ).toEqual([]);
    },
  };
  return phone;
}

function sessionCookie(session: string): Parameters<BrowserContext['addCookies']>[0][number] {
  const [name = '', value = ''] = session.split(/=(.*)/s);
  const expires = Math.floor(Date.now() / 1_000) + 86_400;
  return { name, value, expires, domain: '127.0.0.1', path: '/api', httpOnly: true, sameSite: 'Lax' };
}

/** Collects what the browser complains about; `expected`: what it says of answers that the test is after. */
export function noteErrors(context: BrowserContext, errors: string[], expected = EXPECTED): void {
  context.on('weberror', (error) => errors.push(String(error.error())));
  context.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text())) errors.push(message.text());
  });
}

async function firstPage(context: BrowserContext, path: string): Promise<Page> {
  context.setDefaultTimeout(10_000);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(path);
  return page;
}

/** The service worker holds the app: from now on it opens without a network. */
export async function appIsKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

export async function textOf(locator: Locator): Promise<string> {
  return (await locator.innerText()).replaceAll(/\s+/g, ' ').trim();
}

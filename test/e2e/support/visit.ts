import type { Browser, BrowserContext, Page } from 'playwright';
import { expect } from 'vitest';
import { noteErrors } from './device.ts';

/** Somebody's browser with a storage of its own, gone when it is closed: many of them in one Chromium. */
export type Visit = {
  readonly context: BrowserContext;
  readonly page: Page;
  offline(): Promise<void>;
  online(): Promise<void>;
  /** Fails when the browser had something to complain about: an uncaught error, a breach of the policy for content. */
  close(): Promise<void>;
};

export const ON_A_PHONE = { width: 360, height: 740 };
export const AT_A_DESK = { width: 1280, height: 800 };

/** The network is away, or the server refuses: what is said of that is on the screen. */
const EXPECTED = /^Failed to load resource: (net::ERR_|the server responded with a status of (4\d\d|503) )/;

export async function visit(browser: Browser, url: string, viewport = ON_A_PHONE): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: url,
    viewport,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(10_000);
  const errors: string[] = [];
  noteErrors(context, errors, EXPECTED);
  const page = await context.newPage();
  await page.goto('/');
  return {
    context,
    page,
    offline: () => context.setOffline(true),
    online: () => context.setOffline(false),
    async close() {
      await context.close();
      expect(errors, 'errors in the browser').toEqual([]);
    },
  };
}

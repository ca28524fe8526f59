import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { type Browser, chromium, type Page } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Language } from '../../client/ui/app/language.ts';
import type { Theme } from '../../client/ui/app/theme.ts';
import { chromiumLaunch } from '../support/chromium.ts';
import { type Rules, violationsOn } from './support/axe.ts';
import { PREVIEWED } from './support/previewed-screens.ts';

// Every screen in front of a daybook in memory (test/preview), as a phone and as a desk see it: WCAG by axe, targets
// of 44 px, nothing that scrolls sideways (field-app rules 13 and 16).

/** What test/preview offers to its page. */
type Preview = {
  open(query: string): void;
  chooseLanguage(language: Language): Promise<boolean>;
  chooseTheme(theme: Theme): void;
};

type Look = { readonly theme: Theme; readonly language: Language };

/** Each theme in each language is seen, at one of the two sizes; `newIn` says what axe looks at there. */
const SIZES: readonly { readonly width: number; readonly height: number; readonly looks: readonly Look[] }[] =
  [
    {
      width: 360,
      height: 740,
      looks: [
        { theme: 'light', language: 'en' },
        { theme: 'dark', language: 'ko' },
        { theme: 'contrast', language: 'en' },
      ],
    },
    {
      width: 1280,
      height: 800,
      looks: [
        { theme: 'dark', language: 'en' },
        { theme: 'light', language: 'ko' },
        { theme: 'contrast', language: 'ko' },
      ],
    },
  ];

const PREVIEW = join(import.meta.dirname, '../preview');

let server: PreviewServer;
let browser: Browser;
let folder: string;
let address: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-preview-'));
  const bundle = { outDir: folder, minify: false, emptyOutDir: true };
  await build({ configFile: false, logLevel: 'error', root: PREVIEW, plugins: [preact()], build: bundle });
  const listen = { host: '127.0.0.1', port: 0 };
  server = await preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir: folder },
    preview: listen,
  });
  address = server.resolvedUrls?.local[0] ?? '';
  browser = await chromium.launch(chromiumLaunch());
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(SIZES)('$width px', ({ width, height, looks }) => {
  let page: Page;
  const errors: string[] = [];
  beforeAll(async () => {
    page = await browser.newPage({ viewport: { width, height }, reducedMotion: 'reduce', locale: 'en-GB' });
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(address);
  });
  afterAll(() => page?.close());

  test.each(PREVIEWED)('$name', async ({ at, act }) => {
    await page.evaluate<string, Look>(choose, { theme: 'light', language: 'en' });
    await page.evaluate((query) => (globalThis as unknown as Preview).open(query), at);
    await page.locator('h1:visible').first().waitFor();
    await act?.(page);
    expect(await nameless(page)).toEqual([]);
    for (const look of looks) {
      // What stands open stays so in the other language.
      expect(await page.evaluate<string, Look>(choose, look)).toBe(look.language);
      await page.waitForFunction(settled);
      expect(await violationsOn(page, newIn(look)), look.theme).toEqual([]);
      expect(await page.evaluate(tooSmall), look.language).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    }
    expect(errors).toEqual([]);
  });

  test('negative control: what is wrong is seen', async () => {
    await page.evaluate(spoil, 'body');
    expect(await broken(page)).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
    expect(await nameless(page)).toEqual(['- button']);
    expect((await page.evaluate(tooSmall)).join()).toContain('spoilt');
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(false);

    await page.goto(address);
    await page.getByRole('button', { name: 'New session', exact: true }).click();
    await page.evaluate(spoil, 'dialog');
    expect(await broken(page)).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
    const without = await broken(page, { without: OF_COLOURS });
    expect(without).toContain('button-name');
    expect(without).not.toContain('color-contrast');
  });
});

test('C5: what names another author than its sender can only be set aside, and it says why', async () => {
  const page = await browser.newPage();
  await page.goto(`${address}?at=desk/quarantine&role=planner`);
  const forged = page.locator('li.kept', { hasText: 'for Somebody' });
  await forged.getByText('So it can only be set aside', { exact: false }).waitFor();
  expect(await forged.getByRole('button').allTextContents()).toEqual(['Set aside']);
  const other = page.locator('li.kept', { hasText: 'The device had been revoked' }).first();
  expect(await other.getByRole('button').allTextContents(), 'negative control').toContain('Take in');
  await page.close();
});

const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * Colours go by the theme, whatever the language: each theme's are looked at once, those of high contrast at both sizes.
 * All else goes by the language and the size, whatever the theme.
 */
function newIn({ theme, language }: Look): Rules {
  if (theme === 'contrast') return { only: OF_COLOURS };
  return language === 'en' ? {} : { without: OF_COLOURS };
}

async function broken(page: Page, rules?: Rules): Promise<(string | undefined)[]> {
  return (await violationsOn(page, rules)).map((violation) => violation.split(':')[0]);
}

/** What can be used and is called nothing, as browsers reckon names: to axe whatever is written in it names it. */
async function nameless(page: Page): Promise<string[]> {
  const seen = await page.locator('body').ariaSnapshot();
  return (
    seen.match(/- (button|link|tab|textbox|searchbox|combobox|checkbox|radio|slider)(?=$| \[|:)/gm) ?? []
  );
}

/** Runs in the page. */
async function choose({ theme, language }: Look): Promise<string> {
  const { chooseLanguage, chooseTheme } = globalThis as unknown as Preview;
  chooseTheme(theme);
  await chooseLanguage(language);
  return document.documentElement.lang;
}

/** Runs in the page. */
function spoil(place: string): void {
  const grey = Object.assign(document.createElement('p'), { textContent: 'Hardly to be read' });
  grey.setAttribute('style', 'color: #777; background: #888; inline-size: 300vw');
  const button = Object.assign(document.createElement('button'), { className: 'spoilt' });
  button.setAttribute('style', 'inline-size: 9px; min-inline-size: 0');
  document.querySelector(place)?.prepend(grey, button);
}

/** Runs in the page: nothing is still being fetched, and every view has arrived. */
function settled(): Promise<boolean> {
  if (document.querySelector('.coming, .pane:empty')) return Promise.resolve(false);
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))));
}

/** Runs in the page. A link within a sentence may be as high as its line; what is folded away has no size to go by. */
function tooSmall(): string[] {
  const targets = document.querySelectorAll(
    'button, a[href]:not(p a, .skip), input:not([type=radio]), select',
  );
  return [...targets].flatMap((target) => {
    const { width, height } = target.getBoundingClientRect();
    return width > 0 && target.checkVisibility() && (height < 43.5 || width < 43.5)
      ? target.outerHTML.slice(0, 100)
      : [];
  });
}

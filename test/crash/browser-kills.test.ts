import { expect, test } from 'vitest';
import { killBrowsers } from './browser-kills.ts';
import type { BrowserKill } from './browser-points.ts';
import { describeBrowserKills, neverHitInBrowser } from './browser-report.ts';

// A real Chromium under SIGKILL. `node test/crash/explore-browser-kills.ts` has all the points, more often.

/** One of each part of a device's life. */
const DECK: readonly BrowserKill[] = [
  'download: committing',
  'start: reading the journal',
  'saving: committing',
  'saved: said',
  'push: sent',
  'page: not committed',
  'packing: committing',
  'snapshot: not committed',
];

test('L1: of 8 browsers that are killed, each has what its app said was saved', async () => {
  const report = await killBrowsers({ kills: DECK.length, seed: 20261122, deck: DECK });
  console.log(describeBrowserKills(report));
  expect(report.violations).toEqual([]);
  expect(neverHitInBrowser(report)).toEqual([]);
}, 180_000);

test("negative control: an app that says 'saved' before it is loses what it acknowledged", async () => {
  const report = await killBrowsers({
    kills: 1,
    seed: 1,
    deck: ['saved: said'],
    mostSaved: 1,
    bug: 'says-saved-early',
  });
  expect(report.violations.join()).toMatch(/was said to be saved and is 0 times in the journal/);
}, 90_000);

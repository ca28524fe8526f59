import { scrollAround } from '../../support/page-tasks.ts';
import { longTasks } from '../long-page.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  title:
    'longest task of the page while somebody scrolls through 2,000 sessions, on a processor 4 times slower',
  over: 'the limit of 50 ms',
  unit: 'ms',
  target: { atMost: 1 },
  rounds: 7,
  where: 'node',
  prepare: () =>
    longTasks(async ({ page }) => {
      await page.locator('.season').waitFor();
      await scrollAround(page);
    }),
};

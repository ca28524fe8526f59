import { scrollAround } from '../../support/page-tasks.ts';
import { longTasks } from '../long-page.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  title:
    'longest task of the page while somebody scrolls through a history of 50,000 entries, on a processor 4 times slower',
  over: 'the limit of 50 ms',
  unit: 'ms',
  target: { atMost: 1 },
  rounds: 7,
  where: 'node',
  prepare: () =>
    longTasks(
      async ({ page, fair }) => {
        if (!page.url().endsWith('/history')) await page.goto(`${fair}/history`);
        await page.locator('.entries.long').waitFor();
        await scrollAround(page);
      },
      { sessions: 0, bookings: 25_000 },
    ),
};

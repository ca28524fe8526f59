import { scrollAround } from '../../support/page-tasks.ts';
import { longTasks } from '../long-page.ts';
import type { Row } from '../row.ts';

export const row: Row = {
  title:
    'longest task of the page while somebody scrolls through 1,000 guests in the inbox, on a processor 4 times slower',
  over: 'the limit of 50 ms',
  unit: 'ms',
  target: { atMost: 1 },
  rounds: 7,
  where: 'node',
  async prepare() {
    let isCancelled = false;
    return longTasks(
      async ({ page, office }) => {
        if (!isCancelled) await office.cancelFair();
        isCancelled = true;
        if (!page.url().endsWith('/inbox')) {
          await page.goto('/inbox');
          await page.getByRole('radio', { name: 'Everyone · 1,000' }).check();
        }
        await page.locator('.lines.long').waitFor();
        await scrollAround(page);
      },
      { sessions: 0, bookings: 1_000 },
    );
  },
};

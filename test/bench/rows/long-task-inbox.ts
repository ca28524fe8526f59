import { scrollAround } from '../../support/page-tasks.ts';
import { longTaskRow } from '../long-page.ts';

export const row = longTaskRow('somebody scrolls through 1,000 guests in the inbox', {
  season: { sessions: 0, bookings: 1_000 },
  act() {
    let isCancelled = false;
    return async ({ page, office }) => {
      if (!isCancelled) await office.cancelFair();
      isCancelled = true;
      if (!page.url().endsWith('/inbox')) {
        await page.goto('/inbox');
        await page.getByRole('radio', { name: 'Everyone · 1,000' }).check();
      }
      await page.locator('.lines.long').waitFor();
      await scrollAround(page);
    };
  },
});

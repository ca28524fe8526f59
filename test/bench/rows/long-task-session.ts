import { scrollAround } from '../../support/page-tasks.ts';
import { longTaskRow } from '../long-page.ts';

export const row = longTaskRow('somebody scrolls through 10,000 bookings', {
  act:
    () =>
    async ({ page, fair }) => {
      if (!page.url().endsWith(fair)) await page.goto(fair);
      await page.locator('.lines.long').waitFor();
      await scrollAround(page);
    },
});

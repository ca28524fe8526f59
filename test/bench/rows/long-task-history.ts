import { scrollAround } from '../../support/page-tasks.ts';
import { longTaskRow } from '../long-page.ts';

export const row = longTaskRow('somebody scrolls through a history of 50,000 entries', {
  season: { sessions: 0, bookings: 25_000 },
  act:
    () =>
    async ({ page, fair }) => {
      if (!page.url().endsWith('/history')) await page.goto(`${fair}/history`);
      await page.locator('.entries.long').waitFor();
      await scrollAround(page);
    },
});

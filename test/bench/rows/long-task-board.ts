import { scrollAround } from '../../support/page-tasks.ts';
import { longTaskRow } from '../long-page.ts';

export const row = longTaskRow('somebody scrolls through 2,000 sessions', {
  act:
    () =>
    async ({ page }) => {
      await page.locator('.season').waitFor();
      await scrollAround(page);
    },
});

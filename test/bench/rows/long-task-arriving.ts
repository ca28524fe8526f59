import { longTaskRow } from '../long-page.ts';

/** Two events each. */
const BOOKINGS = 5_000;

export const row = longTaskRow('10,000 events arrive by sync', {
  rounds: 3,
  act() {
    let booked = 10_000;
    return async ({ page, office, fair }) => {
      if (!page.url().endsWith(fair)) await page.goto(fair);
      await office.bookAtFair(BOOKINGS);
      booked += BOOKINGS;
      const tab = page.getByRole('tab', { name: `Bookings · ${booked.toLocaleString('en')}` });
      await tab.waitFor({ timeout: 60_000 });
    };
  },
});

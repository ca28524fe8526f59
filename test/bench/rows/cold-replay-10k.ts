import { withoutSnapshot } from '../cold-start-rows.ts';

// Opening the database, compiling and the first board cost the same at any length, and here they weigh the most.
export const row = withoutSnapshot({
  title: 'cold start to the board at 10,000 events without a snapshot',
  events: 10_000,
  atMost: 2.5,
});

import { withoutSnapshot } from '../cold-start-rows.ts';

export const row = withoutSnapshot({
  title: 'cold start to the board at 10,000 events without a snapshot',
  events: 10_000,
  atMost: 1.5,
});

import { withSnapshot } from '../cold-start-rows.ts';

export const row = withSnapshot({
  title: 'cold start to the board at 10,000 events: snapshot and a tail of 500',
  events: 10_000,
  atMost: 0.5,
});

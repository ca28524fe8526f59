import { expect, test } from 'vitest';
import { usualFrom } from '../../client/ui/today/usual-session.ts';
import type { UsualSession } from '../../shared/sync/usual-session.ts';

const OURS: UsualSession = {
  minutes: 90,
  capacity: 12,
  policy: { shortfall: 'refuse', promotion: 'offer', offerMinutes: 15 },
};
const policy = OURS.policy;

test('W13: what was chosen is read as it was', () => {
  expect(usualFrom(JSON.stringify(OURS))).toEqual(OURS);
  expect(usualFrom(JSON.stringify({ ...OURS, capacity: 0, more: 1 }))).toEqual({ ...OURS, capacity: 0 });
});

test.each([
  '',
  '{',
  'null',
  '{}',
  JSON.stringify({ ...OURS, minutes: -5 }),
  JSON.stringify({ ...OURS, minutes: '90' }),
  JSON.stringify({ ...OURS, capacity: 1.5 }),
  JSON.stringify({ ...OURS, policy: { ...policy, shortfall: 'guess' } }),
  JSON.stringify({ ...OURS, policy: { ...policy, offerMinutes: 0 } }),
])('what no version of this app says is not taken: %s', (text) => {
  expect(usualFrom(text)).toBeUndefined();
});

test('a server that has said nothing is not taken for one that has', () => {
  expect(usualFrom(null)).toBeUndefined();
});

import type { UsualSession } from '../../shared/sync/usual-session.ts';

/** One that the app does not begin with by itself, and another one for each number of seats. */
export function usualSession(capacity = 12): UsualSession {
  return {
    minutes: 90,
    capacity,
    policy: { shortfall: 'refuse', promotion: 'offer', offerMinutes: 15 },
  };
}

import type { UsualSession } from '../../../shared/sync/usual-session.ts';
import { useDaybook } from '../app/daybook.ts';

/** Where nobody in the workspace has chosen anything, or this device has not heard of it yet. */
const FIRST: UsualSession = {
  minutes: 60,
  capacity: 20,
  policy: { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 },
};

/** What the form for a new session begins with: as the server said it last, also without a network (W13). */
export function useUsualSession(): UsualSession {
  return usualFrom(useDaybook().status.value?.usualSession) ?? FIRST;
}

/** Undefined for what another version of the server says. */
export function usualFrom(text: string | null | undefined): UsualSession | undefined {
  try {
    const { minutes, capacity, policy } = JSON.parse(text ?? '');
    const { shortfall, promotion, offerMinutes } = policy;
    const isOurs =
      [minutes, offerMinutes].every((number) => Number.isInteger(number) && number > 0) &&
      Number.isInteger(capacity) &&
      capacity >= 0 &&
      ['waitlist', 'partial', 'refuse'].includes(shortfall) &&
      ['at-once', 'offer'].includes(promotion);
    return isOurs ? { minutes, capacity, policy: { shortfall, promotion, offerMinutes } } : undefined;
  } catch {
    return undefined;
  }
}

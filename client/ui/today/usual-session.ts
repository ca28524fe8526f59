import { signal } from '@preact/signals';
import type { Policy } from '../../../shared/booking/events.ts';

/** What the form for a new session begins with. It is this device's: a session carries its own, for everybody. */
export type UsualSession = {
  readonly minutes: number;
  readonly capacity: number;
  readonly policy: Policy;
};

const KEY = 'daybook-usual-session';

const FIRST: UsualSession = {
  minutes: 60,
  capacity: 20,
  policy: { shortfall: 'waitlist', promotion: 'at-once', offerMinutes: 60 },
};

export const usualSession = signal(remembered());

export function chooseUsual(next: UsualSession): void {
  usualSession.value = next;
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    // A browser that forbids it keeps to it until it is closed.
  }
}

function remembered(): UsualSession {
  try {
    return usualFrom(localStorage.getItem(KEY) ?? '') ?? FIRST;
  } catch {
    return FIRST;
  }
}

/** Undefined for what another version, or somebody else, has put there. */
export function usualFrom(text: string): UsualSession | undefined {
  try {
    const { minutes, capacity, policy } = JSON.parse(text);
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

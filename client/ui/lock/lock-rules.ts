/**
 * The lock over the app on a device that several people hold (K1).
 *
 *   open ──`minutes` without a touch──▶ locked ──the PIN──▶ open
 *                                         │ ▲
 *                              wrong PIN  └─┘  after `FREE_TRIES` of them each next one waits, twice as long each time
 *
 * It stands in the browser's storage, the same for all tabs, so a new tab or a reload is as open as the others are.
 * Times are milliseconds of the device's clock. A clock that is put back neither opens it for longer than `minutes`
 * nor has anybody wait longer than the pause that was meant.
 */
export type Lock = {
  /** Of the PIN, by PBKDF2-HMAC-SHA-256; both in base64. */
  readonly salt: string;
  readonly hash: string;
  readonly rounds: number;
  readonly minutes: number;
  readonly openUntil: number;
  /** Wrong tries in a row. */
  readonly wrong: number;
  readonly lastWrongAt: number;
};

export const IDLE_MINUTES = [1, 2, 5, 15] as const;
export const PIN_DIGITS = { least: 4, most: 12 } as const;

const MINUTE = 60_000;
const FREE_TRIES = 3;
const FIRST_PAUSE = MINUTE / 2;
const LONGEST_PAUSE = 15 * MINUTE;

export function isOpen({ openUntil, minutes }: Lock, now: number): boolean {
  return now < openUntil && openUntil - now <= minutes * MINUTE;
}

/** Somebody is there. What is locked stays so. */
export function touched(lock: Lock, now: number): Lock {
  return isOpen(lock, now) ? { ...lock, openUntil: now + lock.minutes * MINUTE } : lock;
}

export function opened(lock: Lock, now: number): Lock {
  return { ...lock, wrong: 0, openUntil: now + lock.minutes * MINUTE };
}

/** Counted from now: what is open stays so. */
export function lockingAfter(lock: Lock, minutes: number, now: number): Lock {
  return isOpen(lock, now) ? opened({ ...lock, minutes }, now) : lock;
}

export function shut(lock: Lock): Lock {
  return { ...lock, openUntil: 0 };
}

/** Before it is known whether the PIN is right: leaving meanwhile does not undo the try. */
export function tried(lock: Lock, now: number): Lock {
  return { ...lock, wrong: lock.wrong + 1, lastWrongAt: now };
}

/** Until when no try counts; undefined: one may try now. */
export function waitsUntil({ wrong, lastWrongAt }: Lock, now: number): number | undefined {
  if (wrong < FREE_TRIES) return undefined;
  const pause = Math.min(FIRST_PAUSE * 2 ** (wrong - FREE_TRIES), LONGEST_PAUSE);
  const until = Math.min(lastWrongAt, now) + pause;
  return now < until ? until : undefined;
}

export type PinTrouble = 'short' | 'easy';

export function troubleWith(pin: string): PinTrouble | undefined {
  if (!new RegExp(`^\\d{${PIN_DIGITS.least},${PIN_DIGITS.most}}$`).test(pin)) return 'short';
  const steps = new Set([...pin].slice(1).map((digit, before) => Number(digit) - Number(pin[before])));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1 ? 'easy' : undefined;
}

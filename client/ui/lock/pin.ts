import { lock, look, putLock } from './lock.ts';
import { type Lock, opened, tried, waitsUntil } from './lock-rules.ts';
import { encoded, hashOf } from './pin-hash.ts';

/** As many as OWASP asks of PBKDF2-HMAC-SHA-256; each lock names its own, so that later ones can have more. */
const ROUNDS = 600_000;
const SALT_BYTES = 16;

export async function newLock(pin: string, minutes: number): Promise<Lock> {
  const salt = encoded(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
  const hash = await hashOf(pin, { salt, rounds: ROUNDS });
  return opened({ salt, hash, rounds: ROUNDS, minutes, openUntil: 0, wrong: 0, lastWrongAt: 0 }, Date.now());
}

/** Opens the lock where it is the PIN. */
export async function tryPin(pin: string): Promise<'open' | 'wrong' | 'too-early'> {
  look();
  const before = lock.peek();
  if (!before) return 'open';
  if (waitsUntil(before, Date.now()) !== undefined) return 'too-early';
  putLock(tried(before, Date.now()));
  if ((await hashOf(pin, before)) !== before.hash) return 'wrong';
  putLock(opened(before, Date.now()));
  return 'open';
}

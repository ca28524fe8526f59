import { isOpen, type Lock, opened, tried, waitsUntil } from '../ui/lock/lock-rules.ts';
import { hashOf } from '../ui/lock/pin-hash.ts';

/** Whether a PIN stands before this log: whoever picks the device up saves nothing of it either (K1). */
export function isGuarded(database: string): boolean {
  const lock = lockOf(database);
  return lock !== undefined && !isOpen(lock, Date.now());
}

/** Counts as a try in the app does (K2). */
export async function tryPin(database: string, pin: string): Promise<'open' | 'wrong' | 'too-early'> {
  const lock = lockOf(database);
  if (!lock) return 'open';
  if (waitsUntil(lock, Date.now()) !== undefined) return 'too-early';
  keep(database, tried(lock, Date.now()));
  if ((await hashOf(pin, lock)) !== lock.hash) return 'wrong';
  keep(database, opened(lock, Date.now()));
  return 'open';
}

function lockOf(database: string): Lock | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(database)) ?? '');
    return typeof kept.hash === 'string' && typeof kept.salt === 'string' ? kept : undefined;
  } catch {
    return undefined;
  }
}

function keep(database: string, lock: Lock): void {
  localStorage.setItem(keyOf(database), JSON.stringify(lock));
}

/** A log's name ends with its device's id. */
function keyOf(database: string): string {
  return `daybook-lock-${database.split('/').at(-1)}`;
}

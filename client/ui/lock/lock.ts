import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { DeviceId } from '../../../shared/log/ids.ts';
import { onTouch } from '../app/at-work.ts';
import { isOpen, type Lock, touched } from './lock-rules.ts';

const LOOK_EVERY_MILLISECONDS = 1_000;
/** Wheels and fingers tell of themselves many times a second. */
const NOTE_EVERY_MILLISECONDS = 5_000;

/** The lock of the device in use; undefined where it has none. */
export const lock = signal<Lock | undefined>(undefined);
export const isLocked = signal(false);

let guarded: DeviceId | undefined;
let seen: string | undefined;
let focused: Element | null = null;

/** From now on `deviceId`'s lock stands before the app, from its first look on. */
export function useLock(deviceId: DeviceId): void {
  useMemo(() => {
    guarded = deviceId;
    look();
  }, [deviceId]);
  useEffect(() => {
    const timer = setInterval(look, LOOK_EVERY_MILLISECONDS);
    const untouched = onTouch(touch);
    addEventListener('storage', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      untouched();
      removeEventListener('storage', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, [deviceId]);
}

/** To where it was when the lock came down. */
export function focusAgain(): void {
  if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
  if (document.activeElement === document.body) document.getElementById('content')?.focus();
}

/** Throws where the browser keeps nothing: a lock that a reload takes away is none. */
export function putLock(next: Lock | undefined): void {
  if (next) localStorage.setItem(key(), JSON.stringify(next));
  else localStorage.removeItem(key());
  look();
}

/** Anew from the storage: another tab may have changed it. */
export function look(): void {
  const kept = keptText();
  if (kept !== seen) lock.value = parsed(kept);
  seen = kept;
  const shuts = lock.value !== undefined && !isOpen(lock.value, Date.now());
  if (shuts && !isLocked.value) focused = document.activeElement;
  isLocked.value = shuts;
  // Before anything is drawn: a stylesheet hides what stands on the screen, and what is typed there stays.
  document.documentElement.toggleAttribute('data-locked', isLocked.value);
}

/** The first touch after a long sleep finds it locked. */
function touch(): void {
  look();
  const before = lock.value;
  if (!before) return;
  const after = touched(before, Date.now());
  if (after.openUntil - before.openUntil >= NOTE_EVERY_MILLISECONDS) putLock(after);
}

function key(): string {
  return `daybook-lock-${guarded}`;
}

function keptText(): string {
  try {
    return localStorage.getItem(key()) ?? '';
  } catch {
    return '';
  }
}

/** What cannot be read is no lock: nobody could open it. */
function parsed(text: string): Lock | undefined {
  try {
    const kept = JSON.parse(text);
    return typeof kept.hash === 'string' && typeof kept.salt === 'string' ? kept : undefined;
  } catch {
    return undefined;
  }
}

import { computed, signal } from '@preact/signals';

// Whether the person can be interrupted: an update waits until nobody has touched anything for a while, no sheet is
// open and nothing typed is unsaved (field-app rule 11).

const IDLE_MILLISECONDS = 60_000;
const LOOK_EVERY_MILLISECONDS = 5_000;

const openSheets = signal(0);
const unsaved = signal(0);
let lastTouched = Date.now();

const busy = computed(() => openSheets.value > 0 || unsaved.value > 0);

export function sheetOpened(): () => void {
  openSheets.value++;
  return () => {
    openSheets.value--;
  };
}

/** A form holds something that was typed and not saved. */
export function holdUnsaved(): () => void {
  unsaved.value++;
  return () => {
    unsaved.value--;
  };
}

function isIdle(now = Date.now()): boolean {
  return !busy.peek() && now - lastTouched >= IDLE_MILLISECONDS;
}

/** Calls once the person has been idle; returns how to stop waiting. */
export function whenIdle(then: () => void): () => void {
  const timer = setInterval(() => {
    if (!isIdle()) return;
    clearInterval(timer);
    then();
  }, LOOK_EVERY_MILLISECONDS);
  return () => clearInterval(timer);
}

const touches = new Set<() => void>();

/** Calls at each sign of somebody's hand; returns how to stop. */
export function onTouch(then: () => void): () => void {
  touches.add(then);
  return () => touches.delete(then);
}

export function noticeTouches(): void {
  const touched = (): void => {
    lastTouched = Date.now();
    for (const then of touches) then();
  };
  for (const kind of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove'])
    addEventListener(kind, touched, { capture: true, passive: true });
}

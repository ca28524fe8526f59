import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Page, useDaybook } from './daybook.ts';

/** More than this, in seconds, and the times that the device shows mislead. */
const RIGHT_CLOCK = 60;
/** In milliseconds. */
const LOOK_AGAIN_AFTER = 15 * 60_000;
/** A clock that went so much otherwise than the time was set meanwhile, or the device slept. */
const JUMP = 5_000;

/** Seconds that this device's clock was ahead of the server's when they were compared last; undefined until then. */
const skew = signal<number | undefined>(undefined);

let looked: { readonly elapsed: number; readonly clock: number } | undefined;

/** Seconds ahead of the server's, or behind it where negative; undefined where it is right, as far as is known. */
export function clockIsOff(): number | undefined {
  const { value } = skew;
  return value === undefined || isRightClock(value) ? undefined : value;
}

export function isRightClock(seconds: number): boolean {
  return Math.abs(seconds) <= RIGHT_CLOCK;
}

/** Undefined while the server is out of reach: what was known stays known. */
export async function lookAtClock({ clockSkew }: Page): Promise<number | undefined> {
  const found = await clockSkew();
  if (found === undefined) return undefined;
  looked = { elapsed: performance.now(), clock: Date.now() };
  skew.value = found;
  return found;
}

/** Compares the clocks while the server is in reach, now and then and after either of them jumped. */
export function useClockWatch(): void {
  const { page, status } = useDaybook();
  const inStepAt = status.value?.lastSuccessAt;
  useEffect(() => {
    const look = (): void => {
      if (inStepAt && !document.hidden && isDue()) void lookAtClock(page);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [inStepAt]);
}

function isDue(): boolean {
  if (!looked) return true;
  const [elapsed, byClock] = [performance.now() - looked.elapsed, Date.now() - looked.clock];
  return elapsed > LOOK_AGAIN_AFTER || Math.abs(byClock - elapsed) > JUMP;
}

import { useEffect } from 'preact/hooks';
import { type ComparedClocks, type Daybook, useDaybook } from './daybook.ts';

/** More than this, in seconds, and the times that the device shows mislead. */
const RIGHT_CLOCK = 60;
/** In milliseconds. */
const LOOK_AGAIN_AFTER = 15 * 60_000;
/** A clock that went so much otherwise than the time was set meanwhile, or the device slept. */
const JUMP = 5_000;

export function isRightClock(secondsAhead: number): boolean {
  return Math.abs(secondsAhead) <= RIGHT_CLOCK;
}

/** Seconds ahead of the server's, or behind it where negative; undefined where it is right, as far as is known. */
export function useWrongClock(): number | undefined {
  const ahead = useDaybook().compared.value?.secondsAhead;
  return ahead === undefined || isRightClock(ahead) ? undefined : ahead;
}

/** Undefined while the server is out of reach: what was known stays known. */
export async function compareClocks({ page, compared }: Daybook): Promise<number | undefined> {
  const secondsAhead = await page.clockSkew();
  if (secondsAhead !== undefined)
    compared.value = { secondsAhead, at: { elapsed: performance.now(), clock: Date.now() } };
  return secondsAhead;
}

/** While the server is in reach, now and then, and after either clock jumped. */
export function useClockWatch(): void {
  const daybook = useDaybook();
  const inStepAt = daybook.status.value?.lastSuccessAt;
  useEffect(() => {
    const look = (): void => {
      if (inStepAt && !document.hidden && isDue(daybook.compared.peek())) void compareClocks(daybook);
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [inStepAt]);
}

function isDue(last: ComparedClocks | undefined): boolean {
  if (!last) return true;
  const [elapsed, byClock] = [performance.now() - last.at.elapsed, Date.now() - last.at.clock];
  return elapsed > LOOK_AGAIN_AFTER || Math.abs(byClock - elapsed) > JUMP;
}

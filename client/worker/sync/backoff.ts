/** Longest wait between two tries, in milliseconds; a device that comes back online tries at once. */
export const BACKOFF_CAP = 60_000;
const BACKOFF_FIRST = 1_000;

/**
 * How long to wait after the nth failure in a row, in milliseconds: doubling, with a cap, and spread by chance over
 * its upper half, so that a thousand devices do not come back in step ("equal jitter", M. Brooker).
 */
export function backoff(failures: number, chance: number): number {
  const most = Math.min(BACKOFF_CAP, BACKOFF_FIRST * 2 ** Math.min(failures - 1, 20));
  return most / 2 + (most / 2) * chance;
}

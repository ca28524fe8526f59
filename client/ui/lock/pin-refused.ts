import { deviceWords } from '../texts/device-words.ts';
import { exactTime } from '../texts/format.ts';
import { lock } from './lock.ts';
import { waitsUntil } from './lock-rules.ts';

/** Why a PIN did not open anything, and from when on the next one may. */
export function pinRefused(): string {
  const words = deviceWords().locked;
  const tried = lock.peek();
  const until = tried && waitsUntil(tried, Date.now());
  return until ? words.wait(exactTime(new Date(until).toISOString())) : words.wrong;
}

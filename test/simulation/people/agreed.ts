import type { SessionId } from '../../../shared/log/ids.ts';
import type { Random } from '../../support/random.ts';

/** What the people of the world agree on: which sessions there are, and how much was begun. */
export type Common = {
  readonly sessions: SessionId[];
  bookings: number;
  allotments: number;
  readonly capacity: number;
};

/** Over within the world's time, or not. */
export function drawMinutes(chance: Random): number {
  return chance.pick([1, 2, 600]);
}

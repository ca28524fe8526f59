import type { Instant } from '../../shared/log/ids.ts';
import { uuidV7 } from '../../shared/log/uuid.ts';

/** Milliseconds since 1970. */
export type Clock = () => number;
/** So many random bytes. */
export type Chance = (bytes: number) => Uint8Array;

export function instantOf(milliseconds: number): Instant {
  return new Date(milliseconds).toISOString() as Instant;
}

/** An id that nobody has yet. */
export function newId(clock: Clock, chance: Chance): string {
  return uuidV7(clock(), chance(10));
}

import { uuidV7 } from '../../../shared/log/uuid.ts';

const RANDOM_BYTES = 10;

/** Made when a form opens and not when it is saved, so that saving twice is one booking. */
export function newId<Id extends string>(): Id {
  return uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(RANDOM_BYTES))) as Id;
}

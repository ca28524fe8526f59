import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';

// On its disk a server has what people are called and what opens their accounts: that is its own user's to read.

export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** Makes the file where there is none, before anybody could open one that others may read. */
export function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', PRIVATE_FILE));
  keepPrivate(file);
}

/** Those of an older version, or that somebody copied here, may be open to others. */
export function keepPrivate(...files: readonly string[]): void {
  for (const file of files) if (existsSync(file)) chmodUnlessForeign(file);
}

/** A file of another user's may be one that this one is let into: its mode is for that one to say. */
function chmodUnlessForeign(file: string): void {
  try {
    chmodSync(file, PRIVATE_FILE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
  }
}

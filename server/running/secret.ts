import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { PRIVATE_FILE } from './private-files.ts';

const SECRET_BYTES = 32;

/** Made at the first start. Who loses it signs in again; who copies it together with the database still has no token. */
export function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    writeFileSync(file, randomBytes(SECRET_BYTES).toString('base64url'), { mode: PRIVATE_FILE, flag: 'wx' });
    return readFileSync(file, 'utf8');
  }
}

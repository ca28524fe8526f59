import { randomBytes, randomUUID } from 'node:crypto';
import type { AccountsDatabase } from './accounts-database.ts';
import { openLibrary } from './library.ts';

/** Brings them to this program's form; where nobody signs in, and nothing is signed. */
export async function makeAccountTables(database: AccountsDatabase): Promise<void> {
  await openLibrary({
    database,
    secret: randomBytes(32).toString('hex'),
    publicUrl: undefined,
    oidc: undefined,
    newId: randomUUID,
    log: () => undefined,
  });
}

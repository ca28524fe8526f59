import type { Accounts, People } from '../../server/accounts/accounts.ts';
import type { AccountsDatabase } from '../../server/accounts/accounts-database.ts';
import { openSignedInAccounts } from '../../server/accounts/signed-in.ts';
import { newId } from '../../server/running/clock.ts';

export const SECRET = 'a secret that only this test has, long enough';
const ADDRESS = '192.0.2.7';

type Options = Parameters<typeof openSignedInAccounts>[0];

/** Those of the library, asked by one address, without another sign-on unless `more` names one. */
export function openRealAccounts(
  database: AccountsDatabase,
  more: Partial<Options> = {},
): Promise<Accounts & { readonly people: People }> {
  const chance = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
  return openSignedInAccounts({
    database,
    secret: SECRET,
    publicUrl: undefined,
    oidc: undefined,
    newId: () => newId(Date.now, chance),
    clock: Date.now,
    log: () => undefined,
    addressOf: () => ADDRESS,
    ...more,
  });
}

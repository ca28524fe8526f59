import type { CompiledQuery, Driver, QueryResult } from 'kysely';
import type { Accounts, People } from '../../server/accounts/accounts.ts';
import type { AccountsDatabase } from '../../server/accounts/accounts-database.ts';
import { openSignedInAccounts } from '../../server/accounts/signed-in.ts';
import { newId } from '../../server/running/clock.ts';
import { hashCheaply } from '../support/quick-passwords.ts';

hashCheaply();

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

export type Held = { readonly reached: Promise<void>; release(): void };
type Gated = AccountsDatabase & {
  /** The next statement of this kind waits before it is run. */
  hold(statement: RegExp): Held;
};

export function gated(database: AccountsDatabase): Gated {
  let next: { statement: RegExp; reached(): void; released: Promise<void> } | undefined;
  const createDriver = (): Driver => {
    const driver = database.dialect.createDriver();
    return {
      ...driver,
      async acquireConnection() {
        const connection = await driver.acquireConnection();
        return {
          ...connection,
          async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
            const held = next?.statement.test(query.sql) ? next : undefined;
            if (held) {
              next = undefined;
              held.reached();
              await held.released;
            }
            return connection.executeQuery<Row>(query);
          },
        };
      },
    };
  };
  return {
    ...database,
    dialect: { ...database.dialect, createDriver },
    hold(statement) {
      const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      next = { statement, reached: reached.resolve, released: released.promise };
      return { reached: reached.promise, release: released.resolve };
    },
  };
}

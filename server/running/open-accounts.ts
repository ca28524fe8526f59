import { getConnInfo } from '@hono/node-server/conninfo';
import type { Accounts } from '../accounts/accounts.ts';
import { clientAddress } from '../accounts/client-address.ts';
import { OPEN_HOUSE } from '../accounts/open-house.ts';
import type { AddressOf } from '../accounts/sign-in-routes.ts';
import type { AccountsOn } from './account-settings.ts';
import { type Chance, type Clock, newId } from './clock.ts';
import type { Logger } from './logger.ts';
import { SettingsProblem } from './settings-problem.ts';
import type { Storage } from './storage.ts';

type Opening = {
  readonly settings: AccountsOn | undefined;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
};

export async function openAccounts({ settings, storage, clock, chance, log }: Opening): Promise<Accounts> {
  if (!settings) {
    if (!(await storage.hadAccounts())) return OPEN_HOUSE;
    throw new SettingsProblem(
      'these data have accounts, and without ACCOUNTS=on whoever reaches the server could enrol',
    );
  }
  // What only they need takes longer to load than all of the rest.
  const { openSignedInAccounts } = await import('../accounts/signed-in.ts');
  return openSignedInAccounts({
    ...settings,
    secret: settings.secret ?? storage.secret(),
    database: await storage.accounts(),
    newId: () => newId(clock, chance),
    addressOf: addressBehind(settings.proxies),
    clock,
    log,
  });
}

function addressBehind(proxies: number): AddressOf {
  return (c) => clientAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'), proxies);
}

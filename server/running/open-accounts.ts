import { createHmac } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { clientAddress } from '../accounts/client-address.ts';
import { OPEN_HOUSE } from '../accounts/open-house.ts';
import type { AddressOf } from '../accounts/sign-in-routes.ts';
import { type FirstStart, hasAdministrator } from '../set-up/set-up-routes.ts';
import type { AccountsOn } from './account-settings.ts';
import { type Chance, type Clock, newId } from './clock.ts';
import type { Logger } from './logger.ts';
import { SettingsProblem } from './settings-problem.ts';
import type { Storage } from './storage.ts';

type Opening = {
  readonly settings: AccountsOn | undefined;
  readonly storage: Storage;
  readonly workspaceId: WorkspaceId;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
};

type Opened = { readonly accounts: Accounts; readonly firstStart?: FirstStart };

export async function openAccounts(opening: Opening): Promise<Opened> {
  const { settings, storage, workspaceId, clock, chance, log } = opening;
  if (!settings) {
    if (!(await storage.hadAccounts())) return { accounts: OPEN_HOUSE };
    throw new SettingsProblem(
      'these data have accounts, and with ACCOUNTS=off whoever reaches the server could enrol',
    );
  }
  // What only they need takes longer to load than all of the rest.
  const { openSignedInAccounts } = await import('../accounts/signed-in.ts');
  const secret = settings.secret ?? storage.secret();
  const accounts = await openSignedInAccounts({
    ...settings,
    secret,
    database: await storage.accounts(),
    newId: () => newId(clock, chance),
    addressOf: addressBehind(settings.proxies),
    clock,
    log,
  });
  if (await hasAdministrator(storage.members, workspaceId)) return { accounts };
  return { accounts, firstStart: { workspaceId, token: setUpToken(secret, workspaceId) } };
}

/** The same on every node, and after every start until it was used; of another workspace it opens nothing. */
function setUpToken(secret: string, workspace: WorkspaceId): string {
  return createHmac('sha256', secret).update(`set-up ${workspace}`).digest('base64url');
}

function addressBehind(proxies: number): AddressOf {
  return (c) => clientAddress(getConnInfo(c).remote.address, c.req.header('x-forwarded-for'), proxies);
}

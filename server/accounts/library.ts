import { kyselyAdapter } from '@better-auth/kysely-adapter';
import type { AuthContext, BetterAuthOptions } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { Kysely } from 'kysely';
import { PASSWORD_LENGTH } from '../../shared/sync/people.ts';
import type { Logger } from '../running/logger.ts';
import type { AccountsDatabase } from './accounts-database.ts';
import { discoveryOf, OIDC, type SignOn, signOnAnswers } from './sign-on.ts';
import { storingHashes } from './stored-tokens.ts';
import { sayWhoGave } from './who-gave.ts';

/** How long somebody stays signed in without coming back. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;
/** A session in use is prolonged so often. */
const PROLONG_SECONDS = 24 * 60 * 60;
export const SESSION_COOKIE = 'daybook.session_token';
/** Where the library sends a browser that does not come in; it adds why. */
export const SIGN_ON_FAILED = '/?sign-in=failed';
/** The workspace that a session is for, where it is for one alone. */
export const BOUND_TO = 'boundTo';
/** Whether it was begun by the password, and not by a code or a sign-on, say. */
export const BY_PASSWORD = 'byPassword';
/** The workspace that gave the password, where one did. */
export const GIVEN_BY = 'givenBy';
export const COOKIE_ATTRIBUTES = { httpOnly: true, sameSite: 'lax', path: '/api' } as const;

export type AccountSettings = {
  /** Signs the cookies: whoever has it and a session's token can be that person. */
  readonly secret: string;
  /** Under which browsers know the server; needed for the organisation's own sign-on. */
  readonly publicUrl: string | undefined;
  readonly oidc: SignOn | undefined;
};

export type LibrarySetting = AccountSettings & {
  readonly database: AccountsDatabase;
  readonly newId: () => string;
  readonly log: Logger;
};

export type Library = Awaited<ReturnType<typeof openLibrary>>;

/** The library that keeps accounts, with its tables brought to this program's form. */
export async function openLibrary(setting: LibrarySetting) {
  const { type, dialect, alone } = setting.database;
  const options = optionsOf(setting, (subject) =>
    auth.$context.then(({ internalAdapter }) => isOwned(internalAdapter, subject)),
  );
  await alone(async () => {
    const { runMigrations } = await getMigrations({ ...options, database: { dialect, type } });
    await runMigrations();
    await sayWhoGave(setting.database);
  });
  const store = kyselyAdapter(new Kysely({ dialect }), { type, transaction: false });
  const auth = betterAuth({ ...options, database: (used: BetterAuthOptions) => storingHashes(store(used)) });
  const context = await auth.$context;
  // It is asked again whenever somebody wants to sign in by it.
  if (setting.oidc && !(await signOnAnswers(setting.oidc)))
    setting.log({ level: 'error', event: 'sign-on-unreachable', issuer: setting.oidc.issuer });
  return { api: auth.api, handler: auth.handler, context };
}

/** Whether somebody here has come in under the sign-on's own name for them. */
type Known = (subject: string) => Promise<boolean>;

async function isOwned(
  { findAccountOwnerByKey }: Pick<AuthContext['internalAdapter'], 'findAccountOwnerByKey'>,
  accountId: string,
): Promise<boolean> {
  return (await findAccountOwnerByKey({ providerId: OIDC, accountId }))?.kind === 'owned';
}

function optionsOf({ secret, publicUrl, oidc, newId, log }: LibrarySetting, isKnown: Known) {
  return {
    appName: 'Daybook',
    secret,
    baseURL: publicUrl ?? 'http://localhost',
    basePath: '/api/auth',
    emailAndPassword: {
      enabled: true,
      // Who comes in is said by an administrator.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    session: {
      modelName: 'account_sessions',
      expiresIn: SESSION_SECONDS,
      updateAge: PROLONG_SECONDS,
      cookieCache: { enabled: false },
      additionalFields: {
        [BOUND_TO]: { type: 'string', required: false, input: false },
        [BY_PASSWORD]: { type: 'boolean', required: false, input: false },
      },
    },
    user: { modelName: 'account_users' },
    databaseHooks: {
      account: {
        create: {
          // An address goes from one person to the next; the account of who had it does not.
          async before({ providerId, userId }, endpoint) {
            if (providerId !== OIDC) return;
            const ways = await endpoint?.context.internalAdapter.findAccounts(userId);
            if (ways?.some((way) => way.providerId === OIDC) !== false) return false;
          },
        },
      },
    },
    account: {
      modelName: 'account_ways',
      encryptOAuthTokens: true,
      additionalFields: { [GIVEN_BY]: { type: 'string', required: false, input: false } },
      // The organisation's own sign-on is believed about whose address it is.
      accountLinking: { enabled: true, trustedProviders: [OIDC] },
    },
    verification: { modelName: 'account_verifications' },
    plugins: oidc ? [signOnPlugin(oidc, isKnown)] : [],
    // Limits are kept where the address and the account are known (`sign-in-limits.ts`).
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: { errorURL: SIGN_ON_FAILED },
    advanced: {
      cookiePrefix: 'daybook',
      // `Secure` is added by the name under which the server was asked.
      useSecureCookies: false,
      defaultCookieAttributes: COOKIE_ATTRIBUTES,
      database: { generateId: newId },
    },
    logger: {
      level: 'error',
      log: (level, message) =>
        log({ level: level === 'error' ? 'error' : 'info', event: 'accounts', message }),
    },
  } as const satisfies BetterAuthOptions;
}

/**
 * The library would ask the sign-on at the start, for as long as that pleases not to answer. Here it is put among those
 * that did not answer then: they are asked when somebody signs in, and for no longer than ten seconds.
 */
function signOnPlugin(signOn: SignOn, isKnown: Known) {
  const { clientId, clientSecret } = signOn;
  const config = {
    ...{ providerId: OIDC, discoveryUrl: discoveryOf(signOn), clientId, clientSecret },
    scopes: ['openid', 'profile', 'email'],
    pkce: true,
    // Nobody comes in this way whom no administrator has admitted.
    disableSignUp: true,
    // An address that the sign-on itself does not vouch for is nobody's. Who came in before is known without it.
    mapProfileToUser: async (said: Record<string, unknown>) =>
      String(said.email_verified) === 'false' && !(await isKnown(String(said.sub))) ? { email: '' } : {},
  };
  return {
    ...genericOAuth({ config: [config] }),
    init: () => ({ context: { genericOAuthPendingDiscovery: new Map([[OIDC, config]]) } }),
  };
}

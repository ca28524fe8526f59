import { isLoopback } from '../access/token.ts';
import type { AccountSettings } from '../accounts/library.ts';
import { SettingsProblem } from './settings-problem.ts';

/** What is said of accounts. */
export type AccountsOn = Omit<AccountSettings, 'secret'> & {
  /** Undefined: the one that is kept beside the database's file. */
  readonly secret: string | undefined;
  /** How many proxies of one's own stand in front and add to `X-Forwarded-For` whom they were asked by. */
  readonly proxies: number;
};

const SECRET_LENGTH = 32;
const MOST_PROXIES = 9;

/** Undefined where there are none: only who says so in so many words has that, and only for this machine. */
export function readAccountSettings(env: NodeJS.ProcessEnv, host: string): AccountsOn | undefined {
  const wanted = env.ACCOUNTS || 'on';
  if (wanted !== 'on' && wanted !== 'off')
    throw new SettingsProblem(`ACCOUNTS must be on or off, not "${wanted}"`);
  if (wanted === 'off') {
    mustBePrivate('ACCOUNTS=off lets whoever reaches the server in: it', env, host);
    return undefined;
  }
  const publicUrl = readPublicUrl(env.PUBLIC_URL);
  return {
    secret: readSecret(env),
    publicUrl,
    proxies: readProxies(env.PROXIES || '0'),
    oidc: readOidc(env, publicUrl),
  };
}

/** By no other way in either: what stands in front of it would let others in. */
export function mustBePrivate(what: string, env: NodeJS.ProcessEnv, host: string): void {
  const named = ['ALLOWED_HOSTS', 'PUBLIC_URL', 'PROXIES'].find((name) => (env[name] || '0') !== '0');
  if (isLoopback(host) && !named) return;
  throw new SettingsProblem(
    `${what} is for this machine alone, not for ${named ? `${named}=${env[named]}` : `HOST=${host}`}`,
  );
}

/** Several nodes must sign with the same one, and may have no disk. */
function readSecret({ AUTH_SECRET, DATABASE_URL }: NodeJS.ProcessEnv): string | undefined {
  if (AUTH_SECRET ? AUTH_SECRET.length >= SECRET_LENGTH : !DATABASE_URL) return AUTH_SECRET || undefined;
  throw new SettingsProblem(
    `AUTH_SECRET must be a text of at least ${SECRET_LENGTH} characters that nobody can guess, the same for all servers`,
  );
}

function readPublicUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' && !isLoopback(url.hostname))
    throw new SettingsProblem(
      `PUBLIC_URL must begin with https: by http browsers keep no session, so "${text}" lets nobody in`,
    );
  if (url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`) return url.origin;
  throw new SettingsProblem(`PUBLIC_URL must be like https://book.example.org, not "${text}"`);
}

function readOidc(env: NodeJS.ProcessEnv, publicUrl: string | undefined): AccountSettings['oidc'] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env;
  if (!OIDC_ISSUER && !OIDC_CLIENT_ID && !OIDC_CLIENT_SECRET) return undefined;
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET || !publicUrl)
    throw new SettingsProblem(
      'OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET and PUBLIC_URL are needed together',
    );
  if (!URL.canParse(OIDC_ISSUER))
    throw new SettingsProblem(`OIDC_ISSUER must be a URL, not "${OIDC_ISSUER}"`);
  return { issuer: OIDC_ISSUER, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET };
}

function readProxies(text: string): number {
  const count = /^\d$/.test(text) ? Number(text) : Number.NaN;
  if (count >= 0 && count <= MOST_PROXIES) return count;
  throw new SettingsProblem(
    `PROXIES must be how many proxies stand in front, 0 to ${MOST_PROXIES}, not "${text}"`,
  );
}

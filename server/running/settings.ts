import { join } from 'node:path';
import * as v from 'valibot';
import { WorkspaceId } from '../../shared/log/ids.ts';
import { isLoopback } from '../access/token.ts';
import type { OwnHosts } from '../http/own-host.ts';
import { type AccountsOn, mustBePrivate, readAccountSettings } from './account-settings.ts';
import { SettingsProblem } from './settings-problem.ts';

export type Settings = {
  /** Undefined: a folder that is thrown away at the end. */
  readonly dataFolder: string | undefined;
  /** Of a PostgreSQL database; undefined: SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly clientFolder: string;
  readonly port: number;
  readonly host: string;
  /** Names that the server answers to. On HOST=127.0.0.1 and the like those of this machine, and what a proxy adds. */
  readonly allowedHosts: OwnHosts;
  readonly workspace: { readonly id: WorkspaceId; readonly name: string };
  /** Undefined: whoever reaches the server may enrol. */
  readonly accounts: AccountsOn | undefined;
  /** Who has it may read the metrics, from anywhere; undefined: this machine itself may. */
  readonly metricsToken: string | undefined;
  readonly isDemo: boolean;
  /** The data folder was put back from a backup since the server last ran on it (R3). */
  readonly isRestored: boolean;
};

const METRICS_TOKEN_LENGTH = 20;
const WORKSPACE_NAME_LENGTH = 80;
const OPTIONS = ['--demo', '--restored'];

export function readSettings(env: NodeJS.ProcessEnv, args: readonly string[]): Settings {
  const unknown = args.find((arg) => !OPTIONS.includes(arg));
  if (unknown !== undefined)
    throw new SettingsProblem(`there is no option ${unknown}; there are ${OPTIONS.join(' and ')}`);
  const isDemo = args.includes('--demo');
  const isRestored = args.includes('--restored');
  if (isDemo && isRestored) throw new SettingsProblem('--demo has nothing that could have been --restored');
  const host = env.HOST || '127.0.0.1';
  if (isDemo && env.NODE_ENV === 'production')
    throw new SettingsProblem('--demo is not for NODE_ENV=production');
  // Anybody who can reach the sample data may do anything with it.
  if (isDemo) mustBePrivate('--demo', env, host);
  if (isDemo && env.DATABASE_URL)
    throw new SettingsProblem('--demo is on a folder that is thrown away, not on DATABASE_URL');
  const place = readPlace(env);
  const accounts = readAccountSettings(env, host);
  return {
    isDemo,
    isRestored,
    accounts,
    host,
    allowedHosts: withPublicName(readHosts(env.ALLOWED_HOSTS, host), accounts?.publicUrl),
    port: readPort(env.PORT || '3000'),
    metricsToken: readMetricsToken(env.METRICS_TOKEN),
    ...place,
    ...(isDemo && { dataFolder: undefined }),
    clientFolder: env.CLIENT_DIR || join(import.meta.dirname, '../../dist'),
    workspace: isDemo ? { id: 'demo' as WorkspaceId, name: 'Demo' } : readWorkspace(env),
  };
}

/** Where the data are. */
export function readPlace(env: NodeJS.ProcessEnv): {
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
} {
  return { dataFolder: env.DATA_DIR || './data', databaseUrl: readDatabaseUrl(env.DATABASE_URL) };
}

/** Who is told to come by an address is answered there. */
function withPublicName(hosts: OwnHosts, publicUrl: string | undefined): OwnHosts {
  if (publicUrl === undefined) return hosts;
  return [...(hosts === 'any' ? [] : hosts), new URL(publicUrl).hostname];
}

/** Without a list a server that others can reach does not know its names, and answers to any, unless one is public. */
function readHosts(text: string | undefined, host: string): OwnHosts {
  if (!text?.trim()) return isLoopback(host) ? [] : 'any';
  return text.split(',').map((entry) => {
    const name = entry.trim();
    const url = URL.canParse(`http://${name}/`) ? new URL(`http://${name}/`) : undefined;
    const isName = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/.test(url?.hostname ?? '');
    if (url && isName && url.href === `http://${url.hostname}/`) return url.hostname;
    throw new SettingsProblem(
      `ALLOWED_HOSTS must be names such as book.example.org, with commas between them, not "${name}"; ` +
        'without it and PUBLIC_URL any name is answered, or on HOST=127.0.0.1 those of this machine',
    );
  });
}

/** What is wrong is not repeated: it may hold a password. */
function readDatabaseUrl(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPostgres = url?.protocol === 'postgres:' || url?.protocol === 'postgresql:';
  const host = url?.hostname || url?.searchParams.get('host');
  if (isPostgres && host && url.pathname.length > 1) return text;
  throw new SettingsProblem('DATABASE_URL must be like postgres://user:password@host:5432/database');
}

function readMetricsToken(text: string | undefined): string | undefined {
  if (!text || new RegExp(`^\\S{${METRICS_TOKEN_LENGTH},}$`).test(text)) return text || undefined;
  throw new SettingsProblem(
    `METRICS_TOKEN must be a text of at least ${METRICS_TOKEN_LENGTH} characters without spaces that nobody can guess`,
  );
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new SettingsProblem(`PORT must be a number from 0 (any free port) to 65535, not "${text}"`);
}

export function readWorkspace(env: NodeJS.ProcessEnv): Settings['workspace'] {
  const text = env.WORKSPACE || 'main';
  const id = v.safeParse(WorkspaceId, text);
  if (id.success) return { id: id.output, name: readWorkspaceName(env.WORKSPACE_NAME || 'Main') };
  throw new SettingsProblem(`WORKSPACE must be lower-case letters, digits and hyphens, not "${text}"`);
}

function readWorkspaceName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= WORKSPACE_NAME_LENGTH) return name;
  throw new SettingsProblem(`WORKSPACE_NAME must be a name of at most ${WORKSPACE_NAME_LENGTH} characters`);
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AnyEvent } from '../../../shared/log/recorded-event.ts';
import { FAST_FOLDER } from '../../support/fast-folder.ts';
import { freePort } from '../../support/free-port.ts';
import type { IdentityProvider } from '../../support/identity-provider.ts';

const QUICK_PASSWORDS = join(import.meta.dirname, '../../support/with-quick-passwords.ts');

/** How long a server may take to say where it listens, in milliseconds. */
const START_LIMIT = 20_000;

/** The real server as a process of its own, on a folder of its own, that a test can stop, kill and start again. */
export type RunningServer = {
  readonly url: string;
  /** What the first start printed for who sets the server up. */
  readonly setUpLink: string | undefined;
  /** The log as the file holds it. */
  log(): LoggedEvent[];
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** On the same folder and port, with another build of the app where one is named. */
  startAgain(clientFolder?: string): Promise<void>;
  /** Stops it and removes the folder. */
  end(): Promise<void>;
};

export type LoggedEvent = AnyEvent & { readonly commitId: string };

type Options = Partial<Pick<SpawnOptions, 'demo' | 'accounts' | 'inEarnest'>> & {
  /** By which it comes in, beside mail and password. */
  readonly signOn?: Pick<IdentityProvider, 'issuer' | 'client'>;
};

export async function startServer({ signOn, ...how }: Options = {}): Promise<RunningServer> {
  const folder = mkdtempSync(join(FAST_FOLDER, 'daybook-e2e-'));
  const port = await freePort();
  const env = signOn && signOnSettings(signOn, port);
  let { process: server, url, said } = await spawnServer({ ...how, folder, port, env });
  const signal = async (name: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exited = once(server, 'exit');
    server.kill(name);
    await exited;
  };
  return {
    url,
    setUpLink: /http:\S+\/set-up#\S+/.exec(said)?.[0],
    log: () => readLog(join(folder, 'daybook.sqlite')),
    stop: () => signal('SIGTERM'),
    kill: () => signal('SIGKILL'),
    async startAgain(clientFolder) {
      ({ process: server, url, said } = await spawnServer({ ...how, folder, port, env, clientFolder }));
    },
    async end() {
      await signal('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function signOnSettings({ issuer, client }: NonNullable<Options['signOn']>, port: number): NodeJS.ProcessEnv {
  return {
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
  };
}

type SpawnOptions = {
  readonly folder: string;
  readonly port: number;
  /** Full of sample sessions, on a throwaway folder of its own. */
  readonly demo?: boolean;
  readonly accounts?: boolean;
  /** Passwords cost what they cost people: a journey signs in two or three times, and is about something else. */
  readonly inEarnest?: boolean;
  readonly clientFolder?: string | undefined;
  readonly env?: NodeJS.ProcessEnv | undefined;
};

type Spawned = { readonly process: ChildProcess; readonly url: string; readonly said: string };

async function spawnServer(options: SpawnOptions): Promise<Spawned> {
  const { folder, port, demo = false, accounts = false, inEarnest = false, clientFolder, env } = options;
  const before = inEarnest ? [] : ['--import', QUICK_PASSWORDS];
  const server = spawn(process.execPath, [...before, 'server/main.ts', ...(demo ? ['--demo'] : [])], {
    env: {
      ...process.env,
      NODE_ENV: '',
      DATA_DIR: folder,
      PORT: String(port),
      HOST: '127.0.0.1',
      ACCOUNTS: accounts ? '' : 'off',
      ...(clientFolder && { CLIENT_DIR: clientFolder }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`the server did not start: ${said}`)), START_LIMIT);
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (!address) return;
      clearTimeout(giveUp);
      resolve(address);
    };
    server.stdout.on('data', hear);
    server.stderr.on('data', hear);
    server.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  return { process: server, url, said };
}

function readLog(file: string): LoggedEvent[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database.prepare('SELECT event, commit_id FROM events ORDER BY position').all();
    return rows.map((row) => ({
      ...(JSON.parse(String(row.event)) as AnyEvent),
      commitId: String(row.commit_id),
    }));
  } finally {
    database.close();
  }
}

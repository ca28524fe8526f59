import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from './free-port.ts';

/** A PostgreSQL of the test's own: on loopback, in a temporary folder, gone with the test. */
export type PostgresServer = {
  /** A new, empty database; its URL. */
  createDatabase(): Promise<string>;
  /** A part of one that looks like all of it, and costs a hundredth; its URL. */
  createSchema(): Promise<string>;
  /** As after a crash: nobody is waited for, and what was committed is recovered from the disk. */
  restart(): Promise<void>;
  stop(): Promise<void>;
};

const USER = 'postgres';
const READY_WITHIN_MS = 30_000;
/** `initdb` and the server refuse to run as root. */
const AS_USER = ['--reuid', USER, '--regid', USER, '--clear-groups'];

/** `fsync`: what it says is committed is on the disk; a test can do without, and takes half of the time. */
export async function startPostgres({ fsync = false } = {}): Promise<PostgresServer> {
  const bin = findPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'daybook-postgres-'));
  if (isRoot()) chownSync(folder, idOf('-u'), idOf('-g'));
  const data = join(folder, 'data');
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const initialize = ['-D', data, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
    const [program = '', ...args] = asUser(join(bin, 'initdb'), initialize);
    execFileSync(program, args, { cwd: '/', env: ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] });
    const port = await freePort();
    let server = await run(bin, { folder, data, port, fsync });
    let created = 0;
    return {
      async createDatabase() {
        const name = `daybook_${++created}`;
        await withClient(urlOf(port, USER), (client) => client.query(`CREATE DATABASE ${name}`));
        return urlOf(port, name);
      },
      async createSchema() {
        const name = `daybook_${++created}`;
        await withClient(urlOf(port, USER), (client) => client.query(`CREATE SCHEMA ${name}`));
        return `${urlOf(port, USER)}?options=${encodeURIComponent(`-c search_path=${name}`)}`;
      },
      async restart() {
        await end(server, 'SIGQUIT');
        server = await run(bin, { folder, data, port, fsync });
      },
      async stop() {
        await end(server, 'SIGQUIT');
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Statements of the test itself, past the server. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The folder of its programs; throws with what to install when there is none. */
function findPostgres(): string {
  const versioned = globSync('/usr/lib/postgresql/*/bin').sort(
    (a, b) => Number(/\d+/.exec(b)?.[0]) - Number(/\d+/.exec(a)?.[0]),
  );
  const folders = [...versioned, ...(process.env.PATH ?? '').split(delimiter)];
  const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (found) return found;
  throw new Error(
    'No PostgreSQL found. Install one, 15 or newer (Debian, Ubuntu: apt-get install -y postgresql), or put the ' +
      'folder of its initdb on PATH.',
  );
}

const ENVIRONMENT = { ...process.env, LC_ALL: 'C' };
const isRoot = (): boolean => process.getuid?.() === 0;
const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, USER]));
const urlOf = (port: number, database: string): string => `postgres://${USER}@127.0.0.1:${port}/${database}`;

function asUser(program: string, args: readonly string[], more: readonly string[] = []): string[] {
  const switching = [...(isRoot() ? AS_USER : []), ...more];
  return switching.length > 0 ? ['setpriv', ...switching, program, ...args] : [program, ...args];
}

type Place = {
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  readonly fsync: boolean;
};

/** Resolves when it takes connections. It ends with this process, however that ends. */
async function run(bin: string, { folder, data, port, fsync }: Place): Promise<ChildProcess> {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    max_connections: '60',
    // What it wrote outlives its process all the same; only a machine that loses power would take it along.
    fsync: fsync ? 'on' : 'off',
    // After a crash; file by file it takes seconds for each database.
    ...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const dying = process.platform === 'linux' ? ['--pdeathsig', 'QUIT'] : [];
  const [program = '', ...rest] = asUser(join(bin, 'postgres'), ['-D', data, ...args], dying);
  const child = spawn(program, rest, { cwd: '/', env: ENVIRONMENT, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-4_000);
  });
  const quit = (): void => void child.kill('SIGQUIT');
  process.once('exit', quit);
  child.once('exit', () => process.off('exit', quit));
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`PostgreSQL did not start: ${said}`);
    }
    const isReady = await withClient(urlOf(port, USER), () => Promise.resolve(true)).catch(() => false);
    if (isReady) return child;
    await setTimeout(30);
  }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

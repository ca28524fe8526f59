import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** A server in a process of its own, on loopback and a free port. */
export type ServerProcess = {
  readonly address: string;
  readonly child: ChildProcess;
  /** Sends the signal and waits for the end; the exit code, or the signal that ended it. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null>;
  output(): string;
};

type SpawnOptions = {
  readonly dataFolder?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly args?: readonly string[];
  /** Instead of the real one. */
  readonly program?: string;
  /** Is given the process at once: one that is to end before it listens is never returned. */
  readonly onSpawn?: (child: ChildProcess) => void;
};

/** Resolves once it listens; rejects with what it said when it ends before that. Nobody signs in, unless `env` says so. */
export function spawnServer(options: SpawnOptions = {}): Promise<ServerProcess> {
  const { dataFolder, program = 'server/main.ts', args = [] } = options;
  const env = {
    ...process.env,
    NODE_ENV: '',
    HOST: '127.0.0.1',
    PORT: '0',
    ACCOUNTS: 'off',
    ...(dataFolder && { DATA_DIR: dataFolder }),
    ...options.env,
  };
  const child = spawn(process.execPath, [program, ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  options.onSpawn?.(child);
  let said = '';
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer): void => {
      said += chunk;
      const address = /listens on (http:\S+)/.exec(said)?.[1];
      if (!address) return;
      resolve({
        address,
        child,
        output: () => said,
        end(signal) {
          child.kill(signal);
          return ended;
        },
      });
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}

/** A folder that stands for the built client, so that no test waits for a build. */
export function fakeClient(folder: string): string {
  const client = join(folder, 'client');
  mkdirSync(join(client, 'assets'), { recursive: true });
  mkdirSync(join(client, '.vite'), { recursive: true });
  writeFileSync(join(client, 'index.html'), '<!doctype html><title>Daybook</title>');
  writeFileSync(join(client, 'service-worker.js'), '// the service worker');
  writeFileSync(join(client, 'assets/index-abc123.js'), `console.log(${JSON.stringify('x'.repeat(5000))})`);
  writeFileSync(join(client, '.vite/manifest.json'), '{"secret":true}');
  return client;
}

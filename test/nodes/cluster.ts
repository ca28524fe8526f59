import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import type { PointSettings } from './points.ts';

/** Server processes on one database. */
export type Cluster = {
  /** Of those that live, as far as anybody knows. */
  addresses(): readonly string[];
  add(): Promise<void>;
  /** One that kills itself; resolves when it has. */
  addDoomed(settings: PointSettings): Promise<void>;
  /** The oldest one, with SIGKILL. */
  kill(): Promise<void>;
  end(): Promise<void>;
};

const DOOMED = 'test/nodes/node-with-points.ts';
/** Many times what it takes to come to its point. */
const DIES_WITHIN_MS = 40_000;

/** `program`: instead of the real server. They start at the same moment. */
export async function startCluster(databaseUrl: string, count: number, program?: string): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-nodes-'));
  const env = { CLIENT_DIR: fakeClient(folder), DATABASE_URL: databaseUrl };
  const nodes: ServerProcess[] = [];
  const start = async (as = program, settings: PointSettings = {}): Promise<ServerProcess> => {
    const node = await spawnServer({ env: { ...env, ...settings }, ...(as && { program: as }) });
    nodes.push(node);
    return node;
  };
  const cluster: Cluster = {
    addresses: () => nodes.map(({ address }) => address),
    async add() {
      await start();
    },
    async addDoomed(settings) {
      const node = await start(DOOMED, settings);
      const { child } = node;
      const late = setTimeout(() => child.kill('SIGTERM'), DIES_WITHIN_MS);
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once('exit', resolve));
      clearTimeout(late);
      nodes.splice(nodes.indexOf(node), 1);
      if (child.signalCode !== 'SIGKILL')
        throw new Error(`it did not die: ${settings.DIE_AT}: ${node.output()}`);
    },
    async kill() {
      await nodes.shift()?.end('SIGKILL');
    },
    async end() {
      await Promise.all(nodes.map((node) => node.end('SIGKILL')));
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
  const started = await Promise.allSettled(Array.from({ length: count }, () => start()));
  const failed = started.find((one) => one.status === 'rejected');
  if (!failed) return cluster;
  await cluster.end();
  throw failed.reason;
}

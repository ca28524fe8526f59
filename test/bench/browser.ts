import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright';
import { createServer } from 'vite';
import { chromiumLaunch, findChromium } from '../support/chromium.ts';

/** A Chromium with a profile on disk, and a server that gives it this project's modules. */
export type BenchBrowser = {
  /** `module`: from the top of the project. Runs `name` in a new dedicated worker; throws what it throws. */
  inWorker<T>(module: string, name: string, ...args: unknown[]): Promise<T>;
  /** Starts Chromium anew on the same profile. */
  relaunch(): Promise<void>;
  /** Throws the profile away: nothing that one row stored slows the next one down. */
  renew(): Promise<void>;
  page(): Page;
  version(): string;
  close(): Promise<void>;
};

const ROOT = join(import.meta.dirname, '../..');
// A page on its own gets a clock of 5 µs, others one of 100 µs.
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const WORKER = '/test/bench/worker.ts';

export async function openBenchBrowser(): Promise<BenchBrowser> {
  const server = await serveModules();
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error('the module server has no address');
  let profile = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
  let { context, page } = await launch(profile, address);
  const relaunch = async () => {
    await context.close();
    ({ context, page } = await launch(profile, address));
  };
  return {
    inWorker: (module, name, ...args) => callWorker(page, { module: `/${module}`, name, args }),
    relaunch,
    async renew() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
      profile = await mkdtemp(join(tmpdir(), 'daybook-bench-'));
      ({ context, page } = await launch(profile, address));
    },
    page: () => page,
    version: () => context.browser()?.version() ?? 'unknown',
    async close() {
      await context.close();
      await server.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function serveModules() {
  const server = await createServer({
    configFile: false,
    root: ROOT,
    appType: 'custom',
    logLevel: 'warn',
    cacheDir: join(ROOT, 'node_modules/.cache/daybook/bench-modules'),
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null, headers: ISOLATED },
    optimizeDeps: { include: ['dexie', 'valibot'], noDiscovery: true },
    plugins: [
      {
        name: 'empty-page',
        configureServer({ middlewares }) {
          middlewares.use((request, response, next) => {
            if (request.url !== '/') return next();
            response.writeHead(200, { ...ISOLATED, 'content-type': 'text/html' });
            response.end('<!doctype html><title>Daybook bench</title>');
          });
        },
      },
    ],
  });
  return server.listen();
}

async function launch(profile: string, address: string): Promise<{ context: BrowserContext; page: Page }> {
  const launched = chromiumLaunch(findChromium());
  const context = await chromium.launchPersistentContext(profile, { ...launched, headless: true });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  return { context, page };
}

async function callWorker<T>(page: Page, call: object): Promise<T> {
  const reply = await page.evaluate(
    ([url, message]) =>
      new Promise<{ value?: unknown; error?: string }>((resolve) => {
        const worker = new Worker(url, { type: 'module' });
        const done = (reply: { value?: unknown; error?: string }) => {
          worker.terminate();
          resolve(reply);
        };
        worker.onmessage = ({ data }) => done(data);
        worker.onerror = ({ message: error }) => done({ error: error ?? 'the worker did not load' });
        worker.postMessage(message);
      }),
    [WORKER, call] as const,
  );
  if (reply.error !== undefined) throw new Error(reply.error);
  return reply.value as T;
}

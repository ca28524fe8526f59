import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import preact from '@preact/preset-vite';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch, installedChromium } from './test/support/chromium.ts';
import { LongestFirst } from './test/support/longest-first.ts';

// Looked up here without failing, so that the node project also runs on a machine without a browser.
const chromium = installedChromium();

// Each server process that a test starts finds its modules compiled.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/daybook/compiled');

const IN_CHROMIUM = ['test/browser/**', 'test/e2e/**', 'test/crash/browser-*.test.ts'];
const WORLDS = ['test/simulation/*.test.ts', 'test/simulation/mutants/*.test.ts'];
const NODES = ['test/nodes/*.test.ts'];

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...IN_CHROMIUM, ...WORLDS, ...NODES],
          maxWorkers: availableParallelism() + 1,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Takes both cores for itself.
        test: {
          name: 'simulation',
          environment: 'node',
          include: WORLDS,
          testTimeout: 60_000,
          maxConcurrency: availableParallelism(),
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        // Several server processes and their database: more than there are cores.
        test: {
          name: 'nodes',
          environment: 'node',
          include: NODES,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
      {
        // For what touches IndexedDB or the screen: runs inside Chromium.
        plugins: [preact()],
        publicDir: false,
        server: { host: '127.0.0.1' },
        // Bundled before the first test: a package found later would reload the page under a running test.
        optimizeDeps: { include: ['@preact/signals', 'comlink', 'dexie', 'preact', 'valibot'] },
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          api: { host: '127.0.0.1' },
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright(chromium ? { launchOptions: chromiumLaunch(chromium) } : {}),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        // Drives Chromium against the built app, two files more than there are cores: a journey waits more than it works.
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts', 'test/crash/browser-*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect: { poll: { timeout: 10_000 } },
          maxWorkers: availableParallelism() + 2,
          // What a journey holds is in its server and its browser: to load Playwright anew for each file only takes time.
          isolate: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

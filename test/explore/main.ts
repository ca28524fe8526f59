import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// npm run test:explore [-- names]: what takes hours, one after the other; with names only those.

const EXPLORATIONS: Readonly<Record<string, readonly string[]>> = {
  worlds: ['test/simulation/main.ts', '--minutes', '60'],
  'planted-bugs': ['test/simulation/main.ts', '--mutants'],
  'server-kills': ['test/crash/explore-server-kills.ts', '500'],
  'browser-kills': ['test/crash/explore-browser-kills.ts', '50'],
  'browser-faults': ['test/e2e/explore-planted-bugs.ts'],
  'hostile-requests': ['test/hostile/explore-hostile-requests.ts', '100000'],
  'node-race': ['test/nodes/explore-race.ts', '200000'],
  'node-outages': ['test/nodes/explore-outage.ts', '200'],
  storm: ['test/load/explore-storm.ts', '500', '200'],
  'storm-control': ['test/load/explore-storm.ts', '100', '100', '1', '--leaky'],
  sizes: ['test/load/explore-sizes.ts'],
  soak: ['test/load/explore-soak.ts', '60'],
  'soak-control': ['test/load/explore-soak.ts', '3', '--leaky'],
};
const ROOT = join(import.meta.dirname, '../..');

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(EXPLORATIONS, name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are: ${Object.keys(EXPLORATIONS).join(', ')}.`);
  process.exit(1);
}

// Browsers are killed with the app as it is now.
const built = spawnSync('vite', ['build', '--logLevel', 'error'], { cwd: ROOT, stdio: 'inherit' });
if (built.status !== 0) {
  console.error('The app could not be built; start this with npm run test:explore.');
  process.exit(1);
}

const failed = Object.entries(EXPLORATIONS).filter(([name, program]) => {
  if (named.length > 0 && !named.includes(name)) return false;
  console.log(`\n— ${name}`);
  return spawnSync(process.execPath, program, { cwd: ROOT, stdio: 'inherit' }).status !== 0;
});
for (const [name] of failed) console.error(`✗ ${name}`);
process.exitCode = failed.length > 0 ? 1 : 0;

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SettingsProblem } from './settings-problem.ts';

const ROOT = join(import.meta.dirname, '../..');
const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

/** Builds the client where it was not built yet; what it says goes to the terminal. */
export function ensureClient(folder: string): void {
  if (existsSync(join(folder, 'index.html'))) return;
  if (!existsSync(VITE))
    throw new SettingsProblem('the client is not built and its tools are missing; run npm ci first');
  process.stdout.write('Building the client, once …\n');
  const built = spawnSync(
    process.execPath,
    [VITE, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'],
    { cwd: ROOT, stdio: 'inherit' },
  );
  if (built.status !== 0) throw new SettingsProblem('the client could not be built');
}

import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerBug } from './browser-points.ts';
import { standStillAtPoints } from './worker-with-points.ts';

const BUILT = join(import.meta.dirname, '../../dist');

/** The built app, file for file, with the points in front of what its worker says. */
export function copyClient(folder: string, bug: WorkerBug | undefined): void {
  if (!existsSync(join(BUILT, 'index.html'))) throw new Error('there is no built app; run: npx vite build');
  cpSync(BUILT, folder, { recursive: true });
  const assets = join(folder, 'assets');
  const [worker, ...others] = readdirSync(assets).filter((file) => /^worker-.*\.js$/.test(file));
  if (!worker || others.length > 0) throw new Error('the built app has not one worker');
  const file = join(assets, worker);
  const points = `(${standStillAtPoints})(${JSON.stringify(bug ?? null)});\n`;
  writeFileSync(file, points + readFileSync(file, 'utf8'));
}

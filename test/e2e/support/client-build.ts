import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../../..');
const SOURCES = ['client', 'shared', 'index.html', 'package.json', 'vite.config.ts', 'tsconfig.json'];

/** `from` stands exactly once in the file. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

export type ClientBuild = { readonly folder: string; remove(): void };

/** For whoever runs a test with a planted bug: the other versions that the test builds have it too. */
export const PLANTED = 'DAYBOOK_PLANTED';

/** The app built from changed sources, page and workers alike: another version, or one with a planted bug. */
export async function buildClient(changes: readonly Change[]): Promise<ClientBuild> {
  const sources = mkdtempSync(join(tmpdir(), 'daybook-sources-'));
  const folder = mkdtempSync(join(tmpdir(), 'daybook-client-'));
  try {
    for (const source of SOURCES) cpSync(join(ROOT, source), join(sources, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(sources, 'node_modules'));
    const planted: Change[] = JSON.parse(process.env[PLANTED] ?? '[]');
    for (const change of [...planted, ...changes]) apply(sources, change);
    // In a process of its own: inside of a test run Vite would make a build for tests, without a service worker.
    const vite = join(ROOT, 'node_modules/vite/bin/vite.js');
    await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder, '--emptyOutDir'], {
      cwd: sources,
      env: { ...process.env, NODE_ENV: 'production' },
    });
  } finally {
    rmSync(sources, { recursive: true, force: true });
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function apply(sources: string, change: Change): void {
  const path = join(sources, change.file);
  writeFileSync(path, changed(readFileSync(path, 'utf8'), change));
}

export function changed(source: string, { file, from, to }: Change): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${from}`);
  return parts.join(to);
}

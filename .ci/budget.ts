import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './step.ts';

// What the browser must fetch before the first screen (index.html's scripts and all they import statically)
// and, beside it, the worker. Chunks that are imported on demand do not count.
const KB = 1000;
const PAGE_LIMIT_BYTES = 40 * KB;
const WORKER_LIMIT_BYTES = 70 * KB;

const DIST = join(ROOT, 'dist');

type Chunk = { file: string; imports?: string[]; assets?: string[] };
const manifest: Record<string, Chunk> = JSON.parse(read('.vite/manifest.json'));

const page = new Set<string>();
const workers = new Set<string>();
const entry = manifest['index.html'];
if (!entry) throw new Error('dist/.vite/manifest.json has no index.html: was the client built?');
follow(entry);
for (const [, file] of read('index.html').matchAll(/<(?:script|link)[^>]+(?:src|href)="\/([^"]+\.js)"/g)) {
  if (file) page.add(file);
}
for (const chunk of Object.values(manifest)) {
  for (const asset of chunk.assets ?? []) if (asset.endsWith('.js')) workers.add(asset);
}
if (page.size === 0 || workers.size === 0) throw new Error('found no page or no worker script in dist/');

const within = [weigh('page', page, PAGE_LIMIT_BYTES), weigh('worker', workers, WORKER_LIMIT_BYTES)];
process.exitCode = within.every(Boolean) ? 0 : 1;

function follow(chunk: Chunk): void {
  if (page.has(chunk.file)) return;
  page.add(chunk.file);
  for (const key of chunk.imports ?? []) {
    const imported = manifest[key];
    if (imported) follow(imported);
  }
}

function weigh(name: string, files: ReadonlySet<string>, limitBytes: number): boolean {
  const bytes = [...files].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
  const verdict = bytes <= limitBytes ? 'within' : 'OVER';
  console.log(
    `${name}: ${(bytes / KB).toFixed(1)} KB gz, ${verdict} ${limitBytes / KB} KB (${[...files].join(', ')})`,
  );
  return bytes <= limitBytes;
}

function read(file: string): string {
  return readFileSync(join(DIST, file), 'utf8');
}

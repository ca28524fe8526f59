import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './step.ts';

// What the browser must fetch before the first screen (index.html's scripts and all they import statically)
// and, beside it, the worker; what somebody's first screen waits for beside that: the words in Korean, and what the code
// of a planner opens. Other chunks that are imported on demand do not count.
const KB = 1000;
const LIMIT_BYTES = { page: 40 * KB, worker: 70 * KB, korean: 30 * KB, code: 6 * KB };

const ON_DEMAND = { korean: 'client/ui/texts/ko/ko.ts', code: 'client/ui/start/enrol-code.tsx' };

const DIST = join(ROOT, 'dist');
const STATIC_IMPORT = /\b(?:from|import)\s*"(\.\/[^"]+\.js)"/g;

export type Part = keyof typeof LIMIT_BYTES;
type Weight = { readonly bytes: number; readonly limit: number; readonly files: readonly string[] };
type Chunk = { file: string; imports?: string[]; assets?: string[] };
type Manifest = Record<string, Chunk>;

if (import.meta.main) {
  const within = [say('page'), say('worker'), say('korean'), say('code')];
  process.exitCode = within.every(Boolean) ? 0 : 1;
}

/** Of the client as it was built last, compressed. */
export function weigh(part: Part): Weight {
  const manifest: Manifest = JSON.parse(read('.vite/manifest.json'));
  const files = part === 'worker' ? workerScripts(manifest) : scriptsOf(part, manifest);
  if (files.length === 0) throw new Error(`found no ${part} script in dist/`);
  const bytes = files.reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
  return { bytes, limit: LIMIT_BYTES[part], files };
}

/** Beside the page's, for what is imported on demand. */
function scriptsOf(part: Exclude<Part, 'worker'>, manifest: Manifest): string[] {
  const page = pageScripts(manifest);
  if (part === 'page') return page;
  return withImports(ON_DEMAND[part], manifest).filter((file) => !page.includes(file));
}

function withImports(entry: string, manifest: Manifest): string[] {
  const files = new Set<string>();
  const follow = (key: string): void => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`dist/.vite/manifest.json has no ${key}: was the client built?`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const imported of chunk.imports ?? []) follow(imported);
  };
  follow(entry);
  return [...files];
}

function pageScripts(manifest: Manifest): string[] {
  const page = new Set(withImports('index.html', manifest));
  for (const [, file] of read('index.html').matchAll(/<(?:script|link)[^>]+(?:src|href)="\/([^"]+\.js)"/g)) {
    if (file) page.add(file);
  }
  return [...page];
}

/** The manifest names the worker's first file alone; what that imports stands in it. */
function workerScripts(manifest: Manifest): string[] {
  const assets = Object.values(manifest).flatMap((chunk) => chunk.assets ?? []);
  const worker = new Set(assets.filter((asset) => asset.endsWith('.js')));
  for (const file of worker) {
    for (const [, imported] of read(file).matchAll(STATIC_IMPORT))
      worker.add(join(dirname(file), `${imported}`));
  }
  return [...worker];
}

function say(part: Part): boolean {
  const { bytes, limit, files } = weigh(part);
  const verdict = bytes <= limit ? 'within' : 'OVER';
  console.log(`${part}: ${(bytes / KB).toFixed(1)} KB gz, ${verdict} ${limit / KB} KB (${files.join(', ')})`);
  return bytes <= limit;
}

function read(file: string): string {
  return readFileSync(join(DIST, file), 'utf8');
}

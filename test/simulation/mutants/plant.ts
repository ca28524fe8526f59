import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MUTANTS } from './catalogue.ts';
import type { Mutant } from './mutant.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** From now on this process reads the mutant's file with the bug in it. To be called before anything imports it. */
export function plant(name: string): void {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}`);
  const target = pathToFileURL(join(ROOT, mutant.file)).href;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (url !== target) return loaded;
      return { ...loaded, source: spoilt(String(loaded.source), mutant) };
    },
  });
}

export function spoilt(source: string, { name, file, find, replace }: Mutant): string {
  if (source.split(find).length !== 2) throw new Error(`${name}: its place is not in ${file} exactly once`);
  return source.replace(find, () => replace);
}

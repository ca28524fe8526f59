import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MUTANTS } from './catalogue.ts';
import type { Mutant } from './mutant.ts';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * What `load` imports, with the bug in it. Whatever was imported before that stays as it is, and so does all that it
 * imports: a process that runs the program without its bug would say that nothing falls.
 */
export async function planted<T>(name: string, load: () => Promise<T>): Promise<T> {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}`);
  const target = pathToFileURL(join(ROOT, mutant.file)).href;
  let isPlanted = false;
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (url !== target) return loaded;
      isPlanted = true;
      return { ...loaded, source: spoilt(String(loaded.source), mutant) };
    },
  });
  const program = await load();
  if (!isPlanted)
    throw new Error(`${name} was not planted: ${mutant.file} was imported before, or not at all`);
  return program;
}

export function spoilt(source: string, { name, file, find, replace }: Mutant): string {
  if (source.split(find).length !== 2) throw new Error(`${name}: its place is not in ${file} exactly once`);
  return source.replace(find, () => replace);
}

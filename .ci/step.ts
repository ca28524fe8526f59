import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

export const ROOT = dirname(import.meta.dirname);

const PATH = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH}`;

/** Runs one named step at the top of the project, its output passed through; returns its exit code. */
export function run(name: string, command: string, ...args: string[]): number {
  console.log(`\n— ${name}`);
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    env: { ...process.env, PATH },
    stdio: 'inherit',
  });
  if (error) console.error(error.message);
  const code = status ?? 1;
  if (code !== 0) console.error(`\n✗ ${name} failed (${[command, ...args].join(' ')})`);
  return code;
}

/** Runs a step that must succeed: ends the program with its exit code when it does not. */
export function must(name: string, command: string, ...args: string[]): void {
  const code = run(name, command, ...args);
  if (code !== 0) process.exit(code);
}

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

// shared/ decides the same on every device and at any time, so it may not look at a clock or draw a number:
// times and ids come in with the command. Lint and the compiler ban the other impure globals; they have no
// word for these, which belong to the language.
const IMPURE = {
  'reads the clock':
    /\bDate\s*\??\.\s*now\b|\bnew\s+Date\s*(?:\(\s*\)|(?![\s(\w]))|(?<!new\s+|[.\w])Date\s*\(/,
  'draws a random number': /\bMath\s*\??\.\s*random\b/,
};

const SHARED = join(import.meta.dirname, '../shared');

describe('shared/ is pure', () => {
  const files = globSync('**/*.ts', { cwd: SHARED });

  test('there is something to look at', () => {
    expect(files.length).toBeGreaterThan(0);
  });

  test.each(files)('%s neither reads the clock nor draws random numbers', (file) => {
    expect(impurities(readFileSync(join(SHARED, file), 'utf8'))).toEqual([]);
  });
});

describe('the look-out for impure code', () => {
  test.each([
    ['const now = Date.now();', 'reads the clock'],
    ['const now = new Date();', 'reads the clock'],
    ['const now = new Date( );', 'reads the clock'],
    ['const now = new Date;', 'reads the clock'],
    ['const now = Date();', 'reads the clock'],
    ['const clock = Date.now;', 'reads the clock'],
    ['const dice = Math.random();', 'draws a random number'],
  ])('sees %s', (source, impurity) => {
    expect(impurities(source)).toEqual([impurity]);
  });

  test.each([
    'const at = new Date(command.at);',
    'const at = Date.parse(command.at);',
    'const at = Date.UTC(2026, 0, 1);',
    'const earliest = Math.min(a, b);',
    '// never Date.now() here: the time comes in with the command',
    'const sessionDate = toDate(at);',
  ])('lets %s pass', (source) => {
    expect(impurities(source)).toEqual([]);
  });
});

function impurities(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
  return Object.entries(IMPURE)
    .filter(([, pattern]) => pattern.test(code))
    .map(([name]) => name);
}

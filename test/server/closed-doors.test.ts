import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const ROW = /^\| \*\*(S\d+)\*\* \| (.+) \| (.+) \|$/gm;
const SHOWN_BY = /`([^`]+)`: (.+?)(?: · (?=`)|$)/g;

type Shown = { readonly rule: string; readonly file: string; readonly title: string };

const spec = readFileSync(join(ROOT, 'shared/SPEC.md'), 'utf8');
const rows = [...spec.matchAll(ROW)].map(([, rule = '', , shown = '']) => ({ rule, shown }));
const all: Shown[] = rows.flatMap(({ rule, shown }) =>
  [...shown.matchAll(SHOWN_BY)].map(([, file = '', title = '']) => ({ rule, file, title })),
);

/** What stands first in `test(…)`, `describe(…)`, and in the second parentheses of their `.each`. */
const CALLED =
  /\b(?:test|describe)(?:\.each(?:<[^()]*?>)?\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))?\(\s*(['"`])(.+?)\1,/gs;
/** Where a test is called by what stands first in the rows of its table. */
const ROW_OF_TABLE = /\[\s*(['"`])(.+?)\1,/gs;

/** Whether some test, or a group of tests, of the file is called exactly that. */
function isThere({ file, title }: Shown): boolean {
  const path = join(ROOT, file);
  return existsSync(path) && file.endsWith('.test.ts') && titlesIn(readFileSync(path, 'utf8')).has(title);
}

function titlesIn(text: string): Set<string> {
  const called = [...text.matchAll(CALLED)].map(([, , title = '']) => title);
  const rows = called.includes('%s') ? [...text.matchAll(ROW_OF_TABLE)].map(([, , name = '']) => name) : [];
  return new Set([...called, ...rows]);
}

describe('each line about closed doors (SPEC, S) names tests that are there', () => {
  test.each(all)('$rule: $title', (shown) => {
    expect(isThere(shown), shown.file).toBe(true);
  });

  test('every line has some', () => {
    expect(rows.map(({ rule }) => rule)).toEqual(Array.from({ length: 16 }, (_, index) => `S${index + 1}`));
    expect(new Set(all.map(({ rule }) => rule)).size).toBe(rows.length);
  });

  test('negative control: one that is not there is missed', () => {
    const [first] = all;
    if (!first) throw new Error('there are lines');
    expect(isThere({ ...first, title: 'a test that nobody has written' })).toBe(false);
    for (const { title, ...shown } of all)
      expect(isThere({ ...shown, title: title.slice(0, -1) }), `a part of: ${title}`).toBe(false);
    expect(isThere({ ...first, file: 'test/server/nothing.test.ts' })).toBe(false);
  });
});

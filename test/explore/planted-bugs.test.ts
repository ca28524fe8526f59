import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changed } from '../e2e/support/client-build.ts';
import { PLANTED_BUGS } from '../e2e/support/planted-bugs.ts';

// The exploration alone builds the app with these bugs. Whether it still can is seen here.

test.each(PLANTED_BUGS)(
  '$bug: its place is there, and the test that has to catch it',
  ({ changes, caughtBy }) => {
    const sources = new Map<string, string>();
    for (const change of changes) {
      const source = sources.get(change.file) ?? read(change.file);
      const planted = changed(source, change);
      expect(planted).not.toBe(source);
      sources.set(change.file, planted);
    }
    const titles = [...read(caughtBy.file).matchAll(TITLE)].flatMap(([, title]) => title ?? []);
    expect(titles.filter((title) => title.includes(caughtBy.test))).toHaveLength(1);
  },
);

const TITLE = /^\s*test\(\s*'((?:[^'\\]|\\.)*)'/gm;

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
}

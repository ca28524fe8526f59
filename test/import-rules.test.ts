import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Who may know what: the first file may, the others may not. */
const RULES: Readonly<Record<string, readonly [mayKnow: string, ...others: string[]]>> = {
  'better-auth': [
    'server/accounts/library.ts',
    'server/accounts/sign-in-routes.ts',
    'server/access/caller.ts',
    'server/log/postgres-accounts.ts',
    'server/log/sqlite-accounts.ts',
    'shared/sync/people.ts',
    'client/worker/signing-in.ts',
    'client/ui/start/sign-in.tsx',
    'client/view/board.ts',
  ],
  'better-auth/plugins': ['server/accounts/stored-tokens.ts', 'server/app.ts', 'client/worker/worker.ts'],
  '@better-auth/kysely-adapter': ['server/accounts/library.ts', 'server/accounts/signed-in.ts'],
  kysely: [
    'server/accounts/accounts-database.ts',
    'server/accounts/signed-in.ts',
    'server/log/postgres-event-log.ts',
    'server/log/sqlite-event-log.ts',
    'client/worker/worker.ts',
  ],
  pg: [
    'server/log/postgres-database.ts',
    'server/log/sqlite-database.ts',
    'server/accounts/library.ts',
    'server/running/start.ts',
    'client/worker/worker.ts',
    'shared/log/commit.ts',
  ],
  'node:sqlite': [
    'server/log/sqlite-database.ts',
    'server/log/postgres-database.ts',
    'server/accounts/accounts-database.ts',
    'server/running/storage.ts',
    'client/worker/worker.ts',
  ],
  dexie: [
    'client/worker/log/dexie-event-log.ts',
    'client/worker/submit.ts',
    'client/ui/app/app.tsx',
    'shared/log/commit.ts',
  ],
};

let folder: string;
let refused: string;

// A place with the same rules, where every file holds what it may or may not know.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-rules-'));
  for (const needed of ['biome.json', '.ci', 'package.json'])
    cpSync(join(ROOT, needed), join(folder, needed), { recursive: true });
  const imports = new Map<string, string[]>();
  for (const [name, files] of Object.entries(RULES))
    for (const file of files) imports.set(file, [...(imports.get(file) ?? []), name]);
  for (const [file, names] of imports) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), names.map((name) => `import '${name}';\n`).join(''));
  }
  const biome = join(ROOT, 'node_modules/.bin/biome');
  const args = [
    'lint',
    '--vcs-enabled=false',
    '--only=style/noRestrictedImports',
    '--max-diagnostics=none',
    '--reporter=github',
  ];
  refused = spawnSync(biome, args, { cwd: folder, encoding: 'utf8' }).stdout;
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines of a file are what it imports, in the order of the rules. */
function isRefused(file: string, name: string): boolean {
  const line =
    Object.entries(RULES)
      .filter(([, files]) => files.includes(file))
      .findIndex(([one]) => one === name) + 1;
  return refused
    .split('\n')
    .some((said) => said.includes(`file=${join(folder, file)},`) && said.includes(`line=${line},`));
}

describe('the linter keeps a library to the files that are there for it', () => {
  test.each(Object.entries(RULES))('%s', (name, [mayKnow, ...others]) => {
    expect(isRefused(mayKnow, name), mayKnow).toBe(false);
    expect(others.filter((file) => !isRefused(file, name))).toEqual([]);
  });
});

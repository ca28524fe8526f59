import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PINNED } from './mutants/pinned.ts';

/** In the server, which the program that replays it also reads for itself: so it has to be planted first. */
const MUTANT = 'position-hole';
const COMMAND = /^npm run simulate -- (.*)$/gm;

test('one seed with a bug of the server in it: it falls, is told at once, and by the shortest way to see it again', () => {
  const { seed, invariant } = PINNED[MUTANT] ?? {};
  const all = simulate('--seed', String(seed), '--mutant', MUTANT, '--steps', '300');
  expect(all.status).toBe(1);
  expect(all.stdout.split(`invariant ${invariant}`)).toHaveLength(3);
  const [asItWas, shortest = ''] = Array.from(all.stdout.matchAll(COMMAND), ([, options]) => options ?? '');
  expect(asItWas).toBe(`--seed ${seed} --steps 300 --mutant ${MUTANT}`);
  expect(shortest).toContain(' --only ');

  const again = simulate(...shortest.split(' '));
  expect(again.status).toBe(1);
  expect(again.stdout).toContain(`invariant ${invariant}`);
});

function simulate(...options: string[]) {
  const program = join(import.meta.dirname, 'main.ts');
  return spawnSync(process.execPath, [program, ...options], { encoding: 'utf8', maxBuffer: 2 ** 28 });
}

import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FAST_FOLDER } from '../support/fast-folder.ts';
import { createChances } from './chances.ts';
import { Violation } from './invariants/violation.ts';
import { drawProfile } from './profile.ts';
import { templateFor } from './template.ts';
import { createWorld, type World } from './world.ts';

const SEED = 1;

let world: World;

/** With one server, that of the seed, and nobody yet. */
beforeEach(async () => {
  const profile = { ...drawProfile(createChances(SEED), []), nodes: 1, bigBook: false };
  const folder = mkdtempSync(join(FAST_FOLDER, 'daybook-world-'));
  world = createWorld({
    seed: SEED,
    profile,
    folder,
    template: await templateFor(profile),
    keepTrace: false,
  });
});
afterEach(() => world.close());

test('what is waited for comes of what happens', async () => {
  const work = () => new Promise((resolve) => world.later(10, 'it is there', () => resolve('there')));
  expect(await world.finish(work)).toBe('there');
});

test('an invariant that breaks meanwhile is what comes of it, and not silence', async () => {
  world.later(10, 'it breaks', () => world.chronicle.fail(new Violation('1 no loss', 'a booking is gone')));
  await expect(world.finish(forEver)).rejects.toThrow('1 no loss: a booking is gone');
});

test('what waits while nothing happens any more would wait for ever', async () => {
  await expect(world.finish(forEver)).rejects.toThrow(/^13 liveness: /);
});

function forEver(): Promise<never> {
  return new Promise(() => undefined);
}

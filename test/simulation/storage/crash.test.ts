import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  append,
  type Deed,
  fivePages,
  generation,
  leading,
  making,
  nothing,
  onePage,
  packing,
  thirdSnapshot,
  twoSnapshots,
} from './deeds.ts';
import { Records } from './records.ts';
import { strikeBeforeEachStep, undisturbed } from './struck.ts';

/** How often a tab dies before which step: as often as there are such steps. */
const OPENING = { open: 1, 'readonly requests': 1, 'readonly commit': 2 };
const OPENING_AND_HEAD = { open: 1, 'readonly requests': 2, 'readonly commit': 3 };
const UPGRADE = {
  ...{ upgrade: 1, opened: 1 },
  ...{ 'versionchange requests': 1, 'versionchange commit': 1, 'versionchange complete': 1 },
};
const writing = (requests: number, commits: number) => ({
  ...{ 'readwrite requests': requests, 'readwrite commit': commits, 'readwrite complete': commits },
});

afterEach(() => void vi.restoreAllMocks());

describe('A tab that is killed leaves whole transactions', () => {
  test.each([
    ['the making of the database', nothing, making, { ...OPENING, ...UPGRADE }],
    ['an append', making, append, { ...OPENING, ...writing(1, 1) }],
    ['a page of two records', leading, onePage, { ...OPENING_AND_HEAD, ...writing(2, 1) }],
    ['a packing', fivePages, packing, { ...OPENING, ...writing(5, 2) }],
    ['a snapshot that drops the oldest', twoSnapshots, thirdSnapshot, { ...OPENING, ...writing(6, 1) }],
    ['a generation that drops a snapshot', twoSnapshots, generation, { ...OPENING, ...writing(6, 1) }],
  ])('%s: killed before each of its steps', async (_, prepare, deed, hits) => {
    const found = await killBeforeEachStep(prepare, deed);
    expect(found.halves).toEqual([]);
    expect(found.hits).toEqual(hits);
  });

  test('negative control: a disk that forgets to undo one store leaves halves, and they are found', async () => {
    const undo = Records.prototype.undo;
    vi.spyOn(Records.prototype, 'undo').mockImplementation(function (this: Records, write) {
      if (this.store !== 'meta') undo.call(this, write);
    });
    const { halves } = await killBeforeEachStep(leading, onePage);
    expect(halves).toEqual(['readwrite commit']);
  });
});

/** `halves`: the steps before which a death left something else than the whole transactions before it. */
async function killBeforeEachStep(prepare: Deed, deed: Deed) {
  const whole = await undisturbed(prepare, deed);
  const hits: Record<string, number> = {};
  const halves: string[] = [];
  for await (const killed of strikeBeforeEachStep(prepare, deed, ({ disk }, tab) => disk.kill(tab))) {
    const { at = '', states, contents } = killed;
    hits[at] = (hits[at] ?? 0) + 1;
    if (!isDeepStrictEqual(contents, whole.states[states.length - 1])) halves.push(at);
  }
  return { hits, halves };
}

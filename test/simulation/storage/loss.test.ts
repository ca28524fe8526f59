import { afterEach, describe, expect, test, vi } from 'vitest';
import { Connection } from '../../../client/worker/log/dexie-connection.ts';
import {
  append,
  type Deed,
  fivePages,
  generation,
  leading,
  making,
  onePage,
  packing,
  thirdSnapshot,
  twoSnapshots,
} from './deeds.ts';
import type { Phone } from './phone.ts';
import { type Struck, strikeBeforeEachStep, undisturbed } from './struck.ts';

/** What each answers when it is done; a second attempt may find that the first one was. */
const DEEDS: [string, Deed, Deed, unknown[]][] = [
  ['an append', making, append, ['appended']],
  ['a page of two records', leading, onePage, ['appended']],
  ['a packing', fivePages, packing, [300, 0]],
  ['a snapshot that drops the oldest', twoSnapshots, thirdSnapshot, [3, undefined]],
  ['a generation that drops a snapshot', twoSnapshots, generation, ['appended']],
];

afterEach(() => void vi.restoreAllMocks());

describe('L8: a connection that is lost', () => {
  test.each(DEEDS)('before any step of %s: it is done, and done once', async (_, prepare, deed, answers) => {
    const whole = await undisturbed(prepare, deed);
    const [opening, looking, ...rest] = await allStruck(prepare, deed, ({ disk }) => disk.loseConnections());
    // Nothing is open yet that could be opened again.
    for (const struck of [opening, looking]) {
      expect(struck).toMatchObject({ outcome: { failed: 'lost' }, contents: whole.states[0] });
    }
    for (const { outcome, contents } of rest) {
      expect(answers.map((done) => ({ done }))).toContainEqual(outcome);
      expect(contents).toEqual(whole.contents);
    }
    expect(rest.length).toBeGreaterThan(4);
  });

  test('negative control: one that tries again without looking takes its own entry for another tab’s', async () => {
    const run = Connection.prototype.run;
    vi.spyOn(Connection.prototype, 'run').mockImplementation(function (this: Connection, work) {
      return run.call(this, work);
    });
    const struck = await allStruck(making, append, ({ disk }) => disk.loseConnections());
    expect(struck.at(-1)).toMatchObject({ at: 'readwrite complete', outcome: { done: 'moved' } });
  });
});

describe('Data that the browser removes', () => {
  test.each(DEEDS)(
    'before any step of %s: that is said, and nothing empty is there instead',
    async (_, prepare, deed) => {
      const [opening, looking, ...rest] = await allStruck(prepare, deed, ({ disk }) => disk.evict());
      // Whoever opens a log does not know of one that was there before.
      expect(opening?.outcome).toHaveProperty('done');
      expect(looking).toMatchObject({ outcome: { failed: 'lost' }, contents: [] });
      for (const struck of rest)
        expect(struck).toMatchObject({ outcome: { failed: 'vanished' }, contents: [] });
      expect(rest.length).toBeGreaterThan(4);
    },
  );
});

async function allStruck(prepare: Deed, deed: Deed, strike: (phone: Phone) => void): Promise<Struck[]> {
  return Array.fromAsync(strikeBeforeEachStep(prepare, deed, strike));
}

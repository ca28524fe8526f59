import { isDeepStrictEqual } from 'node:util';
import { IDBFactory as FakeFactory, IDBKeyRange as FakeKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { random } from '../../support/random.ts';
import { createDisk } from './disk.ts';
import { KeyRange } from './key-range.ts';
import { Locks } from './locks.ts';
import { randomWork, STORES, type Work } from './random-work.ts';
import { Records } from './records.ts';
import { createTurns } from './turns.ts';
import { type Engine, openStores, reportOf } from './work-report.ts';

const ROUNDS = 6;

afterEach(() => void vi.restoreAllMocks());

describe('The simulated storage and another one, which passes most of the web platform tests', () => {
  test('do the same with the same random work', async () => {
    expect(await differences(300)).toEqual([]);
  });

  test('do the same, in whatever order the steps happen', async () => {
    const chance = random(1);
    expect(await differences(100, (count) => chance.whole(0, count - 1))).toEqual([]);
  });

  test('negative control: writing without waiting for each other is found', async () => {
    vi.spyOn(Locks.prototype, 'claim').mockImplementation((claim) => claim.granted());
    expect(await differences(20)).not.toEqual([]);
  });

  test('negative control: an abort that undoes nothing is found', async () => {
    vi.spyOn(Records.prototype, 'undo').mockImplementation(() => {});
    expect(await differences(20)).not.toEqual([]);
  });
});

/** The first seed from 1 on with which they differ, with what each of them did. */
async function differences(seeds: number, choose?: (count: number) => number): Promise<unknown[]> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const rounds = roundsOf(seed);
    const [ours, theirs] = await Promise.all([play(simulated(choose), rounds), play(fake(), rounds)]);
    const at = ours.findIndex((report, index) => !isDeepStrictEqual(report, theirs[index]));
    if (at >= 0) return [{ seed, ours: ours[at], theirs: theirs[at] }];
  }
  return [];
}

/** Works of one round begin at the same moment, and wait for each other where they want the same. */
function roundsOf(seed: number): Work[][] {
  const chance = random(seed);
  return Array.from({ length: ROUNDS }, () =>
    Array.from({ length: chance.whole(1, 4) }, () => randomWork(chance)),
  );
}

async function play(engine: Engine, rounds: readonly (readonly Work[])[]): Promise<string[][]> {
  const database = await openStores(engine, 'stores');
  const reports: string[][] = [];
  for (const works of rounds) {
    reports.push(...(await Promise.all(works.map((work) => reportOf(database, work, engine)))));
    reports.push(await reportOf(database, EVERYTHING, engine));
  }
  return reports;
}

const EVERYTHING: Work = {
  stores: Object.keys(STORES),
  mode: 'readonly',
  durability: 'relaxed',
  batches: [
    Object.keys(STORES).flatMap((store) =>
      (['getAll', 'getAllKeys'] as const).map((kind) => ({
        ...{ store, kind, query: { all: true }, count: undefined },
      })),
    ),
  ],
  end: 'by itself',
  isForgiving: false,
};

function simulated(choose: (count: number) => number = () => 0): Engine {
  const { schedule } = createTurns({ choose });
  const indexedDB = createDisk({ schedule }).factory({ name: 'tab' });
  return { indexedDB, KeyRange: KeyRange as unknown as typeof IDBKeyRange };
}

function fake(): Engine {
  return { indexedDB: new FakeFactory(), KeyRange: FakeKeyRange };
}

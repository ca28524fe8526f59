import { isDeepStrictEqual } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Random, random } from '../../support/random.ts';
import { CommitLog } from './commit-log.ts';
import { type CommitReport, createDisk, type Disk, type Tab } from './disk.ts';
import { KeyRange } from './key-range.ts';
import { randomWork } from './random-work.ts';
import { Records } from './records.ts';
import { createTurns } from './turns.ts';
import { openStores, reportOf } from './work-report.ts';

const NAME = 'stores';
const TABS = 3;
const WORKS = 8;
const MOST_BLOWS = 60;
const FAULTS = ['abort', 'lose-connection', 'commit-then-lose-connection'] as const;

afterEach(() => void vi.restoreAllMocks());

describe('Three tabs that work, while everything befalls them in any order', () => {
  test('what is reported adds up to what is there, after every blow; and all work ends', async () => {
    const blows: Record<string, number> = {};
    for (let seed = 1; seed <= 120; seed += 1) {
      const storm = await play(seed);
      expect(storm.mismatches, `seed ${seed}`).toEqual([]);
      for (const blow of storm.blows) blows[blow] = (blows[blow] ?? 0) + 1;
    }
    for (const blow of BLOWS) expect(blows[blow], blow).toBeGreaterThan(100);
  });

  test('negative control: a disk that forgets to undo is found', async () => {
    vi.spyOn(Records.prototype, 'undo').mockImplementation(() => {});
    expect(await anyMismatch()).toBe(true);
  });

  test('negative control: a disk that loses what was synced is found', async () => {
    const commit = CommitLog.prototype.commit;
    vi.spyOn(CommitLog.prototype, 'commit').mockImplementation(function (this: CommitLog, about, log) {
      return { ...commit.call(this, { ...about, durability: 'relaxed' }, log), durability: about.durability };
    });
    expect(await anyMismatch()).toBe(true);
  });
});

async function anyMismatch(): Promise<boolean> {
  for (let seed = 1; seed <= 10; seed += 1) if ((await play(seed)).mismatches.length > 0) return true;
  return false;
}

const BLOWS = ['kill', 'power', 'connections', 'eviction', 'quota'] as const;

async function play(seed: number): Promise<{ blows: string[]; mismatches: string[] }> {
  const chance = random(seed);
  const blows: string[] = [];
  const mismatches: string[] = [];
  const busy = new Set<Tab>();
  let reports: CommitReport[] = [];
  let synced = 0;

  const turns = createTurns({
    choose: (count) => chance.whole(0, count - 1),
    before: () => chance.chance(0.05) && strike(chance.pick(BLOWS)),
  });
  const disk = createDisk({
    schedule: turns.schedule,
    onCommit(report) {
      if (report.mode !== 'versionchange' && report.writes.length === 0) return;
      reports.push(report);
      if (report.durability === 'strict') synced = reports.length;
    },
    fault: () => (chance.chance(0.05) ? chance.pick(FAULTS) : undefined),
  });

  function strike(blow: (typeof BLOWS)[number]): void {
    if (busy.size === 0) return;
    blows.push(blow);
    if (blow === 'kill') replace(chance.pick([...busy]));
    if (blow === 'power') losePower();
    if (blow === 'connections') disk.loseConnections();
    if (blow === 'quota') disk.full = disk.full === 'no' ? chance.pick(['at-request', 'at-commit']) : 'no';
    if (blow === 'eviction') {
      disk.evict();
      reports = [];
      synced = 0;
    }
    if (!isDeepStrictEqual(contentsOf(disk), sumOf(reports)))
      mismatches.push(`after ${blows.length} blows: ${blow}`);
  }

  function losePower(): void {
    const keep = chance.whole(0, reports.length - synced);
    disk.losePower(keep);
    reports = reports.slice(0, synced + keep);
    // What is left is on the disk, or it would not be there.
    synced = reports.length;
    for (const tab of [...busy]) replace(tab);
  }

  function replace(tab: Tab): void {
    disk.kill(tab);
    busy.delete(tab);
    // People do not open tabs for ever.
    if (blows.length < MOST_BLOWS) open();
  }

  function open(): void {
    const tab = { name: 'tab' };
    busy.add(tab);
    void workIn(disk.factory(tab), chance).then(() => busy.delete(tab));
  }

  for (let count = 0; count < TABS; count += 1) open();
  await turns.idle();
  if (busy.size > 0) mismatches.push(`${busy.size} tabs wait for ever`);
  return { blows, mismatches };
}

async function workIn(indexedDB: IDBFactory, chance: Random): Promise<void> {
  const engine = { indexedDB, KeyRange: KeyRange as unknown as typeof IDBKeyRange };
  let database: IDBDatabase | undefined;
  for (let left = WORKS; left > 0; left -= 1) {
    try {
      database ??= await openStores(engine, NAME);
      await reportOf(database, randomWork(chance), engine);
    } catch {
      // Its connection is gone, or none could be made.
      database = undefined;
    }
  }
}

type Contents = Record<string, Record<string, unknown>>;

function contentsOf(disk: Disk): Contents {
  return Object.fromEntries(
    [...(disk.peek(NAME) ?? [])].map(([store, { keys, values }]) => [
      store,
      Object.fromEntries(keys.map((key, index) => [JSON.stringify(key), values[index]])),
    ]),
  );
}

/** What the disk must hold after these commits. */
function sumOf(reports: readonly CommitReport[]): Contents {
  const contents: Contents = {};
  for (const { mode, stores, writes } of reports) {
    if (mode === 'versionchange') for (const store of stores) contents[store] = {};
    for (const { store, kind, key, value } of writes) {
      const records = contents[store] ?? {};
      if (kind === 'clear') contents[store] = {};
      else if (kind === 'delete') delete records[JSON.stringify(key)];
      else records[JSON.stringify(key)] = value;
    }
  }
  return contents;
}

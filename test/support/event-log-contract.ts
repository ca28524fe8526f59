import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventLog, LogChange, NewSnapshot } from '../../client/worker/log/event-log.ts';
import { type LocalSequence, localSequence, type Position, position } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import {
  entry,
  FIRST_EPOCH,
  pulled,
  recordedEvents,
  SECOND_EPOCH,
  segmentOf,
  THIRD_EPOCH,
} from './recorded-events.ts';

/** One device's storage, and the connections of its tabs to it. */
export type DeviceStorage = { openTab(): Promise<EventLog>; remove(): Promise<void> };

/** What every storage of the device's log must do. The sentences quote the rules of the sync protocol. */
export function eventLogContract(name: string, createStorage: () => DeviceStorage): void {
  describe(name, () => {
    let storage: DeviceStorage;
    let log: EventLog;
    let otherTab: EventLog;
    let fence: number;

    beforeEach(async () => {
      storage = createStorage();
      log = await storage.openTab();
      otherTab = await storage.openTab();
      fence = await log.takeLead();
    });
    afterEach(async () => {
      log.close();
      otherTab.close();
      await storage.remove();
    });

    const change = async (change: LogChange, under = fence) => {
      const { journal, cursor } = await log.head();
      return log.appendSync(journal, [pulled(cursor, cursor)], { fence: under, log: change });
    };
    const page = (from: number, to: number, epoch = FIRST_EPOCH, who = 'ada') =>
      change({ kind: 'page', epoch, events: recordedEvents(from, to, who) });
    const segments = (...ranges: [number, number][]) =>
      change({
        kind: 'segments',
        epoch: FIRST_EPOCH,
        segments: ranges.map(([from, to]) => segmentOf(recordedEvents(from, to))),
      });
    const generation = (shared: number, epoch: typeof FIRST_EPOCH) =>
      change({ kind: 'generation', epoch, shared: position(shared) });

    describe('the journal', () => {
      test('L1: an entry whose append has resolved is there after reopening, with its number', async () => {
        expect(await log.append(sequence(0), [entry('a'), entry('b')])).toBe('appended');
        log.close();
        log = await storage.openTab();
        expect(await log.journal(sequence(0))).toEqual([
          { sequence: 1, ...entry('a') },
          { sequence: 2, ...entry('b') },
        ]);
        expect(await log.journal(sequence(1))).toEqual([{ sequence: 2, ...entry('b') }]);
        expect((await log.head()).journal).toBe(2);
      });

      test('L3: of two tabs that append after the same entry one gets in, the other hears "moved"', async () => {
        const outcomes = await Promise.all([
          log.append(sequence(0), [entry('mine'), entry('mine too')]),
          otherTab.append(sequence(0), [entry('theirs')]),
        ]);
        expect(outcomes.toSorted()).toEqual(['appended', 'moved']);
        const journal = await log.journal(sequence(0));
        expect(journal).toHaveLength(outcomes[0] === 'appended' ? 2 : 1);
        expect(await otherTab.append(sequence(journal.length), [entry('theirs, again')])).toBe('appended');
      });

      test('a journal without holes: nothing is appended after a number that is not there', async () => {
        await expect(log.append(sequence(3), [entry('a')])).rejects.toThrow();
        expect(await log.journal(sequence(0))).toEqual([]);
      });

      test('a thousand entries and more come back in order', async () => {
        const entries = Array.from({ length: 2_345 }, (_, index) => entry(`${index}`));
        await log.append(sequence(0), entries);
        expect(await log.journal(sequence(0))).toEqual(
          entries.map((one, index) => ({ sequence: index + 1, ...one })),
        );
      });
    });

    describe('the log', () => {
      test('L5: events, cursor and journal move together', async () => {
        expect(await page(1, 3)).toBe('appended');
        expect(await log.head()).toMatchObject({ journal: 1, cursor: 3, epoch: FIRST_EPOCH });
        expect(await read(otherTab)).toEqual(recordedEvents(1, 3));
      });

      test('L5: an append that comes too late changes neither log nor journal', async () => {
        await log.append(sequence(0), [entry('a')]);
        const events = { kind: 'page', epoch: FIRST_EPOCH, events: recordedEvents(1, 3) } as const;
        expect(await log.appendSync(sequence(0), [pulled(0, 3)], { fence, log: events })).toBe('moved');
        expect(await log.head()).toMatchObject({ journal: 1, cursor: 0, epoch: null });
        expect(await read(log)).toEqual([]);
      });

      test('L4: who lost the lead changes neither cursor nor journal', async () => {
        await page(1, 3);
        expect(await otherTab.takeLead()).toBe(fence + 1);
        expect(await page(4, 5)).toBe('fenced');
        expect(await log.appendSync(sequence(1), [entry('a')], { fence })).toBe('fenced');
        expect(await log.head()).toMatchObject({ journal: 1, cursor: 3, fence: fence + 1 });
        expect(await read(log)).toEqual(recordedEvents(1, 3));
      });

      test.each<[string, () => Promise<unknown>]>([
        ['skips a position', () => page(5, 6)],
        ['repeats a position', () => page(3, 4)],
        [
          'has a hole',
          () =>
            change({
              kind: 'page',
              epoch: FIRST_EPOCH,
              events: [4, 6].flatMap((at) => recordedEvents(at, at)),
            }),
        ],
        ['comes from another epoch', () => page(4, 5, SECOND_EPOCH)],
        ['comes as segments that skip one', () => segments([4, 10], [12, 20])],
        ['would share more than there is', () => generation(4, SECOND_EPOCH)],
      ])('L5: a change that %s is refused, and nothing of it is stored', async (_, refused) => {
        await page(1, 3);
        await expect(refused()).rejects.toThrow();
        expect(await log.head()).toMatchObject({ journal: 1, cursor: 3, epoch: FIRST_EPOCH });
        expect(await read(log)).toEqual(recordedEvents(1, 3));
      });

      test('R5: segments of the server are kept as they come, and pages go on behind them', async () => {
        await page(1, 2);
        await segments([3, 300], [301, 700]);
        await page(701, 703);
        expect(await read(log)).toEqual(recordedEvents(1, 703));
        expect(await read(log, { after: 299, upTo: 302 })).toEqual(recordedEvents(300, 302));
        expect(await read(log, { after: 702 })).toEqual(recordedEvents(703, 703));
        expect(await read(log, { after: 703 })).toEqual([]);
      });

      test('only events that hold one of the strings are read', async () => {
        await segments([1, 300]);
        await page(301, 310);
        const [early, late] = [recordedEvents(77, 77), recordedEvents(305, 305)];
        const holding = [...early, ...late].map(({ id }) => id);
        expect(await read(log, { holding })).toEqual([...early, ...late]);
        expect(await read(log, { holding, after: 77 })).toEqual(late);
        expect(await read(log, { holding: ['nowhere'] })).toEqual([]);
      });
    });

    describe('a restored server (R3)', () => {
      beforeEach(async () => {
        await segments([1, 60], [61, 150]);
        await generation(100, SECOND_EPOCH);
        await page(101, 130, SECOND_EPOCH, 'second');
        await generation(50, THIRD_EPOCH);
        await page(51, 120, THIRD_EPOCH, 'third');
      });

      test('the log goes on from what is shared, under a new generation', async () => {
        const { generation: newest, epoch, cursor, epochs } = await log.head();
        expect({ epoch, cursor }).toEqual({ epoch: THIRD_EPOCH, cursor: 120 });
        expect(epochs).toEqual([
          { epoch: FIRST_EPOCH, after: 0, generation: newest - 2 },
          { epoch: SECOND_EPOCH, after: 100, generation: newest - 1 },
          { epoch: THIRD_EPOCH, after: 50, generation: newest },
        ]);
        expect(await read(log)).toEqual([...recordedEvents(1, 50), ...recordedEvents(51, 120, 'third')]);
      });

      test('earlier generations stay as they were, with what was lost', async () => {
        const { generation: newest } = await log.head();
        expect(await read(log, { generation: newest - 2 })).toEqual(recordedEvents(1, 150));
        expect(await read(log, { generation: newest - 1 })).toEqual([
          ...recordedEvents(1, 100),
          ...recordedEvents(101, 130, 'second'),
        ]);
        const lost = await read(log, { generation: newest - 1, after: 99, upTo: 102 });
        expect(lost).toEqual([...recordedEvents(100, 100), ...recordedEvents(101, 102, 'second')]);
      });

      test('packing keeps the generations apart', async () => {
        const { generation: newest } = await log.head();
        await log.pack(position(120));
        expect(await read(log, { generation: newest - 1 })).toEqual([
          ...recordedEvents(1, 100),
          ...recordedEvents(101, 130, 'second'),
        ]);
        expect(await read(log)).toEqual([...recordedEvents(1, 50), ...recordedEvents(51, 120, 'third')]);
      });
    });

    describe('packing', () => {
      const fill = async () => {
        for (let at = 1; at <= 900; at += 9) await page(at, at + 8);
      };

      test('L2: content and order stay the same, byte for byte', async () => {
        await fill();
        const before = JSON.stringify(await read(log));
        expect(await log.pack(position(500))).toBeGreaterThan(200);
        expect(await log.pack(position(500))).toBe(0);
        expect(await log.pack(position(900))).toBeGreaterThan(200);
        expect(JSON.stringify(await read(log))).toBe(before);
        expect(JSON.stringify(await read(log, { after: 250, upTo: 262 }))).toBe(
          JSON.stringify(recordedEvents(251, 262)),
        );
      });

      test('L2: two tabs that pack at once duplicate nothing', async () => {
        await fill();
        const packed = await Promise.all([log.pack(position(900)), otherTab.pack(position(900))]);
        expect(packed[0] + packed[1]).toBeLessThanOrEqual(900);
        expect(await read(log)).toEqual(recordedEvents(1, 900));
      });

      test('L2: a reading that packing overtakes notices nothing', async () => {
        await fill();
        const seen: RecordedEvent[] = [];
        for await (const batch of log.events({ after: position(0) })) {
          if (seen.length === 0) await otherTab.pack(position(900));
          seen.push(...batch);
        }
        expect(seen).toEqual(recordedEvents(1, 900));
      });
    });

    describe('snapshots (L6)', () => {
      test('the newest that fits the fold is read, in two steps', async () => {
        await page(1, 10);
        await log.writeSnapshot(snapshot(5, { may: 'm5', june: 'j5' }));
        const read = await log.readSnapshot(1, 'may');
        expect(texts(read?.shards)).toEqual({ may: 'm5' });
        expect(read && { ...read, id: 0, frame: text(read.frame), shards: [] }).toEqual({
          ...{ id: 0, position: 5, journal: 1, frame: 'frame 5', shards: [] },
        });
        expect(read && texts(await log.readShards(read, 'may'))).toEqual({ june: 'j5' });
        expect(await log.readSnapshot(2, '')).toBeUndefined();
      });

      test('unchanged days are taken over from the base, emptied ones are not', async () => {
        await page(1, 10);
        await log.writeSnapshot(snapshot(5, { april: 'a5', may: 'm5', june: 'j5' }));
        const base = (await log.readSnapshot(1, ''))?.id ?? null;
        await log.writeSnapshot({ ...snapshot(6, { may: 'm6' }), base, emptied: ['april'] });
        expect(texts((await otherTab.readSnapshot(1, ''))?.shards)).toEqual({ june: 'j5', may: 'm6' });
      });

      test('two are kept: of an older one no shards are given any more', async () => {
        await page(1, 10);
        await log.writeSnapshot(snapshot(5, { may: 'm5' }));
        const oldest = await log.readSnapshot(1, '');
        await log.writeSnapshot(snapshot(6, { may: 'm6' }));
        expect(oldest && texts(await log.readShards(oldest, 'z'))).toEqual({ may: 'm5' });
        await log.writeSnapshot(snapshot(7, { may: 'm7' }));
        expect(oldest && (await log.readShards(oldest, 'z'))).toBeUndefined();
        expect(texts((await log.readSnapshot(1, ''))?.shards)).toEqual({ may: 'm7' });
      });

      test('an older one never replaces a newer one', async () => {
        await page(1, 10);
        await log.writeSnapshot(snapshot(7, { may: 'm7' }));
        await otherTab.writeSnapshot(snapshot(6, { may: 'm6' }));
        expect((await log.readSnapshot(1, ''))?.position).toBe(7);
      });

      test('R3: those beyond what is shared are dropped with the new generation, and come no more', async () => {
        await page(1, 10);
        await log.writeSnapshot(snapshot(5, { may: 'm5' }));
        await log.writeSnapshot(snapshot(9, { may: 'm9' }));
        await generation(7, SECOND_EPOCH);
        expect((await log.readSnapshot(1, ''))?.position).toBe(5);
        await page(8, 20, SECOND_EPOCH, 'second');
        await log.writeSnapshot(snapshot(9, { may: 'of the old generation' }));
        expect((await log.readSnapshot(1, ''))?.position).toBe(5);
      });

      test('dropped ones are gone', async () => {
        await page(1, 10);
        await log.writeSnapshot(snapshot(5, { may: 'm5' }));
        const before = await log.readSnapshot(1, '');
        await log.dropSnapshots();
        expect(await log.readSnapshot(1, '')).toBeUndefined();
        await log.writeSnapshot(snapshot(6, { may: 'm6' }));
        expect(before && (await log.readShards(before, 'z'))).toBeUndefined();
      });
    });

    test('what was remembered is recalled by another tab', async () => {
      await log.remember('status', { at: 1 });
      expect(await otherTab.recall('status')).toEqual({ at: 1 });
      expect(await otherTab.recall('nothing')).toBeUndefined();
    });
  });
}

export const sequence = (count: number): LocalSequence => localSequence(count);

export async function read(
  log: EventLog,
  range: { after?: number; upTo?: number; holding?: string[]; generation?: number } = {},
): Promise<RecordedEvent[]> {
  const { after = 0, ...rest } = range;
  const events: RecordedEvent[] = [];
  for await (const batch of log.events({ after: position(after), ...(rest as { upTo?: Position }) })) {
    events.push(...batch);
  }
  return events;
}

/** `days`: the text of each day's shard. */
export function snapshot(at: number, days: Record<string, string>): NewSnapshot {
  return {
    foldVersion: 1,
    position: position(at),
    journal: sequence(1),
    frame: bytes(`frame ${at}`),
    base: null,
    shards: Object.entries(days).map(([day, body]) => ({ day, body: bytes(body) })),
    emptied: [],
  };
}

const bytes = (from: string): Uint8Array => new TextEncoder().encode(from);
const text = (from: Uint8Array): string => new TextDecoder().decode(from);
const texts = (shards: readonly { day: string; body: Uint8Array }[] | undefined) =>
  shards && Object.fromEntries(shards.map(({ day, body }) => [day, text(body)]));

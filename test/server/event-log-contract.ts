import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { EventLog, LogTransaction } from '../../server/log/event-log.ts';
import { canonicalJson } from '../../shared/log/canonical-json.ts';
import { type Epoch, position, streamVersion, type WorkspaceId } from '../../shared/log/ids.ts';
import { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { commitId, eventId, instant, sessionId } from '../support/ids.ts';
import { usualSession } from '../support/usual-session.ts';
import { concurrencyContract } from './contract-concurrency.ts';
import { deadlinesContract } from './contract-deadlines.ts';
import { devicesContract } from './contract-devices.ts';
import { enrolmentCodesContract } from './contract-enrolment-codes.ts';
import { isolationContract } from './contract-isolation.ts';
import { membersContract } from './contract-members.ts';
import { quarantineContract } from './contract-quarantine.ts';
import type { LogStorage } from './log-storage.ts';
import { BY, keptCommit, newCommit, streamNamed } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const OTHER = 'other' as WorkspaceId;
const FIRST = sessionId('first epoch') as string as Epoch;
const SECOND = sessionId('second epoch') as string as Epoch;

/** What every storage of the server's log must do. The sentences quote the rules of the sync protocol. */
export function eventLogContract(name: string, create: () => Promise<LogStorage>): void {
  describe(name, () => {
    let storage: LogStorage;
    const log = (): EventLog => storage.log;
    const transact = <T>(work: (transaction: LogTransaction) => Promise<T>, workspace = MAIN) =>
      log().transact(workspace, work);
    const append = (...commits: ReturnType<typeof newCommit>[]) =>
      transact((transaction) => transaction.append(commits));
    const all = async (workspace = MAIN): Promise<RecordedEvent[]> => {
      const texts = await log().events(workspace, { after: position(0), upTo: position(1_000_000) });
      return texts.map((text) => v.parse(RecordedEvent, JSON.parse(text)));
    };

    beforeEach(async () => {
      storage = await create();
      await log().openWorkspace({ id: MAIN, name: 'Main', epoch: FIRST, at: instant() });
    });
    afterEach(() => storage.remove());

    describe('workspaces and epochs', () => {
      test('a workspace is made once: opening it again changes neither its name nor its epoch', async () => {
        await log().openWorkspace({ id: MAIN, name: 'Another', epoch: SECOND, at: instant(1) });
        const made = { id: MAIN, name: 'Main', epoch: FIRST, head: 0, epochs: [{ epoch: FIRST, after: 0 }] };
        expect(await log().workspaces()).toEqual([made]);
        expect(await log().workspace(MAIN)).toEqual(made);
        expect(await log().workspace(OTHER)).toBeUndefined();
      });

      test('R3: a new epoch begins after the position that the log has, and the chain is kept', async () => {
        await append(newCommit('a', { after: 0, events: 3 }));
        await log().startEpoch(MAIN, SECOND, instant(2));
        expect(await log().workspace(MAIN)).toMatchObject({
          epoch: SECOND,
          head: 3,
          epochs: [
            { epoch: FIRST, after: 0 },
            { epoch: SECOND, after: 3 },
          ],
        });
        await expect(log().startEpoch(OTHER, SECOND, instant(2))).rejects.toThrow();
      });

      test('W13: what new sessions begin with is what was chosen last, of one workspace alone', async () => {
        await log().openWorkspace({ id: OTHER, name: 'Other', epoch: SECOND, at: instant() });
        for (const capacity of [7, 12]) await log().chooseUsualSession(MAIN, usualSession(capacity));
        await append(newCommit('a', { after: 0 }));
        storage = await storage.reopen();
        const main = await log().workspace(MAIN);
        expect(main?.head).toBe(1);
        expect(JSON.parse(main?.usualSession ?? '')).toEqual(usualSession(12));
        expect(await log().workspaces()).toEqual([main, await log().workspace(OTHER)]);
        expect(await log().workspace(OTHER)).not.toHaveProperty('usualSession');
      });

      test('R3: the chain of epochs grows with the log, and is there after reopening', async () => {
        const [second, third] = [SECOND, sessionId('third epoch') as string as Epoch];
        await append(newCommit('a', { after: 0, events: 3 }));
        await log().startEpoch(MAIN, second, instant(2));
        await append(newCommit('b', { after: 3, events: 2 }));
        await log().startEpoch(MAIN, third, instant(3));
        await append(newCommit('c', { after: 5 }));
        storage = await storage.reopen();
        expect(await log().workspace(MAIN)).toEqual({
          id: MAIN,
          name: 'Main',
          epoch: third,
          head: 6,
          epochs: [
            { epoch: FIRST, after: 0 },
            { epoch: second, after: 3 },
            { epoch: third, after: 5 },
          ],
        });
      });

      test('workspaces are listed by their ids', async () => {
        for (const id of ['zoo', 'a-1', 'a1'] as WorkspaceId[])
          await log().openWorkspace({ id, name: id, epoch: sessionId(id) as string as Epoch, at: instant() });
        expect((await log().workspaces()).map(({ id }) => id)).toEqual(['a-1', 'a1', MAIN, 'zoo']);
      });

      test('a transaction in a workspace that does not exist does nothing', async () => {
        const asking = transact((transaction) => transaction.workspace(), OTHER);
        await expect(asking).rejects.toThrow('there is no workspace other');
        expect(await log().workspaces()).toHaveLength(1);
      });

      test('each workspace has positions, streams and commit ids of its own', async () => {
        await log().openWorkspace({ id: OTHER, name: 'Other', epoch: SECOND, at: instant() });
        await append(newCommit('a', { after: 0 }));
        await transact((transaction) => transaction.append([newCommit('a', { after: 0 })]), OTHER);
        expect((await all(MAIN)).map((event) => event.position)).toEqual([1]);
        expect((await all(OTHER)).map((event) => event.position)).toEqual([1]);
      });
    });

    describe('append', () => {
      test('R1: positions are dense, in the order of commits, and streams keep their versions', async () => {
        const [a, b] = await append(
          newCommit('a', { after: 0, events: 2 }, { stream: 'tour', after: 0 }),
          newCommit('b', { after: 2 }),
        );
        expect(a).toEqual({
          commitId: commitId('a'),
          outcome: 'accepted',
          firstPosition: 1,
          lastPosition: 3,
          streams: [
            { streamId: streamNamed(), version: 2 },
            { streamId: streamNamed('tour'), version: 1 },
          ],
          recordedAt: instant(1),
        });
        expect(b).toMatchObject({ firstPosition: 4, lastPosition: 4 });
        const events = await all();
        expect(events.map((event) => event.position)).toEqual([1, 2, 3, 4]);
        expect(events.map((event) => event.version)).toEqual([1, 2, 1, 3]);
        expect((await log().workspace(MAIN))?.head).toBe(4);
      });

      test('a recorded event is the sent one, with its place, its time and who delivered it', async () => {
        const commit = newCommit('a', { after: 0 });
        await append(commit);
        expect((await all())[0]).toEqual({
          ...commit.commit.writes[0]?.facts[0],
          workspaceId: MAIN,
          streamId: streamNamed(),
          version: 1,
          position: 1,
          commitId: commitId('a'),
          recordedAt: instant(1),
          submittedBy: BY,
        });
      });

      test('texts come back as they were, of whatever characters and length', async () => {
        const texts = [
          '"\\',
          '{a,b}',
          'NULL',
          '\n\t',
          'é 漢字 🪑',
          '\u0000',
          `'; DROP TABLE events; --`,
          'x'.repeat(200_000),
        ];
        const commits = texts.map((text, index) => {
          const made = newCommit(`c${index}`, { stream: `s${index}`, after: 0 });
          const events = made.events.map(({ json, ...rest }) => {
            const event = { ...JSON.parse(json), data: { text } };
            return { ...rest, json: canonicalJson(event) };
          });
          return { ...made, events };
        });
        await append(...commits);
        expect((await all()).map(({ data }) => data.text)).toEqual(texts);
      });

      test('a request of many commits of many events is one transaction', async () => {
        const commits = Array.from({ length: 200 }, (_, index) =>
          newCommit(`c${index}`, { stream: `s${index}`, after: 0, events: 20 }),
        );
        expect((await append(...commits)).at(-1)).toMatchObject({ firstPosition: 3981, lastPosition: 4000 });
        expect(await append()).toEqual([]);
        expect((await log().workspace(MAIN))?.head).toBe(4000);
      });

      test.each([
        ['P1: a version that is taken', newCommit('b', { after: 0 })],
        ['P3: a commit id that is taken', newCommit('a', { after: 1 })],
        [
          'P3: an event id that is taken',
          { ...newCommit('b', { after: 1 }), events: newCommit('a', { after: 1 }).events },
        ],
      ])('%s is refused by the storage itself, and nothing of the transaction stays', async (_, second) => {
        await append(newCommit('a', { after: 0 }));
        await expect(append(newCommit('c', { stream: 'tour', after: 0 }), second)).rejects.toThrow();
        expect(await all()).toHaveLength(1);
        expect((await log().workspace(MAIN))?.head).toBe(1);
        await append(newCommit('d', { after: 1 }));
        expect((await all()).map((event) => event.position)).toEqual([1, 2]);
      });

      test('P2: what a transaction did before it threw is undone, all of it', async () => {
        const failing = transact(async (transaction) => {
          await transaction.append([newCommit('a', { after: 0 })]);
          await transaction.keep(keptCommit('b'));
          throw new Error('the power went');
        });
        await expect(failing).rejects.toThrow('the power went');
        expect(await all()).toEqual([]);
        expect(await log().quarantine(MAIN)).toEqual([]);
      });

      test('nobody else sees a transaction before it is committed', async () => {
        let seen: number | undefined;
        await transact(async (transaction) => {
          await transaction.append([newCommit('a', { after: 0 })]);
          seen = (await all()).length;
        });
        expect(seen).toBe(0);
        expect(await all()).toHaveLength(1);
      });

      test('transactions that are asked for at once come one after the other', async () => {
        const steps: string[] = [];
        await Promise.all(
          ['a', 'b', 'c'].map((one) =>
            transact(async (transaction) => {
              steps.push(`${one} begins`);
              await transaction.append([newCommit(one, { stream: one, after: 0 })]);
              steps.push(`${one} ends`);
            }),
          ),
        );
        expect(steps).toEqual(['a', 'b', 'c'].flatMap((one) => [`${one} begins`, `${one} ends`]));
      });

      test('a transaction reads what it has written', async () => {
        const read = await transact(async (transaction) => {
          const before = await transaction.workspace();
          await transaction.append([newCommit('a', { after: 0, events: 2 })]);
          await transaction.append([newCommit('b', { after: 2 })]);
          await transaction.keep(keptCommit('x'));
          return {
            heads: [before.head, (await transaction.workspace()).head],
            commits: [...(await transaction.recordedCommits([commitId('a'), commitId('b')])).keys()].length,
            events: (await transaction.streams([{ streamId: streamNamed(), after: streamVersion(1) }]))
              .length,
            kept: await transaction.keptBy(BY.actorId),
          };
        });
        expect(read).toEqual({ heads: [0, 3], commits: 2, events: 2, kept: 1 });
      });

      test('P2: everything is there after reopening', async () => {
        await append(newCommit('a', { after: 0, events: 5 }));
        await log().startEpoch(MAIN, SECOND, instant(2));
        const before = [await all(), await log().workspace(MAIN)];
        storage = await storage.reopen();
        expect([await all(), await log().workspace(MAIN)]).toEqual(before);
      });
    });

    describe('what a transaction can ask', () => {
      beforeEach(() => append(newCommit('a', { after: 0, events: 3 }), newCommit('b', { after: 3 })));

      test('P3: receipts and facts hashes of the commits that are there', async () => {
        const found = await transact((transaction) =>
          transaction.recordedCommits([commitId('b'), commitId('x')]),
        );
        expect([...found]).toEqual([
          [
            commitId('b'),
            {
              factsHash: 'hash of b',
              receipt: expect.objectContaining({ firstPosition: 4, lastPosition: 4 }),
            },
          ],
        ]);
      });

      test('P3: the receipt that was given is the one that is kept', async () => {
        const parts = [
          { stream: 'tour', after: 0, events: 2 },
          { stream: 'walk', after: 0 },
        ];
        const given = await append(newCommit('c', ...parts), newCommit('d', { after: 4 }));
        storage = await storage.reopen();
        const ids = [commitId('c'), commitId('d')];
        const recorded = await transact((transaction) => transaction.recordedCommits(ids));
        expect(ids.map((id) => recorded.get(id)?.receipt)).toEqual(given);
      });

      test('nothing, where it names nothing', async () => {
        const found = await transact(async (transaction) => [
          (await transaction.recordedCommits([])).size,
          (await transaction.recordedEventIds([])).size,
          (await transaction.streams([])).length,
          (await transaction.devices([])).size,
          (await transaction.keptCommits([])).size,
          (await transaction.keptCreations([])).size,
        ]);
        expect(found).toEqual([0, 0, 0, 0, 0, 0]);
      });

      test('which event ids are there', async () => {
        const here = newCommit('a', { after: 0 }).events[0]?.id ?? eventId('none');
        const found = await transact((transaction) =>
          transaction.recordedEventIds([here, eventId('elsewhere')]),
        );
        expect([...found]).toEqual([here]);
      });

      test('streams after a version, ready to be folded', async () => {
        const places = [
          { streamId: streamNamed(), after: streamVersion(2) },
          { streamId: streamNamed('tour'), after: streamVersion(0) },
        ];
        const events = await transact((transaction) => transaction.streams(places));
        expect(events.map(({ version, commitId: of }) => [version, of])).toEqual([
          [3, commitId('a')],
          [4, commitId('b')],
        ]);
      });

      test('P5: one stream between two versions, at most so many', async () => {
        const range = { streamId: streamNamed(), after: streamVersion(1), upTo: streamVersion(3) };
        const versions = async (limit: number) => {
          const events = await transact((transaction) => transaction.stream({ ...range, limit }));
          return events.map((event) => v.parse(RecordedEvent, event).version);
        };
        expect(await versions(50)).toEqual([2, 3]);
        expect(await versions(1)).toEqual([2]);
      });
    });

    test('R1: the commit at a position, so that no page splits it', async () => {
      await append(newCommit('a', { after: 0, events: 3 }), newCommit('b', { after: 3 }));
      const extents = [1, 2, 3, 4, 5, 0].map((at) => log().commitAt(MAIN, position(at)));
      expect(await Promise.all(extents)).toEqual([
        { first: 1, last: 3 },
        { first: 1, last: 3 },
        { first: 1, last: 3 },
        { first: 4, last: 4 },
        undefined,
        undefined,
      ]);
    });

    test('R5: a segment is stored once and keeps its bytes', async () => {
      const one = { first: position(1), last: position(9), hash: 'a'.repeat(64) };
      await log().addSegment(MAIN, one, Buffer.from('one'));
      await log().addSegment(MAIN, { ...one, hash: 'b'.repeat(64) }, Buffer.from('two'));
      expect(await log().segments(MAIN)).toEqual([one]);
      expect(Buffer.from((await log().segmentBody(MAIN, one)) ?? []).toString()).toBe('one');
      expect(await log().segmentBody(MAIN, { ...one, hash: 'b'.repeat(64) })).toBeUndefined();
    });

    test('R5: segments are listed in the order of the log', async () => {
      const [a, b, c] = [1, 257, 513].map((first) => ({
        first: position(first),
        last: position(first + 255),
        hash: String(first).padStart(64, '0'),
      }));
      if (!a || !b || !c) throw new Error('there are three');
      for (const one of [c, a, b]) await log().addSegment(MAIN, one, Buffer.from([0, 255, one.first % 256]));
      expect(await log().segments(MAIN)).toEqual([a, b, c]);
      expect([...((await log().segmentBody(MAIN, b)) ?? [])]).toEqual([0, 255, 1]);
    });

    test('R1: events of a part of the log', async () => {
      await append(newCommit('a', { after: 0, events: 9 }));
      const positions = async (after: number, upTo: number): Promise<number[]> =>
        (await log().events(MAIN, { after: position(after), upTo: position(upTo) })).map(
          (text) => JSON.parse(text).position,
        );
      expect(await positions(3, 6)).toEqual([4, 5, 6]);
      expect(await positions(7, 99)).toEqual([8, 9]);
      expect(await positions(9, 99)).toEqual([]);
      expect(await positions(5, 4)).toEqual([]);
    });

    concurrencyContract(log);
    quarantineContract(log);
    deadlinesContract(log);
    devicesContract(() => storage);
    enrolmentCodesContract(() => storage);
    membersContract(
      () => storage,
      async () => {
        storage = await storage.reopen();
      },
    );
    isolationContract(() => storage);
  });
}

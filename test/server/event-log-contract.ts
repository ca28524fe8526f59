import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceRegister } from '../../server/access/device-register.ts';
import type { EventLog, LogTransaction } from '../../server/log/event-log.ts';
import { type Epoch, position, streamVersion, type WorkspaceId } from '../../shared/log/ids.ts';
import { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { problem } from '../../shared/sync/problem.ts';
import { commitId, deviceId, eventId, instant, sessionId } from '../support/ids.ts';
import { BY, newCommit, streamNamed } from './new-commits.ts';

/** A database, opened; `reopen` as after the end of the process. */
export type LogStorage = {
  readonly log: EventLog;
  readonly devices: DeviceRegister;
  reopen(): Promise<LogStorage>;
  remove(): Promise<void>;
};

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
          await transaction.keep(kept('b'));
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

    describe('C5: the quarantine', () => {
      const settled = (kind: 'accepted' | 'set-aside') => ({ kind, at: instant(5), by: BY, reason: 'why' });

      test('keeps a commit once, with its reason, in the order of arrival', async () => {
        await transact(async (transaction) => {
          await transaction.keep(kept('b'));
          await transaction.keep(kept('a'));
          await transaction.keep({ ...kept('b'), factsHash: 'other' });
        });
        const listed = await log().quarantine(MAIN);
        expect(listed.map((one) => one.commitId)).toEqual([commitId('b'), commitId('a')]);
        expect(listed[0]).toMatchObject({
          problem: problem('session-unknown', 422),
          submittedBy: BY,
          setAside: null,
        });
        expect(await transact((transaction) => transaction.keptBy(BY.deviceId))).toBe(2);
      });

      test('knows which kept commit would have created what', async () => {
        await transact((transaction) => transaction.keep(kept('a')));
        const things = [streamNamed(), 'something else'];
        const found = await transact((transaction) => transaction.keptCreations(things));
        expect([...found]).toEqual([[streamNamed(), commitId('a')]]);
      });

      test('what was set aside stays so, and what was accepted leaves', async () => {
        await transact(async (transaction) => {
          await transaction.keep(kept('a'));
          await transaction.keep(kept('b'));
          await transaction.settle(commitId('a'), settled('set-aside'));
          await transaction.settle(commitId('a'), settled('accepted'));
          await transaction.settle(commitId('b'), settled('accepted'));
        });
        const states = await transact((transaction) =>
          transaction.keptCommits([commitId('a'), commitId('b'), commitId('c')]),
        );
        expect([...states]).toEqual([[commitId('a'), { factsHash: 'hash of a', setAside: true }]]);
        expect(await log().quarantine(MAIN)).toMatchObject([
          { commitId: commitId('a'), setAside: { at: instant(5), by: BY, reason: 'why' } },
        ]);
      });
    });

    describe('devices', () => {
      const tablet = {
        workspaceId: MAIN,
        deviceId: deviceId('tablet'),
        actorId: BY.actorId,
        name: 'Ada',
        tokenHash: 'hash',
        enrolledAt: instant(),
      };

      test('are found by the hash of their token, and listed', async () => {
        await storage.devices.enrol(tablet);
        const { tokenHash: _, ...shown } = tablet;
        const device = { ...shown, lastContactAt: instant(), commitsAccepted: 0, revokedAt: null };
        expect(await storage.devices.byToken('hash')).toEqual(device);
        expect(await storage.devices.byToken('another')).toBeUndefined();
        expect(await storage.devices.list(MAIN)).toEqual([device]);
        expect(await storage.devices.list(OTHER)).toEqual([]);
      });

      test('count what was accepted of them, in its transaction', async () => {
        await storage.devices.enrol(tablet);
        await transact((transaction) => transaction.countAccepted(tablet.deviceId, 3, instant(9)));
        expect(await storage.devices.byToken('hash')).toMatchObject({
          commitsAccepted: 3,
          lastContactAt: instant(9),
        });
      });

      test('C6: are revoked for good, and the first time counts', async () => {
        await storage.devices.enrol(tablet);
        const revoked = () => transact((transaction) => transaction.revokedDevices([tablet.deviceId]));
        expect([...(await revoked())]).toEqual([]);
        expect(await storage.devices.revoke(MAIN, tablet.deviceId, instant(3))).toBe(true);
        expect(await storage.devices.revoke(MAIN, tablet.deviceId, instant(4))).toBe(true);
        expect(await storage.devices.revoke(MAIN, deviceId('none'), instant(4))).toBe(false);
        expect([...(await revoked())]).toEqual([tablet.deviceId]);
        expect((await storage.devices.byToken('hash'))?.revokedAt).toBe(instant(3));
      });
    });
  });
}

function kept(name: string) {
  const { commit, factsHash, submittedBy } = newCommit(name, { after: 0 });
  const creates = [streamNamed()];
  return {
    commit,
    factsHash,
    submittedBy,
    keptAt: instant(2),
    problem: problem('session-unknown', 422),
    creates,
  };
}

import { beforeEach, describe, expect, test } from 'vitest';
import type { LogTransaction } from '../../server/log/event-log.ts';
import { type Epoch, position, streamVersion, type WorkspaceId } from '../../shared/log/ids.ts';
import { commitId, deviceId, instant, sessionId } from '../support/ids.ts';
import type { LogStorage } from './log-storage.ts';
import { BY, keptCommit, newCommit, streamNamed } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const OTHER = 'other' as WorkspaceId;
const SEGMENT = { first: position(1), last: position(3), hash: 'a'.repeat(64) };

/** What is in one workspace is in no other, under whatever id it is asked for. */
export function isolationContract(storage: () => LogStorage): void {
  describe('another workspace', () => {
    const inside = <T>(id: WorkspaceId, work: (transaction: LogTransaction) => Promise<T>): Promise<T> =>
      storage().log.transact(id, work);
    const commit = newCommit('a', { after: 0, events: 3 });
    const device = {
      workspaceId: MAIN,
      deviceId: deviceId('tablet'),
      actorId: BY.actorId,
      name: 'Ada',
      tokenHash: 'hash',
      enrolledAt: instant(),
      sessionId: null,
    };

    beforeEach(async () => {
      const { log, devices } = storage();
      const epoch = sessionId('another epoch') as string as Epoch;
      await log.openWorkspace({ id: OTHER, name: 'Other', epoch, at: instant() });
      await devices.enrol(device);
      await devices.revoke(MAIN, device.deviceId, instant(1));
      await log.addSegment(MAIN, SEGMENT, Buffer.from('body'));
      await inside(MAIN, async (transaction) => {
        await transaction.append([commit]);
        await transaction.keep({ ...keptCommit('kept'), creates: [streamNamed('tour')] });
      });
    });

    const asked = (workspace: WorkspaceId) =>
      inside(workspace, async (transaction) => ({
        commits: [...(await transaction.recordedCommits([commit.commit.id])).keys()],
        events: [...(await transaction.recordedEventIds(commit.events.map(({ id }) => id)))].length,
        streams: (await transaction.streams([{ streamId: streamNamed(), after: streamVersion(0) }])).length,
        evidence: (
          await transaction.stream({
            streamId: streamNamed(),
            after: streamVersion(0),
            upTo: streamVersion(9),
            limit: 9,
          })
        ).length,
        devices: [...(await transaction.devices([device.deviceId]))],
        kept: [...(await transaction.keptCommits([commitId('kept')])).keys()],
        creations: [...(await transaction.keptCreations([streamNamed('tour')])).keys()],
        keptBy: await transaction.keptBy(BY.actorId),
      }));

    test('knows nothing of it within a transaction', async () => {
      expect(await asked(OTHER)).toEqual({
        commits: [],
        events: 0,
        streams: 0,
        evidence: 0,
        devices: [],
        kept: [],
        creations: [],
        keptBy: 0,
      });
    });

    test('negative control: in the workspace itself all of it is there', async () => {
      expect(await asked(MAIN)).toEqual({
        commits: [commit.commit.id],
        events: 3,
        streams: 3,
        evidence: 3,
        devices: [[device.deviceId, { actorId: device.actorId, isRevoked: true }]],
        kept: [commitId('kept')],
        creations: [streamNamed('tour')],
        keptBy: 1,
      });
    });

    test('reads nothing of it', async () => {
      const { log, devices } = storage();
      expect(await log.events(OTHER, { after: position(0), upTo: position(99) })).toEqual([]);
      expect(await log.commitAt(OTHER, position(1))).toBeUndefined();
      expect(await log.segments(OTHER)).toEqual([]);
      expect(await log.segmentBody(OTHER, SEGMENT)).toBeUndefined();
      expect(await log.quarantine(OTHER)).toEqual([]);
      expect(await devices.list(OTHER)).toEqual([]);
    });

    test('changes nothing of it', async () => {
      const { log, devices } = storage();
      expect(await devices.revoke(OTHER, device.deviceId, instant(8))).toBe(false);
      const contact = { at: instant(8), appVersion: '9', sessionId: 'nine' };
      await devices.contacted({ workspaceId: OTHER, deviceId: device.deviceId }, contact);
      await inside(OTHER, async (transaction) => {
        const settlement = { kind: 'set-aside', at: instant(8), by: BY, reason: 'why' } as const;
        await transaction.settle(commitId('kept'), settlement);
        await transaction.countAccepted(device.deviceId, 5, instant(8));
      });
      await log.startEpoch(OTHER, sessionId('a third epoch') as string as Epoch, instant(8));
      expect(await log.quarantine(MAIN)).toMatchObject([{ setAside: null }]);
      expect((await log.workspace(MAIN))?.epochs).toHaveLength(1);
      expect(await devices.list(MAIN)).toMatchObject([
        { commitsAccepted: 0, lastContactAt: instant(), revokedAt: instant(1) },
      ]);
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { LogTransaction } from '../../server/log/event-log.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import { actorId, deviceId, instant } from '../support/ids.ts';
import type { LogStorage } from './log-storage.ts';
import { BY } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const OTHER = 'other' as WorkspaceId;

/** The register of devices. `opened` has the workspace `main`. */
export function devicesContract(opened: () => LogStorage): void {
  const transact = <T>(work: (transaction: LogTransaction) => Promise<T>): Promise<T> =>
    opened().log.transact(MAIN, work);

  describe('devices', () => {
    const tablet = {
      workspaceId: MAIN,
      deviceId: deviceId('tablet'),
      actorId: BY.actorId,
      name: 'Ada',
      tokenHash: 'hash',
      enrolledAt: instant(),
      sessionId: null,
    };

    test('are found by the hash of their token and by their id, and listed', async () => {
      await opened().devices.enrol(tablet);
      const { tokenHash: _, ...shown } = tablet;
      const device = {
        ...shown,
        lastContactAt: instant(),
        commitsAccepted: 0,
        revokedAt: null,
        appVersion: null,
      };
      expect(await opened().devices.byToken('hash')).toEqual(device);
      expect(await opened().devices.byToken('another')).toBeUndefined();
      expect(await opened().devices.byId(MAIN, tablet.deviceId)).toEqual(device);
      expect(await opened().devices.byId(MAIN, deviceId('phone'))).toBeUndefined();
      expect(await opened().devices.byId(OTHER, tablet.deviceId)).toBeUndefined();
      expect(await opened().devices.list(MAIN)).toEqual([device]);
      expect(await opened().devices.list(OTHER)).toEqual([]);
    });

    test('are listed in the order of enrolment, and note the last contact', async () => {
      const phone = { ...tablet, deviceId: deviceId('phone'), tokenHash: 'of the phone' };
      await opened().devices.enrol({ ...phone, enrolledAt: instant(2) });
      await opened().devices.enrol({ ...tablet, enrolledAt: instant(1) });
      await opened().devices.contacted(phone, { at: instant(7), appVersion: '1.2.3', sessionId: 'one' });
      expect(await opened().devices.byToken('of the phone')).toMatchObject({
        appVersion: '1.2.3',
        sessionId: 'one',
      });
      const listed = (await opened().devices.list(MAIN)).map(({ deviceId: id, lastContactAt }) => [
        id,
        lastContactAt,
      ]);
      expect(listed).toEqual([
        [tablet.deviceId, instant(1)],
        [phone.deviceId, instant(7)],
      ]);
    });

    test('P7: are enrolled up to a number in use for each person, also of those that come at once', async () => {
      const one = (name: string) => ({ ...tablet, deviceId: deviceId(name), tokenHash: `of ${name}` });
      const limits = { inUse: 3, lately: 99, since: instant() };
      const { devices, members } = opened();
      await members.grant({ workspaceId: MAIN, userId: BY.actorId, role: 'field', since: instant() });
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      const enrolled = await Promise.all(names.map((name) => devices.enrol(one(name), limits)));
      expect(enrolled.filter((answer) => answer === 'done')).toHaveLength(3);
      expect(await devices.list(MAIN)).toHaveLength(3);
      const somebodyElse = { ...one('another’s'), actorId: actorId('bob') };
      expect(await devices.enrol(somebodyElse, limits), 'of somebody else').toBe('done');
      const [first] = await devices.list(MAIN);
      await devices.revoke(MAIN, (first ?? tablet).deviceId, instant(1));
      expect(await devices.enrol(one('g'), limits), 'in the place of a revoked one').toBe('done');
      expect(await devices.enrol(one('h'), limits)).toBe('too-many-devices');
      expect(await devices.enrol(one('h')), 'where nobody counts').toBe('done');
    });

    test('P7: are enrolled up to a number within a time for each person, revoked or not', async () => {
      const enrol = async (name: string, minute: number, who = BY.actorId) => {
        const made = { deviceId: deviceId(name), tokenHash: `of ${name}`, enrolledAt: instant(minute) };
        const limits = { inUse: 99, lately: 2, since: instant(minute - 10) };
        const enrolled = await opened().devices.enrol({ ...tablet, ...made, actorId: who }, limits);
        await opened().devices.revoke(MAIN, made.deviceId, instant(minute));
        return enrolled;
      };
      expect([await enrol('a', 11), await enrol('b', 12)]).toEqual(['done', 'done']);
      expect(await enrol('c', 13)).toBe('too-many-enrolments');
      expect(await enrol('d', 13, actorId('bob')), 'of somebody else').toBe('done');
      expect(await enrol('e', 21), 'the first is as old as that').toBe('done');
      expect(await enrol('f', 21)).toBe('too-many-enrolments');
    });

    test('are counted all together, and not at all where the transaction fails', async () => {
      const phone = { ...tablet, deviceId: deviceId('phone'), tokenHash: 'of the phone' };
      await opened().devices.enrol(tablet);
      await opened().devices.enrol(phone);
      const count = async (transaction: LogTransaction): Promise<void> => {
        await transaction.countAccepted(tablet.deviceId, 2, instant(5));
        await transaction.countAccepted(phone.deviceId, 0, instant(6));
        await transaction.countAccepted(tablet.deviceId, 3, instant(7));
      };
      await transact(count);
      const failing = transact(async (transaction) => {
        await count(transaction);
        throw new Error('the power went');
      });
      await expect(failing).rejects.toThrow('the power went');
      const found = await Promise.all(['hash', 'of the phone'].map((hash) => opened().devices.byToken(hash)));
      expect(found).toMatchObject([
        { commitsAccepted: 5, lastContactAt: instant(7) },
        { commitsAccepted: 0, lastContactAt: instant(6) },
      ]);
    });

    test('count what was accepted of them, in its transaction', async () => {
      await opened().devices.enrol(tablet);
      await transact((transaction) => transaction.countAccepted(tablet.deviceId, 3, instant(9)));
      expect(await opened().devices.byToken('hash')).toMatchObject({
        commitsAccepted: 3,
        lastContactAt: instant(9),
      });
    });

    test('C6: are revoked for good, and the first time counts', async () => {
      await opened().devices.enrol(tablet);
      const { actorId } = tablet;
      const named = async () => [
        ...(await transact((transaction) => transaction.devices([tablet.deviceId, deviceId('none')]))),
      ];
      expect(await named()).toEqual([[tablet.deviceId, { actorId, isRevoked: false }]]);
      expect(await opened().devices.revoke(MAIN, tablet.deviceId, instant(3))).toBe(true);
      expect(await opened().devices.revoke(MAIN, tablet.deviceId, instant(4))).toBe(true);
      expect(await opened().devices.revoke(MAIN, deviceId('none'), instant(4))).toBe(false);
      expect(await named()).toEqual([[tablet.deviceId, { actorId, isRevoked: true }]]);
      expect((await opened().devices.byToken('hash'))?.revokedAt).toBe(instant(3));
    });
  });
}

import { describe, expect, test } from 'vitest';
import type { EnrolmentCode } from '../../server/access/enrolment-codes.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import { actorId, deviceId, instant } from '../support/ids.ts';
import type { LogStorage } from './log-storage.ts';

const MAIN = 'main' as WorkspaceId;
const CODE: EnrolmentCode = {
  workspaceId: MAIN,
  codeHash: 'hash',
  userId: actorId('bob'),
  role: 'field',
  madeBy: actorId('petra'),
  expiresAt: instant(10),
};

/** The codes that enrol a device. `opened` has the workspace `main`. */
export function enrolmentCodesContract(opened: () => LogStorage): void {
  const take = (device: string, more: Partial<EnrolmentCode> = {}, at = 9) => {
    const { workspaceId, codeHash } = { ...CODE, ...more };
    return opened().enrolmentCodes.take({
      workspaceId,
      codeHash,
      deviceId: deviceId(device),
      at: instant(at),
    });
  };

  describe('W10: an enrolment code', () => {
    test('lets one device in, also when it asks twice, and no other', async () => {
      await opened().enrolmentCodes.add(CODE);
      expect(await take('phone')).toEqual(CODE);
      expect(await take('tablet')).toBeUndefined();
      expect(await take('phone'), 'its answer was lost').toEqual(CODE);
    });

    test('lets one of two in that come at once', async () => {
      await opened().enrolmentCodes.add(CODE);
      const names = Array.from({ length: 8 }, (_, index) => `phone ${index}`);
      const taken = await Promise.all(names.map((name) => take(name)));
      expect(taken.filter((one) => one !== undefined)).toEqual([CODE]);
    });

    test('is not there a moment too late, under another name, or in another workspace', async () => {
      await opened().enrolmentCodes.add(CODE);
      expect(await take('phone', {}, 10)).toBeUndefined();
      expect(await take('phone', { codeHash: 'another' })).toBeUndefined();
      expect(await take('phone', { workspaceId: 'other' as WorkspaceId })).toBeUndefined();
      expect(await take('phone')).toEqual(CODE);
    });

    test('ends with the next that its maker makes for the same member, and with no other', async () => {
      const { add } = opened().enrolmentCodes;
      const others = [
        { codeHash: 'of another maker', madeBy: actorId('alma') },
        { codeHash: 'for another member', userId: actorId('frida') },
        { codeHash: 'newer' },
      ];
      await add(CODE);
      for (const other of others) await add({ ...CODE, ...other });
      expect(await take('phone')).toBeUndefined();
      for (const other of others) expect(await take('phone', other)).toEqual({ ...CODE, ...other });
    });

    test('that was used stays so, whatever is made later', async () => {
      await opened().enrolmentCodes.add(CODE);
      await take('phone');
      await opened().enrolmentCodes.add({ ...CODE, codeHash: 'newer' });
      expect(await take('tablet')).toBeUndefined();
      expect(await take('phone')).toEqual(CODE);
    });
  });
}

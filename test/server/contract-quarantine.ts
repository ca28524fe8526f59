import { describe, expect, test } from 'vitest';
import type { EventLog, LogTransaction } from '../../server/log/event-log.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { commitId, deviceId, instant } from '../support/ids.ts';
import { BY, keptCommit as kept, streamNamed } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;

/** Rejected commits, apart from the log. `log` has the workspace `main`. */
export function quarantineContract(log: () => EventLog): void {
  const transact = <T>(work: (transaction: LogTransaction) => Promise<T>): Promise<T> =>
    log().transact(MAIN, work);

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

    test('counts of a device what nobody has settled, and what came into the log creates nothing more', async () => {
      await transact(async (transaction) => {
        for (const name of ['a', 'b', 'c']) await transaction.keep(kept(name));
        await transaction.settle(commitId('a'), settled('accepted'));
        await transaction.settle(commitId('b'), settled('set-aside'));
      });
      expect(await log().quarantineCount(MAIN)).toBe(1);
      const found = await transact(async (transaction) => ({
        count: await transaction.keptBy(BY.deviceId),
        ofAnother: await transaction.keptBy(deviceId('phone')),
        creator: [...(await transaction.keptCreations([streamNamed()])).values()],
      }));
      expect(found.count).toBe(1);
      expect(found.ofAnother).toBe(0);
      expect([commitId('b'), commitId('c')]).toContain(found.creator[0]);
      expect(found.creator).toHaveLength(1);
    });

    test('what was settled stays as it was when it is settled or kept again', async () => {
      await transact((transaction) => transaction.keep(kept('a')));
      await transact((transaction) => transaction.settle(commitId('a'), settled('set-aside')));
      const later = { ...settled('set-aside'), at: instant(9), reason: 'another' };
      await transact((transaction) => transaction.settle(commitId('a'), later));
      await transact((transaction) => transaction.keep({ ...kept('a'), keptAt: instant(9) }));
      expect(await log().quarantine(MAIN)).toMatchObject([
        { keptAt: instant(2), setAside: { at: instant(5), reason: 'why' } },
      ]);
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
      const asKept = { factsHash: 'hash of a', problem: problem('session-unknown', 422), setAside: true };
      expect([...states]).toEqual([[commitId('a'), asKept]]);
      expect(await log().quarantine(MAIN)).toMatchObject([
        { commitId: commitId('a'), setAside: { at: instant(5), by: BY, reason: 'why' } },
      ]);
    });
  });
}

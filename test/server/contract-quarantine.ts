import { describe, expect, test } from 'vitest';
import type { CommitToKeep, EventLog, LogTransaction } from '../../server/log/event-log.ts';
import type { WorkspaceId } from '../../shared/log/ids.ts';
import { problem } from '../../shared/sync/problem-titles.ts';
import { actorId, commitId, instant } from '../support/ids.ts';
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
      expect(await transact((transaction) => transaction.keptBy(BY.actorId))).toBe(2);
    });

    test('knows which kept commit would have created what', async () => {
      await transact((transaction) => transaction.keep(kept('a')));
      const things = [streamNamed(), 'something else'];
      const found = await transact((transaction) => transaction.keptCreations(things));
      expect([...found]).toEqual([[streamNamed(), commitId('a')]]);
    });

    test('counts of a person what nobody has settled, and what came into the log creates nothing more', async () => {
      await transact(async (transaction) => {
        for (const name of ['a', 'b', 'c']) await transaction.keep(kept(name));
        await transaction.settle(commitId('a'), settled('accepted'));
        await transaction.settle(commitId('b'), settled('set-aside'));
      });
      expect(await log().quarantineCount(MAIN)).toBe(1);
      const found = await transact(async (transaction) => ({
        count: await transaction.keptBy(BY.actorId),
        ofAnother: await transaction.keptBy(actorId('bob')),
        creator: [...(await transaction.keptCreations([streamNamed()])).values()],
      }));
      expect(found.count).toBe(1);
      expect(found.ofAnother).toBe(0);
      expect([commitId('b'), commitId('c')]).toContain(found.creator[0]);
      expect(found.creator).toHaveLength(1);
    });

    test('P7: shows as much as one answer has room for: what has waited longest, what was set aside last', async () => {
      const named = (kind: string, count: number): string[] =>
        Array.from({ length: count }, (_, index) => `${kind} ${index}`);
      const [waiting, aside] = [named('waiting', 70), named('aside', 20)];
      const large = (name: string): CommitToKeep => {
        const { commit, ...rest } = kept(name);
        return { ...rest, commit: { ...commit, command: { ...commit.command, note: 'ä'.repeat(32_000) } } };
      };
      await transact(async (transaction) => {
        for (const name of [...aside, ...waiting]) await transaction.keep(large(name));
        for (const [index, name] of aside.entries())
          await transaction.settle(commitId(name), { ...settled('set-aside'), at: instant(5 + index) });
      });
      const listed = await log().quarantine(MAIN);
      const bytes = (isAside: boolean): number =>
        listed
          .filter(({ setAside }) => (setAside !== null) === isAside)
          .reduce((sum, { commit }) => sum + Buffer.byteLength(JSON.stringify(commit)), 0);
      expect([bytes(false), bytes(true)].map((sum, index) => sum <= (index ? 1_000_000 : 4_000_000))).toEqual(
        [true, true],
      );
      const ids = [...aside.slice(-15), ...waiting.slice(0, 61)].map((name) => commitId(name));
      expect(listed.map((one) => one.commitId)).toEqual(ids);
      expect(await log().quarantineCount(MAIN), 'all of them count').toBe(waiting.length);
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

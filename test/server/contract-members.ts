import { beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../server/access/members.ts';
import type { ActorId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import { actorId, instant, sessionId } from '../support/ids.ts';
import type { LogStorage } from './log-storage.ts';

const MAIN = 'main' as WorkspaceId;
const OTHER = 'other' as WorkspaceId;
const RACES = 12;

/** Who is a member of what. `opened` has the workspace `main`. */
export function membersContract(opened: () => LogStorage, reopen: () => Promise<void>): void {
  describe('members', () => {
    const [ada, bob] = [actorId('ada'), actorId('bob')];
    const member = (userId: ActorId, role: Member['role'], more: Partial<Member> = {}): Member => ({
      workspaceId: MAIN,
      userId,
      role,
      since: instant(),
      ...more,
    });
    const grant = (...all: Member[]) => Promise.all(all.map((one) => opened().members.grant(one)));
    const rolesSeen = (workspace = MAIN) =>
      opened().log.transact(workspace, async (transaction) => [...(await transaction.roles([ada, bob]))]);

    const administratorsOf = async (workspace: WorkspaceId): Promise<ActorId[]> =>
      (await opened().members.list(workspace))
        .filter(({ role }) => role === 'administrator')
        .map(({ userId }) => userId);

    beforeEach(async () => {
      const epoch = sessionId('another epoch') as string as Epoch;
      await opened().log.openWorkspace({ id: OTHER, name: 'Other', epoch, at: instant() });
    });

    test('have one role in each workspace, and none where they are not', async () => {
      await grant(member(ada, 'planner'), member(ada, 'auditor', { workspaceId: OTHER }));
      expect(await opened().members.role(MAIN, ada)).toBe('planner');
      expect(await opened().members.role(OTHER, ada)).toBe('auditor');
      expect(await opened().members.role(MAIN, bob)).toBeUndefined();
      expect((await opened().members.of(ada)).map(({ workspaceId, role }) => [workspaceId, role])).toEqual([
        [MAIN, 'planner'],
        [OTHER, 'auditor'],
      ]);
      expect(await opened().members.of(bob)).toEqual([]);
    });

    test('are listed by how long they are, of one workspace alone', async () => {
      const [first, second] = [member(bob, 'field'), member(ada, 'planner', { since: instant(1) })];
      await grant(second, first, member(actorId('eve'), 'field', { workspaceId: OTHER }));
      expect(await opened().members.list(MAIN)).toEqual([first, second]);
    });

    test('get another role, and stay members since when they came', async () => {
      await grant(member(ada, 'field'));
      await grant(member(ada, 'administrator', { since: instant(5) }));
      expect(await opened().members.list(MAIN)).toEqual([member(ada, 'administrator')]);
    });

    test('C5: are no members any more once they are withdrawn, from this workspace alone', async () => {
      await grant(member(ada, 'field'), member(ada, 'field', { workspaceId: OTHER }));
      expect(await opened().members.withdraw(MAIN, ada)).toBe('done');
      expect(await opened().members.withdraw(MAIN, ada)).toBe('no-member');
      expect(await opened().members.role(MAIN, ada)).toBeUndefined();
      expect(await opened().members.role(OTHER, ada)).toBe('field');
    });

    test('P6: a transaction sees the roles of those who send, in its workspace', async () => {
      await grant(member(ada, 'field'), member(bob, 'auditor', { workspaceId: OTHER }));
      expect(await rolesSeen()).toEqual([[ada, 'field']]);
      expect(await rolesSeen(OTHER)).toEqual([[bob, 'auditor']]);
      await opened().members.withdraw(MAIN, ada);
      expect(await rolesSeen()).toEqual([]);
    });

    test('W7: of administrators who take each other out at once one stays, whichever way it is done', async () => {
      const out = [
        ({ userId }: Member) => opened().members.withdraw(MAIN, userId),
        ({ userId }: Member) => opened().members.grant(member(userId, 'field')),
      ];
      for (let round = 0; round < RACES; round++) {
        const both = [ada, bob].map((userId) => member(userId, 'administrator'));
        await grant(...both);
        const changes = await Promise.all(both.map((one, index) => out[(round >> index) % 2]?.(one)));
        expect(changes.sort(), `round ${round}`).toEqual(['done', 'last-administrator']);
        expect(await administratorsOf(MAIN)).toHaveLength(1);
      }
    });

    test('W7: the last administrator stays one, and the others are free to go', async () => {
      await grant(member(ada, 'administrator'), member(bob, 'planner'));
      await grant(member(bob, 'administrator', { workspaceId: OTHER }));
      expect(await opened().members.withdraw(MAIN, ada)).toBe('last-administrator');
      expect(await opened().members.grant(member(ada, 'planner'))).toBe('last-administrator');
      expect(await opened().members.grant(member(ada, 'administrator'))).toBe('done');
      expect(await opened().members.withdraw(MAIN, bob)).toBe('done');
      expect(await administratorsOf(MAIN)).toEqual([ada]);
    });

    test('W7: of many who are the first administrator at once one is', async () => {
      const users = ['ada', 'bob', 'eve'].map((name) => actorId(name));
      for (let round = 0; round < RACES; round++) {
        const workspaceId = `race-${round}` as WorkspaceId;
        const epoch = sessionId(workspaceId) as string as Epoch;
        await opened().log.openWorkspace({ id: workspaceId, name: 'Race', epoch, at: instant() });
        const be = (userId: ActorId): Promise<boolean> =>
          opened().members.appointFirst({ workspaceId, userId, since: instant() });
        const isFirst = await Promise.all(users.map(be));
        const first = users.filter((_, index) => isFirst[index]);
        expect(first).toHaveLength(1);
        expect(await administratorsOf(workspaceId)).toEqual(first);
        expect(await Promise.all(first.map(be)), 'where its answer was lost').toEqual([true]);
      }
    });

    test('outlive the process', async () => {
      await grant(member(ada, 'field'));
      await reopen();
      expect(await opened().members.role(MAIN, ada)).toBe('field');
    });
  });
}

import { beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '../../server/access/members.ts';
import type { ActorId, Epoch, WorkspaceId } from '../../shared/log/ids.ts';
import { actorId, instant, sessionId } from '../support/ids.ts';
import type { LogStorage } from './log-storage.ts';

const MAIN = 'main' as WorkspaceId;
const OTHER = 'other' as WorkspaceId;

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
      expect(await opened().members.withdraw(MAIN, ada)).toBe(true);
      expect(await opened().members.withdraw(MAIN, ada)).toBe(false);
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

    test('outlive the process', async () => {
      await grant(member(ada, 'field'));
      await reopen();
      expect(await opened().members.role(MAIN, ada)).toBe('field');
    });
  });
}

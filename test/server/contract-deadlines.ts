import { describe, expect, test } from 'vitest';
import type { Begins, EventLog, LogTransaction, NewCommit } from '../../server/log/event-log.ts';
import type { EventId, Instant, WorkspaceId } from '../../shared/log/ids.ts';
import { instant, sessionId } from '../support/ids.ts';
import { newCommit, streamNamed } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const OTHER = 'other' as WorkspaceId;

/** What ends by itself. `log` has the workspace `main`; commits are recorded at minute 1. */
export function deadlinesContract(log: () => EventLog): void {
  const transact = <T>(work: (transaction: LogTransaction) => Promise<T>, id = MAIN): Promise<T> =>
    log().transact(id, work);
  const append = (commits: NewCommit[], id = MAIN) => transact((one) => one.append(commits), id);
  const overdue = async (at: Instant, limit = 10) =>
    (await log().overdue(at, limit)).map(({ thing, dueAt, workspaceId }) => [workspaceId, thing, dueAt]);

  describe('P8: deadlines', () => {
    const beginning = (name: string, begins: Begins): NewCommit => {
      const { events, ...rest } = newCommit(name, { stream: name, after: 0 });
      return { ...rest, events: events.map((event) => ({ ...event, begins })) };
    };
    const hold = beginning('a', { kind: 'hold', thing: 'R1', minutes: 30 });
    const allotment = beginning('b', { kind: 'allotment', thing: 'T1', minutes: 10 });
    const startedBy = hold.events[0]?.id as EventId;

    test('count from when the commit was recorded; the longest overdue come first', async () => {
      await append([hold, newCommit('c', { after: 0 }), allotment]);
      expect(await overdue(instant(10))).toEqual([]);
      expect(await overdue(instant(11))).toEqual([[MAIN, 'T1', instant(11)]]);
      expect(await overdue(instant(60))).toEqual([
        [MAIN, 'T1', instant(11)],
        [MAIN, 'R1', instant(31)],
      ]);
      expect(await overdue(instant(60), 1)).toHaveLength(1);
      expect((await log().overdue(instant(60), 10))[1]).toEqual({
        workspaceId: MAIN,
        kind: 'hold',
        thing: 'R1',
        startedBy,
        streamId: streamNamed('a'),
        dueAt: instant(31),
      });
    });

    test('are gone when they are dropped, in their workspace alone', async () => {
      const epoch = sessionId('epoch of the other') as string;
      await log().openWorkspace({ id: OTHER, name: 'Other', epoch: epoch as never, at: instant() });
      await append([hold]);
      await append([hold], OTHER);
      await transact((transaction) => transaction.dropDeadlines([startedBy]));
      expect(await overdue(instant(60))).toEqual([[OTHER, 'R1', instant(31)]]);
      await transact((transaction) => transaction.dropDeadlines([startedBy]));
    });

    test('are not set by what is not recorded', async () => {
      const failing = transact(async (transaction) => {
        await transaction.append([hold]);
        throw new Error('something else');
      });
      await expect(failing).rejects.toThrow('something else');
      expect(await overdue(instant(60))).toEqual([]);
    });
  });
}

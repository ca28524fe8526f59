import { describe, expect, test } from 'vitest';
import type { EventLog, NewCommit } from '../../server/log/event-log.ts';
import { type Epoch, position, streamVersion, type WorkspaceId } from '../../shared/log/ids.ts';
import { commitId, instant, sessionId } from '../support/ids.ts';
import { random } from '../support/random.ts';
import { newCommit, streamNamed } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const TRANSACTIONS = 60;

/** What is asked of the log at the same moment. `log` has the workspace `main`, and is empty. */
export function concurrencyContract(log: () => EventLog): void {
  const events = async (): Promise<
    { position: number; version: number; streamId: string; commitId: string }[]
  > =>
    (await log().events(MAIN, { after: position(0), upTo: position(1_000_000) })).map((text) =>
      JSON.parse(text),
    );

  describe('transactions that are asked for at once', () => {
    test('R1: leave no hole where some of them fail, and each receipt tells where its events are', async () => {
      const chance = random(7);
      const asked = Array.from({ length: TRANSACTIONS }, (_, index) => {
        const [name, count] = [`c${index}`, chance.whole(1, 5)];
        const commits = [newCommit(name, { stream: name, after: 0, events: count })];
        return log().transact(MAIN, async (transaction) => {
          const receipts = await transaction.append(commits);
          if (index % 3 === 0) throw new Error('the power went');
          return receipts;
        });
      });
      const settled = await Promise.allSettled(asked);
      const receipts = settled.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
      expect(receipts).toHaveLength((TRANSACTIONS * 2) / 3);

      const found = await events();
      expect(found.map((event) => event.position)).toEqual(found.map((_, index) => index + 1));
      expect((await log().workspace(MAIN))?.head).toBe(found.length);
      for (const { commitId: id, firstPosition, lastPosition, streams } of receipts) {
        const own = found.filter((event) => event.commitId === id);
        expect(own.map((event) => event.position)).toEqual(range(firstPosition, lastPosition));
        expect(streams).toEqual([{ streamId: own[0]?.streamId, version: own.length }]);
      }
    });

    test('P3: the same commit, asked for many times, is there once, with one receipt', async () => {
      const once = async () =>
        log().transact(MAIN, async (transaction) => {
          const commit: NewCommit = newCommit('a', { after: 0, events: 3 });
          const recorded = (await transaction.recordedCommits([commitId('a')])).get(commitId('a'));
          return recorded?.receipt ?? (await transaction.append([commit]))[0];
        });
      const receipts = await Promise.all(Array.from({ length: 20 }, once));
      for (const receipt of receipts) expect(receipt).toEqual(receipts[0]);
      expect(await events()).toHaveLength(3);
    });

    test('a stream that all write to has every version once', async () => {
      const streamId = streamNamed();
      const appendOne = (_: unknown, index: number) =>
        log().transact(MAIN, async (transaction) => {
          const there = await transaction.streams([{ streamId, after: streamVersion(0) }]);
          return transaction.append([newCommit(`c${index}`, { after: there.length })]);
        });
      await Promise.all(Array.from({ length: 30 }, appendOne));
      expect((await events()).map(({ version }) => version)).toEqual(range(1, 30));
    });

    test('a reader meets only whole transactions, one longer than the other', async () => {
      let isOver = false;
      const seen: number[][] = [];
      const reading = (async () => {
        while (!isOver) {
          const head = (await log().workspace(MAIN))?.head ?? position(0);
          const texts = await log().events(MAIN, { after: position(0), upTo: head });
          seen.push([head, texts.length]);
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      for (let index = 0; index < 20; index++) {
        const commits = [newCommit(`c${index}`, { stream: `s${index}`, after: 0, events: 7 })];
        await log().transact(MAIN, async (transaction) => {
          await transaction.append(commits);
          await new Promise((resolve) => setImmediate(resolve));
        });
      }
      isOver = true;
      await reading;
      expect(seen.length).toBeGreaterThan(5);
      for (const [head = 0, length] of seen) expect([length, head % 7]).toEqual([head, 0]);
    });

    test('R3: a new epoch begins after whole transactions, and none gets lost around it', async () => {
      const epoch = sessionId('second epoch') as string as Epoch;
      const asked = range(1, 12).map((index) =>
        log().transact(MAIN, (transaction) =>
          transaction.append([newCommit(`c${index}`, { stream: `s${index}`, after: 0, events: 3 })]),
        ),
      );
      await Promise.all([...asked, log().startEpoch(MAIN, epoch, instant(3))]);
      const workspace = await log().workspace(MAIN);
      expect(workspace).toMatchObject({ epoch, head: 36 });
      expect((workspace?.epochs.at(-1)?.after ?? 1) % 3).toBe(0);
      expect(await events()).toHaveLength(36);
    });
  });
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type EventLog, LogUnavailable } from '../../server/log/event-log.ts';
import { openPostgres, type PostgresDatabase } from '../../server/log/postgres-database.ts';
import { createPostgresEventLog } from '../../server/log/postgres-event-log.ts';
import { type Epoch, position, type WorkspaceId } from '../../shared/log/ids.ts';
import { schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { instant, sessionId } from '../support/ids.ts';
import { startNode } from '../support/postgres-node.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { newCommit } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const EPOCH = sessionId('epoch') as string as Epoch;

let postgres: PostgresServer;
let url: string;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.createSchema();
});

/** `before` and `after` COMMIT, at which of them (from 1 on), and with what. */
type Fault = {
  readonly when: 'before' | 'after';
  readonly at: (count: number) => boolean;
  readonly error: () => Error;
};

/** A database whose COMMITs fail. What fails after COMMIT was done, and nobody heard of it. */
function failing({ when, at, error }: Fault): {
  around: (database: PostgresDatabase) => PostgresDatabase;
  count(): number;
} {
  let count = 0;
  return {
    count: () => count,
    around: (database) => ({
      ...database,
      persist: (work) =>
        database.persist((connection) =>
          work({
            ...connection,
            async run(text) {
              const isDue = text === 'COMMIT' && at(++count);
              if (isDue && when === 'before') throw error();
              await connection.run(text);
              if (isDue) throw error();
            },
          }),
        ),
    }),
  };
}
const lost = (): Error => new Error('Connection terminated unexpectedly');
const serialization = (): Error =>
  Object.assign(new pg.DatabaseError('could not serialize access', 0, 'error'), { code: '40001' });
const deadlock = (): Error =>
  Object.assign(new pg.DatabaseError('deadlock detected', 0, 'error'), { code: '40P01' });

async function openLog(around?: (database: PostgresDatabase) => PostgresDatabase): Promise<EventLog> {
  const database = await openPostgres(url, instant());
  onTestFinished(() => database.close());
  await createPostgresEventLog(database).openWorkspace({
    id: MAIN,
    name: 'Main',
    epoch: EPOCH,
    at: instant(),
  });
  return createPostgresEventLog(around?.(database) ?? database);
}

describe('a failure that passes', () => {
  test.each([
    ['a serialization failure', serialization],
    ['a deadlock', deadlock],
    ['a connection lost before COMMIT', lost],
  ])('%s: the transaction is done again, and is there once', async (_, error) => {
    const fault = failing({ when: 'before', at: (count) => count < 3, error });
    const log = await openLog(fault.around);
    let runs = 0;
    await log.transact(MAIN, (transaction) => {
      runs += 1;
      return transaction.append([newCommit('a', { after: 0, events: 2 })]);
    });
    expect(runs).toBe(3);
    expect(await log.events(MAIN, { after: position(0), upTo: position(9) })).toHaveLength(2);
  });

  test('P2, P3: a COMMIT of which nobody knows whether it was done: accepted, once, with the first receipt', async () => {
    let isArmed = false;
    const fault = failing({ when: 'after', at: (count) => count === 1, error: lost });
    const node = await startNode(url, {
      aroundDatabase: (database) => {
        const armed = fault.around(database);
        return { ...database, persist: (work) => (isArmed ? armed : database).persist(work) };
      },
    });
    onTestFinished(() => node.close());
    const ada = await node.enrol('Ada');
    const commit = createClerk(ada.sender).commit(schedule({ A: 1 }));
    isArmed = true;
    const receipts = await ada.push(commit);
    expect(fault.count()).toBeGreaterThan(1);
    expect(receipts).toMatchObject([{ outcome: 'accepted', firstPosition: 1, lastPosition: 1 }]);
    expect(await ada.push(commit)).toEqual(receipts);
    expect((await ada.pull()).events).toHaveLength(1);
    const [device] = await (await ada.get('/devices')).json();
    expect(device.commitsAccepted).toBe(1);
  });

  test('the same for an epoch, which begins once', async () => {
    const fault = failing({ when: 'after', at: (count) => count === 1, error: lost });
    const log = await openLog(fault.around);
    await log.startEpoch(MAIN, sessionId('second') as string as Epoch, instant(1));
    expect(fault.count()).toBe(2);
    expect((await log.workspace(MAIN))?.epochs).toHaveLength(2);
  });
});

describe('a failure that does not pass', () => {
  test.each([
    ['serialization failures', serialization],
    ['lost connections', lost],
  ])('%s: is given up after a few times, and nothing was changed', async (_, error) => {
    const fault = failing({ when: 'before', at: () => true, error });
    const log = await openLog(fault.around);
    const append = log.transact(MAIN, (transaction) => transaction.append([newCommit('a', { after: 0 })]));
    await expect(append).rejects.toThrow(LogUnavailable);
    expect(fault.count()).toBeGreaterThan(2);
    expect(fault.count()).toBeLessThan(10);
    expect(await log.events(MAIN, { after: position(0), upTo: position(9) })).toEqual([]);
  });

  test('a bug is no failure of the database: it is not tried again, and the next one goes on', async () => {
    const log = await openLog();
    let runs = 0;
    const broken = log.transact(MAIN, () => {
      runs += 1;
      throw new TypeError('a bug');
    });
    await expect(broken).rejects.toThrow('a bug');
    expect(runs).toBe(1);
    await log.transact(MAIN, (transaction) => transaction.append([newCommit('a', { after: 0 })]));
    expect((await log.workspace(MAIN))?.head).toBe(1);
  });

  test('a node that stands still with the row in its hand holds up the others for seconds, not for ever', async () => {
    const [still, other] = [await openLog(), await openLog()];
    const taken = Promise.withResolvers<void>();
    const going = Promise.withResolvers<void>();
    const frozen = still.transact(MAIN, async (transaction) => {
      const receipts = await transaction.append([newCommit('a', { after: 0 })]);
      taken.resolve();
      await going.promise;
      return receipts;
    });
    await taken.promise;
    const began = performance.now();
    const append = (transaction: Parameters<Parameters<EventLog['transact']>[1]>[0]) =>
      transaction.append([newCommit('b', { stream: 'tour', after: 0 })]);
    expect(await other.transact(MAIN, append)).toMatchObject([{ firstPosition: 1 }]);
    expect(performance.now() - began).toBeLessThan(20_000);
    going.resolve();
    expect(await frozen, 'it finds out, and does it again').toMatchObject([{ firstPosition: 2 }]);
  }, 40_000);
});

test('the database is restarted between two requests: the second is answered all the same', async () => {
  const log = await openLog();
  await log.transact(MAIN, (transaction) => transaction.append([newCommit('a', { after: 0 })]));
  await postgres.restart();
  await log.transact(MAIN, (transaction) => transaction.append([newCommit('b', { after: 1 })]));
  const restarting = postgres.restart();
  const during = log.transact(MAIN, (transaction) => transaction.append([newCommit('c', { after: 2 })]));
  const [answer] = await Promise.all([during, restarting]);
  expect(answer).toMatchObject([{ firstPosition: 3 }]);
  expect(await log.events(MAIN, { after: position(0), upTo: position(9) })).toHaveLength(3);
});

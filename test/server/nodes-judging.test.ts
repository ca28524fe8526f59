import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { EventLog, LogTransaction } from '../../server/log/event-log.ts';
import { TAKE_ROW } from '../../server/log/postgres-counter.ts';
import type { PostgresDatabase } from '../../server/log/postgres-database.ts';
import type { Epoch } from '../../shared/log/ids.ts';
import { addSeats, reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { instant, sessionId } from '../support/ids.ts';
import { type PostgresNode, startNode } from '../support/postgres-node.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { gist, type TestDevice, WORKSPACE } from '../support/server.ts';

let postgres: PostgresServer;
let url: string;
let there: PostgresNode;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.createSchema();
  there = await node();
});

async function node(options: Parameters<typeof startNode>[1] = {}): Promise<PostgresNode> {
  const started = await startNode(url, options);
  onTestFinished(() => started.close());
  return started;
}

const outcomes = async (pushed: ReturnType<TestDevice['push']>): Promise<string[]> =>
  (await pushed).map(gist);

/**
 * A node whose next transaction stands still once it has judged, just before it writes for the first time. The first
 * promise tells that it does; `go` lets it write.
 */
async function haltingNode(before: 'append' | 'keep' | 'settle', aroundDatabase = honest) {
  const halted = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  let runs = 0;
  const around = (transaction: LogTransaction): LogTransaction => ({
    ...transaction,
    [before]: async (...values: never[]) => {
      runs += 1;
      halted.resolve();
      if (runs === 1) await going.promise;
      return Reflect.apply(transaction[before], transaction, values);
    },
  });
  let isArmed = false;
  const aroundLog = (log: EventLog): EventLog => ({
    ...log,
    transact: (id, work) =>
      log.transact(id, (transaction) => work(isArmed ? around(transaction) : transaction)),
  });
  const halting = await node({ aroundLog, aroundDatabase });
  return {
    node: halting,
    arm: () => {
      isArmed = true;
    },
    halted: halted.promise,
    go: () => going.resolve(),
    runs: () => runs,
  };
}
const honest = (database: PostgresDatabase): PostgresDatabase => database;

describe('what another node commits between judging and writing', () => {
  async function scene(before: 'append' | 'keep' | 'settle', aroundDatabase = honest) {
    const here = await haltingNode(before, aroundDatabase);
    const ada = await there.enrol('Ada');
    const clerk = createClerk(ada.sender);
    const scheduled = clerk.commit(schedule({ A: 2 }));
    return { here, ada, clerk, scheduled, adaHere: ada.at(here.node) };
  }

  test('P3: the same commit: the receipt is the same, and the log has it once', async () => {
    const { here, ada, adaHere, scheduled } = await scene('append');
    here.arm();
    const pushed = adaHere.push(scheduled);
    await here.halted;
    const receipts = await ada.push(scheduled);
    here.go();
    expect(await pushed).toEqual(receipts);
    expect((await ada.pull()).events).toHaveLength(1);
    expect(here.runs(), 'it had to begin again').toBe(2);
  });

  test('P1: another commit on the stream: a conflict', async () => {
    const { here, ada, adaHere, clerk, scheduled } = await scene('append');
    await ada.push(scheduled);
    const other = createClerk(ada.sender, 2);
    other.learn((await ada.pull()).events);
    here.arm();
    const pushed = outcomes(adaHere.push(clerk.commit(addSeats('A', 1))));
    await here.halted;
    expect(await outcomes(ada.push(other.commit(addSeats('A', 2))))).toEqual(['accepted']);
    here.go();
    expect(await pushed).toEqual(['conflict']);
  });

  test('nothing on the same stream: it is not held up, and comes after it', async () => {
    const { here, ada, adaHere, clerk, scheduled } = await scene('append');
    here.arm();
    const pushed = adaHere.push(scheduled);
    await here.halted;
    await ada.push(clerk.commit(schedule({ A: 1 }), 'tour'));
    here.go();
    expect(await pushed).toMatchObject([{ outcome: 'accepted', firstPosition: 2 }]);
    expect(here.runs()).toBe(1);
  });

  test('C6: the device was revoked: the commit is rejected and kept', async () => {
    const { here, ada, adaHere, scheduled } = await scene('append');
    here.arm();
    const pushed = outcomes(adaHere.push(scheduled));
    await here.halted;
    await ada.send('DELETE', `/devices/${ada.deviceId}`);
    here.go();
    expect(await pushed).toEqual(['rejected: device-revoked']);
    const kept = await there.eventLog.quarantine(WORKSPACE);
    expect(kept.map(({ commitId }) => commitId)).toEqual([scheduled.id]);
  });

  test('C5: the role was withdrawn: the commit is rejected and kept', async () => {
    const { here, ada, adaHere, scheduled } = await scene('append');
    here.arm();
    const pushed = outcomes(adaHere.push(scheduled));
    await here.halted;
    await there.members.withdraw(WORKSPACE, ada.actorId);
    here.go();
    expect(await pushed).toEqual(['rejected: role-withdrawn']);
    expect(await there.eventLog.quarantine(WORKSPACE)).toMatchObject([{ commitId: scheduled.id }]);
  });

  test('negative control: without the look at the revision, a revoked device gets in', async () => {
    const { here, ada, adaHere, scheduled } = await scene('append', blindToRevisions);
    here.arm();
    const pushed = outcomes(adaHere.push(scheduled));
    await here.halted;
    await ada.send('DELETE', `/devices/${ada.deviceId}`);
    here.go();
    expect(await pushed).toEqual(['accepted']);
  });

  test('R3: a new epoch: nothing of the request is processed', async () => {
    const { here, adaHere, scheduled } = await scene('append');
    here.arm();
    const pushed = adaHere.tryPush([scheduled]);
    await here.halted;
    const epoch = sessionId('second epoch') as string as Epoch;
    await there.eventLog.startEpoch(WORKSPACE, epoch, instant());
    here.go();
    expect((await pushed).status).toBe(409);
    expect((await there.eventLog.workspace(WORKSPACE))?.head).toBe(0);
  });

  test('C5: what it lacked: the commit is not kept as groundless, but accepted once', async () => {
    const { here, ada, adaHere, clerk, scheduled } = await scene('keep');
    const booked = clerk.commit(reserve('Ann', { A: 1 }));
    const unfounded = { ...booked, writes: booked.writes.map((write) => ({ ...write, ...NOTHING_BEFORE })) };
    here.arm();
    const pushed = adaHere.push(unfounded);
    await here.halted;
    const receipts = await ada.push(scheduled, booked);
    here.go();
    expect(await pushed).toEqual(receipts.slice(1));
    expect(await there.eventLog.quarantine(WORKSPACE)).toEqual([]);
  });

  test('C5: it was set aside while it was sent again: that is final', async () => {
    const { here, ada, adaHere, clerk, scheduled } = await scene('settle');
    const booked = clerk.commit(reserve('Ann', { A: 1 }));
    const unfounded = { ...booked, writes: booked.writes.map((write) => ({ ...write, ...NOTHING_BEFORE })) };
    expect(await outcomes(ada.push(unfounded))).toEqual(['rejected: session-unknown']);
    await ada.push(scheduled);
    here.arm();
    const pushed = outcomes(adaHere.push(booked));
    await here.halted;
    await ada.send('POST', `/quarantine/${booked.id}`, { action: 'set-aside', reason: 'twice' });
    here.go();
    expect(await pushed).toEqual(['rejected: set-aside']);
    expect((await ada.pull()).events).toHaveLength(1);
  });
});

const NOTHING_BEFORE = { expectedVersion: 0 as never, expectedEventId: null };

/** The planted bug: what the row says of revisions is not looked at. */
function blindToRevisions(database: PostgresDatabase): PostgresDatabase {
  return {
    ...database,
    persist: (work) =>
      database.persist((connection) => {
        let seen = 0;
        return work({
          ...connection,
          async query<Row>(text: string, values: readonly unknown[]) {
            const rows = (await connection.query<{ revision: number }>(text, values)) as {
              revision: number;
            }[];
            const isTaken = text === TAKE_ROW;
            for (const row of rows) if (row && 'revision' in row && !isTaken) seen = row.revision;
            return (isTaken ? rows.map((row) => ({ ...row, revision: seen })) : rows) as Row[];
          },
        });
      }),
  };
}

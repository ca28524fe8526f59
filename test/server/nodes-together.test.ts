import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { instantOf } from '../../server/running/clock.ts';
import { createBook } from '../../shared/booking/book.ts';
import { replay } from '../../shared/log/replay.ts';
import { reserve, schedule } from '../support/commands.ts';
import { createClerk, rebased } from '../support/commits.ts';
import { sessionId } from '../support/ids.ts';
import { createNamedAccounts } from '../support/named-accounts.ts';
import { type PostgresNode, startNode } from '../support/postgres-node.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { gist, json, type TestDevice, WORKSPACE } from '../support/server.ts';

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

async function node(): Promise<PostgresNode> {
  const started = await startNode(url);
  onTestFinished(() => started.close());
  return started;
}

const outcomes = async (pushed: ReturnType<TestDevice['push']>): Promise<string[]> =>
  (await pushed).map(gist);

describe('two nodes on one database', () => {
  test('judge on what the other has committed, however long they had the session in memory', async () => {
    const here = await node();
    const devices = await Promise.all([here.enrol('Ada'), there.enrol('Bob')]);
    const clerks = devices.map(({ sender }) => createClerk(sender));
    const [ada] = devices as [TestDevice, TestDevice];
    await ada.push(createClerk(ada.sender, 9).commit(schedule({ A: 40 })));
    for (let turn = 0; turn < 40; turn++) {
      const [device, clerk] = [devices[turn % 2], clerks[turn % 2]];
      if (!device || !clerk) throw new Error('there are two');
      const stale = turn > 1 ? clerk.commit(reserve(`${turn}`, { A: 1 })) : undefined;
      if (stale) expect(await outcomes(device.push(stale))).toEqual(['conflict']);
      const book = createBook();
      for (const event of (await device.pull()).events) book.fold(event);
      const fresh = createClerk(device.sender, 100 + turn);
      fresh.learn((await device.pull()).events);
      const commit = stale ? rebased(stale, book) : fresh.commit(reserve(`${turn}`, { A: 1 }));
      expect(await outcomes(device.push(commit))).toEqual(['accepted']);
      clerks[turn % 2] = createClerk(device.sender, 200 + turn);
      clerks[turn % 2]?.learn((await device.pull()).events);
    }
    const session = replay((await ada.pull()).events).session(sessionId());
    expect(session?.reservations.size).toBe(40);
    expect(session?.version).toBe(41);
  });

  test('B8: the last seat goes to one of two who ask both nodes at the same moment', async () => {
    const here = await node();
    const [ada, bob] = (await Promise.all([here.enrol('Ada'), there.enrol('Bob')])) as [
      TestDevice,
      TestDevice,
    ];
    for (let round = 0; round < 25; round++) {
      const session = `round ${round}`;
      await ada.push(createClerk(ada.sender, round + 1).commit(schedule({ A: 1 }), session));
      const { events } = await ada.pull();
      const asked = [ada, bob].map(({ sender }) => {
        const clerk = createClerk(sender, 1_000 + round);
        clerk.learn(events);
        return clerk.commit(reserve(`${sender.deviceId} ${round}`, { A: 1 }), session);
      });
      const answers = await Promise.all([ada.push(...asked.slice(0, 1)), bob.push(...asked.slice(1))]);
      expect(answers.flat().map(gist).sort()).toEqual(['accepted', 'conflict']);
    }
    const { events } = await ada.pull();
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
  });

  test('P8: end what is overdue once, though all look at the same moment', async () => {
    const nodes = [await node(), await node(), there];
    const ada = await there.enrol('Ada');
    const clerk = createClerk(ada.sender);
    const guests = Array.from({ length: 20 }, (_, index) => `guest ${index}`);
    await ada.push(
      clerk.commit(schedule({ A: 30 })),
      ...guests.map((guest) => clerk.commit(reserve(guest, { A: 1 }, { holdMinutes: 1 }))),
    );
    const late = instantOf(Date.now() + 120_000);
    const overdue = await Promise.all(nodes.map(({ eventLog }) => eventLog.overdue(late, 100)));
    expect(overdue.map((found) => found.length)).toEqual([20, 20, 20]);
    // By halves, so that one meets what another has done in part.
    await Promise.all(
      nodes.flatMap(({ daybook }, index) =>
        [overdue[index]?.slice(0, 10) ?? [], overdue[index]?.slice(10) ?? []].map((some) =>
          daybook.commits.expire(ada.workspaceId, some),
        ),
      ),
    );
    const { events } = await ada.pull();
    expect(events.filter(({ type }) => type === 'ReservationExpired')).toHaveLength(20);
    expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index + 1));
    expect(await there.eventLog.overdue(late, 100)).toEqual([]);
    expect(nodes.flatMap(({ logged }) => logged)).toEqual([]);
  });

  test('R5: pack the log into the same segments, without a gap', async () => {
    const here = await node();
    const [ada, bob] = (await Promise.all([here.enrol('Ada'), there.enrol('Bob')])) as [
      TestDevice,
      TestDevice,
    ];
    const clerks = [createClerk(ada.sender), createClerk(bob.sender)] as const;
    for (let round = 0; round < 12; round++) {
      const pushes = [ada, bob].map((device, index) => {
        const make = (_: unknown, count: number) =>
          (clerks[index] ?? clerks[0]).commit(schedule({ A: 1 }), `${index} ${round} ${count}`);
        return device.push(...Array.from({ length: 40 }, make));
      });
      await Promise.all(pushes);
    }
    const lists = await Promise.all(
      [ada, bob, ada.at(there), bob.at(here)].map(async (device) =>
        (await device.get(`/segments?epoch=${device.epoch}`)).json(),
      ),
    );
    for (const list of lists) expect(list.segments).toEqual(lists[0].segments);
    const ends = lists[0].segments.map(({ first, last }: { first: number; last: number }) => [first, last]);
    expect(ends).toEqual([
      [1, 256],
      [257, 512],
      [513, 768],
    ]);
  });
});

test('W7: two nodes that are set up at once on an empty database have one administrator, and samples once', async () => {
  const accounts = createNamedAccounts();
  const firstStart = { token: 'of the link', workspaceId: WORKSPACE };
  const nodes = await Promise.all(
    [1, 2].map(() => startNode(url, { accounts: async () => accounts, firstStart })),
  );
  onTestFinished(() => Promise.all(nodes.map((one) => one.close())).then(() => undefined));
  const first = { token: firstStart.token, password: 'a long password', workspaceName: 'The Mill' };
  const asked = nodes.map((one, index) => {
    const body = { ...first, name: 'Alma', email: `alma-${index}@example.test`, samples: true };
    return one.request('/api/set-up', json('POST', body));
  });
  const statuses = (await Promise.all(asked)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([201, 404]);
  const members = await there.members.list(WORKSPACE);
  expect(members.map(({ userId, role }) => [userId, role])).toEqual([
    [`alma-${statuses.indexOf(201)}`, 'administrator'],
  ]);
  const devices = await there.devices.list(WORKSPACE);
  expect(devices.map(({ name }) => name)).toEqual(['Sample data']);
}, 30_000);

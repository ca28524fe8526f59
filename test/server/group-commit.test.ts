import { expect, onTestFinished, test } from 'vitest';
import type { EventLog } from '../../server/log/event-log.ts';
import { LogUnavailable } from '../../server/log/event-log.ts';
import { addSeats, reserve, schedule } from '../support/commands.ts';
import { createClerk } from '../support/commits.ts';
import { gist, startServer, type TestDevice, type TestServer } from '../support/server.ts';

type Watched = { transactions: number; failNext: boolean };

/** A server whose transactions are counted, and whose next COMMIT can be made to fail. */
async function watchedServer(): Promise<{ server: TestServer; watched: Watched }> {
  const watched: Watched = { transactions: 0, failNext: false };
  const around = (eventLog: EventLog): EventLog => ({
    ...eventLog,
    async transact(workspace, work) {
      watched.transactions += 1;
      const fails = watched.failNext;
      watched.failNext = false;
      return eventLog
        .transact(workspace, async (transaction) => {
          const result = await work(transaction);
          if (fails) throw new Error('disk full');
          return result;
        })
        .catch((error) => {
          throw fails ? new LogUnavailable(error) : error;
        });
    },
  });
  const server = await startServer({ around });
  onTestFinished(() => server.close());
  return { server, watched };
}

const enrolMany = (server: TestServer, count: number): Promise<TestDevice[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => server.enrol(`Device ${index}`)));

test('pushes that arrive together share a transaction', async () => {
  const { server, watched } = await watchedServer();
  const devices = await enrolMany(server, 40);
  const commits = devices.map((device, index) =>
    createClerk(device.sender).commit(schedule({ A: 5 }), `session ${index}`),
  );
  const answers = await Promise.all(
    devices.map((device, index) => device.push(...commits.slice(index, index + 1))),
  );
  expect(answers.flat().map(gist)).toEqual(Array(40).fill('accepted'));
  expect(watched.transactions).toBeLessThan(8);
  const { events } = await (devices[0] as TestDevice).pull();
  expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
});

test('a push that is alone does not wait for others: one transaction each', async () => {
  const { server, watched } = await watchedServer();
  const [device] = (await enrolMany(server, 1)) as [TestDevice];
  const clerk = createClerk(device.sender);
  for (const commit of clerk.commits(schedule({ A: 5 }), addSeats('A', 1), addSeats('A', 1))) {
    expect((await device.push(commit)).map(gist)).toEqual(['accepted']);
  }
  expect(watched.transactions).toBe(3);
});

test('two devices that book the last seat in the same transaction: one conflict', async () => {
  const { server } = await watchedServer();
  const [ada, bob] = (await enrolMany(server, 2)) as [TestDevice, TestDevice];
  await ada.push(createClerk(ada.sender).commit(schedule({ A: 1 })));
  const { events } = await ada.pull();
  const commits = [ada, bob].map(({ sender }) => {
    const clerk = createClerk(sender, 2);
    clerk.learn(events);
    return clerk.commit(reserve(sender.deviceId, { A: 1 }));
  });
  const answers = await Promise.all([ada.push(...commits.slice(0, 1)), bob.push(...commits.slice(1))]);
  expect(answers.flat().map(gist).sort()).toEqual(['accepted', 'conflict']);
});

test('P2: a COMMIT that fails acknowledges nothing, and nothing of it is remembered', async () => {
  const { server, watched } = await watchedServer();
  const devices = await enrolMany(server, 5);
  const [first] = devices as [TestDevice];
  const scheduled = createClerk(first.sender).commit(schedule({ A: 5 }));
  const others = devices.slice(1).map((device, index) => {
    return { device, commit: createClerk(device.sender).commit(schedule({ A: 5 }), `session ${index}`) };
  });
  watched.failNext = true;
  const all = [{ device: first, commit: scheduled }, ...others];
  const answers = await Promise.all(all.map(({ device, commit }) => device.tryPush([commit])));
  expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(503));
  expect(await answers[0]?.json()).toMatchObject({ type: '/problems/unavailable' });
  expect((await first.pull()).head).toBe(0);

  const again = await Promise.all(all.map(({ device, commit }) => device.push(commit)));
  expect(again.flat().map(gist), 'the same commits, later').toEqual(Array(5).fill('accepted'));
  expect((await first.pull()).head).toBe(5);
});

test('a real disk that is full: 503, nothing acknowledged, reading goes on', async () => {
  const server = await startServer({ maxBytes: 260_000 });
  onTestFinished(() => server.close());
  const device = await server.enrol();
  const clerk = createClerk(device.sender);
  let accepted = 0;
  let status = 200;
  for (let count = 0; count < 400 && status === 200; count++) {
    const response = await device.tryPush([clerk.commit(schedule({ A: 5 }), `session ${count}`)]);
    status = response.status;
    if (status === 200) accepted += 1;
  }
  expect(status).toBe(503);
  expect(accepted).toBeGreaterThan(10);
  expect((await device.pull()).events).toHaveLength(accepted);
});

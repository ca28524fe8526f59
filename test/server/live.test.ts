import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { LogUnavailable } from '../../server/log/event-log.ts';
import { addSeats, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { openFeed } from '../support/feed.ts';
import { startServer, type TestDevice, type TestServer } from '../support/server.ts';

let server: TestServer;
let ada: TestDevice;
let clerk: Clerk;

beforeEach(async () => {
  server = await startServer();
  ada = await server.enrol('Ada');
  clerk = createClerk(ada.sender);
});
afterEach(() => server.close());

test('R2: says at once where the log is, and then at every commit', async () => {
  const { epoch } = ada;
  const feed = await openFeed(ada);
  expect(feed.response.headers.get('content-type')).toBe('text/event-stream');
  expect(await feed.next()).toEqual({ epoch, head: 0 });
  const began = performance.now();
  await ada.push(clerk.commit(schedule({ A: 1 })));
  expect(await feed.next()).toEqual({ epoch, head: 1 });
  expect(performance.now() - began).toBeLessThan(500);
  await ada.push(clerk.commit(addSeats('A', 1)));
  expect(await feed.next()).toEqual({ epoch, head: 2 });
});

test('says nothing where nothing was recorded', async () => {
  const feed = await openFeed(ada);
  const scheduled = clerk.commit(schedule({ A: 1 }));
  await ada.push(scheduled);
  await ada.push(scheduled);
  await ada.push(clerk.commit(addSeats('A', 1)));
  const heads = [await feed.next(), await feed.next(), await feed.next()];
  expect(heads).toMatchObject([{ head: 0 }, { head: 1 }, { head: 2 }]);
});

test('a reader that is slow gets the newest hint, not all that it missed', async () => {
  const feed = await openFeed(ada);
  await ada.push(clerk.commit(schedule({ A: 1 })));
  for (let count = 0; count < 50; count++) await ada.push(clerk.commit(addSeats('A', 1)));
  const heads: unknown[] = [];
  while ((heads.at(-1) as { head: number } | undefined)?.head !== 51) heads.push(await feed.next());
  expect(heads.length).toBeLessThan(20);
});

test('R2: in a quiet time says the last hint again, which a page hears, and stops when nobody listens', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const feed = await openFeed(ada);
  expect(await feed.next()).toEqual({ epoch: ada.epoch, head: 0 });
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(20_000);
  expect(await feed.read()).toBe(`data: {"epoch":"${ada.epoch}","head":0}\n\n`);
  await ada.push(clerk.commit(schedule({ A: 1 })));
  expect(await feed.next()).toMatchObject({ head: 1 });
  vi.advanceTimersByTime(20_000);
  expect(await feed.next(), 'the newest').toMatchObject({ head: 1 });
  await feed.cancel();
  expect(vi.getTimerCount()).toBe(0);
  await ada.push(clerk.commit(addSeats('A', 1)));
});

test('who asks for its head alone gets no feed that nobody would read', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const answer = await ada.send('HEAD', '/live');
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  expect(vi.getTimerCount()).toBe(0);
});

test('a feed that cannot say where the log is leaves nothing behind', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let left = Number.POSITIVE_INFINITY;
  const flaky = await startServer({
    around: (log) => ({
      ...log,
      async workspace(id) {
        left -= 1;
        if (left < 0) throw new LogUnavailable('disk I/O error');
        return log.workspace(id);
      },
    }),
  });
  onTestFinished(() => flaky.close());
  const bob = await flaky.enrol('Bob');
  // Who asks is looked up first.
  left = 1;
  expect((await bob.get('/live')).status).toBe(503);
  expect(left).toBe(-1);
  expect(vi.getTimerCount()).toBe(0);
});

test('R2: what was looked up before a commit is not said after it', async () => {
  let meanwhile: (() => Promise<unknown>) | undefined;
  let left = 0;
  const slow = await startServer({
    around: (log) => ({
      ...log,
      async workspace(id) {
        const found = await log.workspace(id);
        left -= 1;
        if (left === 0) await meanwhile?.();
        return found;
      },
    }),
  });
  onTestFinished(() => slow.close());
  const bob = await slow.enrol('Bob');
  // Who asks is looked up first, and the push that comes between looks once more.
  left = 2;
  meanwhile = () => bob.push(createClerk(bob.sender).commit(schedule({ A: 1 })));
  const feed = await openFeed(bob);
  expect(await feed.next()).toMatchObject({ head: 1 });
  await bob.push(createClerk(bob.sender, 2).commit(schedule({ A: 1 }), 'another'));
  expect(await feed.next()).toMatchObject({ head: 2 });
});

test('ends for a device that is revoked, and for it alone', async () => {
  const bob = await server.enrol('Bob');
  const [revoked, live] = [await openFeed(ada), await openFeed(bob)];
  await Promise.all([revoked.next(), live.next()]);
  await bob.send('DELETE', `/devices/${ada.deviceId}`);
  expect(await revoked.next()).toBeUndefined();
  await bob.push(createClerk(bob.sender).commit(schedule({ A: 1 })));
  expect(await live.next()).toMatchObject({ head: 1 });
});

test('C6: is not opened for a device that is revoked while it asks', async () => {
  let meanwhile: (() => Promise<unknown>) | undefined;
  const slow = await startServer({
    around: (log) => ({
      ...log,
      async workspace(id) {
        const happens = meanwhile;
        meanwhile = undefined;
        await happens?.();
        return log.workspace(id);
      },
    }),
  });
  onTestFinished(() => slow.close());
  const [bob, cyn] = [await slow.enrol('Bob'), await slow.enrol('Cyn')];
  // It was looked up already.
  meanwhile = () => cyn.send('DELETE', `/devices/${bob.deviceId}`);
  expect((await bob.get('/live')).status).toBe(401);
});

test('ends when the server stops', async () => {
  const feed = await openFeed(ada);
  await feed.next();
  await server.daybook.stop();
  expect(await feed.next()).toBeUndefined();
});

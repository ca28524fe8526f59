import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import type { OtherNodes } from '../../server/live/other-nodes.ts';
import { addSeats, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { openFeed } from '../support/feed.ts';
import { type PostgresNode, startNode } from '../support/postgres-node.ts';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import type { TestDevice } from '../support/server.ts';

const WITHIN_MS = 1_000;
/** Sooner than a node looks by itself. */
const HINTED_MS = 250;

let postgres: PostgresServer;
let url: string;
let here: PostgresNode;
let ada: TestDevice;
let clerk: Clerk;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.createSchema();
  here = await node();
  ada = await here.enrol('Ada');
  clerk = createClerk(ada.sender);
});

async function node(aroundNodes?: (nodes: OtherNodes) => OtherNodes): Promise<PostgresNode> {
  const started = await startNode(url, { ...(aroundNodes && { aroundNodes }) });
  onTestFinished(() => started.close());
  return started;
}

type Feed = Awaited<ReturnType<typeof openFeed>>;

/** Until it says so; what it had said before it may say again. */
async function hear(feed: Feed, head: number): Promise<void> {
  for (;;) {
    const hint = (await feed.next()) as { epoch: string; head: number };
    expect(hint.epoch).toBe(ada.epoch);
    expect(hint.head).toBeLessThanOrEqual(head);
    if (hint.head === head) return;
  }
}

/** Commits in one node, one after the other; how long the other's feed took for each, in milliseconds. */
async function delays(from: PostgresNode, to: PostgresNode, count: number): Promise<number[]> {
  const feed = await openFeed(ada.at(to));
  const device = ada.at(from);
  let head = (await device.pull()).head as number;
  await hear(feed, head);
  const taken: number[] = [];
  while (taken.length < count) {
    const commit = head === 0 ? clerk.commit(schedule({ A: 1 })) : clerk.commit(addSeats('A', 1));
    await device.push(commit);
    const committed = performance.now();
    head += 1;
    await hear(feed, head);
    taken.push(performance.now() - committed);
  }
  return taken;
}

function median(times: number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

test('R2: a feed hears at once what another node commits', async () => {
  const there = await node();
  const taken = await delays(here, there, 20);
  expect(median(taken)).toBeLessThan(HINTED_MS);
  expect(median(await delays(there, here, 5)), 'and the other way').toBeLessThan(HINTED_MS);
});

test('R2: also when every hint gets lost: within a second, by looking', async () => {
  const silent = await node((nodes) => ({ ...nodes, tell: () => {} }));
  const taken = await delays(silent, here, 6);
  expect(median(taken)).toBeLessThan(WITHIN_MS);
});

test('negative control: a node that neither looks nor is told hears nothing, and cuts nobody off', async () => {
  const deaf = await node((nodes) => ({ ...nodes, watch: () => ({ stop: async () => {} }) }));
  const feed = await openFeed(ada.at(deaf));
  await hear(feed, 0);
  await ada.push(clerk.commit(schedule({ A: 1 })));
  await here.members.withdraw(ada.workspaceId, ada.actorId);
  const heard = await Promise.race([feed.next().then(() => 'heard'), setTimeout(WITHIN_MS, 'nothing')]);
  expect(heard).toBe('nothing');
});

test('R2: the line for hints is opened again when it breaks', async () => {
  const there = await node();
  await withClient(url, (client) =>
    client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query ~ '^(LISTEN|SELECT pg_notify)'",
    ),
  );
  const taken = await delays(here, there, 12);
  expect(Math.min(...taken)).toBeLessThan(HINTED_MS);
});

type CutOff = readonly [string, cut: (by: TestDevice) => Promise<unknown>, status: number];
const CUT_OFF: readonly CutOff[] = [
  ['a device that is revoked', (by) => by.send('DELETE', `/devices/${ada.deviceId}`), 401],
  ['whose role is withdrawn', () => here.members.withdraw(ada.workspaceId, ada.actorId), 403],
];

test.each(CUT_OFF)(
  'W1: %s on one node loses its feed on the other, and its next request',
  async (...cell) => {
    const [, cut, status] = cell;
    const there = await node();
    const bob = await here.enrol('Bob');
    const [revoked, live] = [await openFeed(ada.at(there)), await openFeed(bob.at(there))];
    await Promise.all([revoked.next(), live.next()]);
    const began = performance.now();
    await cut(bob);
    expect((await ada.at(there).get('/devices')).status).toBe(status);
    while ((await revoked.next()) !== undefined) {
      // What it had not read yet.
    }
    expect(performance.now() - began).toBeLessThan(WITHIN_MS);
    await bob.push(createClerk(bob.sender).commit(schedule({ A: 1 })));
    await hear(live, 1);
  },
);

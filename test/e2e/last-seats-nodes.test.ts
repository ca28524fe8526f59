import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import { type NodesFront, startNodesFront } from '../support/proxy/nodes-front.ts';
import { type ServerProcess, spawnServer } from '../support/server-process.ts';
import { openPhone, type Phone } from './support/device.ts';
import {
  bothBookOffline,
  bothReturn,
  everybodySeesWhy,
  mustBeMadeGoodOnce,
  twoSeatsAreLeft,
} from './support/last-seats.ts';
import type { LoggedEvent } from './support/server.ts';
import { beginWork, openOffice, STAFF } from './support/staff.ts';

/** A database, two nodes and two browsers, on a machine that may have other work. */
const START_WITHIN_MS = 120_000;

let postgres: PostgresServer;
let databaseUrl: string;
let front: NodesFront;
let ada: Phone;
let bob: Phone;
const living: ServerProcess[] = [];

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createSchema();
  const env = { DATABASE_URL: databaseUrl, ACCOUNTS: '', AUTH_SECRET: 'the same for both of the two nodes' };
  living.push(...(await Promise.all([spawnServer({ env }), spawnServer({ env })])));
  front = await startNodesFront(() => living.map(({ address }) => address));
  const url = front.address;
  const said = living[0]?.output() ?? '';
  [ada, bob] = await Promise.all([openPhone(url), openPhone(url)]);
  await openOffice({ url, setUpLink: /Set it up, once: (\S+)/.exec(said)?.[1] });
  await Promise.all([beginWork(ada, STAFF.planner), beginWork(bob, STAFF.field)]);
}, START_WITHIN_MS);
afterAll(async () => {
  await Promise.all([ada?.close(), bob?.close()]);
  await front?.close();
  for (const node of living) await node.end('SIGKILL');
  await postgres?.stop();
});

async function killWhoRecordedLast(): Promise<ServerProcess> {
  const killed = living.find(({ address }) => address === front.lastPushedTo());
  if (!killed) throw new Error('nobody has recorded anything');
  living.splice(living.indexOf(killed), 1);
  expect(await killed.end('SIGKILL')).toBe('SIGKILL');
  return killed;
}

async function loggedEvents(): Promise<LoggedEvent[]> {
  const found = await withClient(databaseUrl, (client) =>
    client.query('SELECT event, commit_id FROM events ORDER BY position'),
  );
  return found.rows.map(({ event, commit_id }) => ({ ...JSON.parse(event), commitId: commit_id }));
}

test('two nodes on PostgreSQL, and the one that took the first booking is killed before the second comes', async () => {
  const seats = { ada, bob, title: 'Bread baking', first: 'Grace', second: 'Hedy' };
  await twoSeatsAreLeft(seats);
  await bothBookOffline(seats);
  let killed: ServerProcess | undefined;
  await bothReturn(seats, async () => {
    killed = await killWhoRecordedLast();
  });
  expect(living).toHaveLength(1);
  expect(front.lastPushedTo()).toBe(living[0]?.address);
  expect(front.given.get(killed?.address ?? ''), 'requests to the node that is gone').toBeGreaterThan(5);
  mustBeMadeGoodOnce(await loggedEvents());
  await everybodySeesWhy(seats);
});

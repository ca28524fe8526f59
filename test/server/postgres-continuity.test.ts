import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { type EventLog, LogUnavailable } from '../../server/log/event-log.ts';
import { openPostgres } from '../../server/log/postgres-database.ts';
import { createPostgresEventLog } from '../../server/log/postgres-event-log.ts';
import { type Epoch, position, type WorkspaceId } from '../../shared/log/ids.ts';
import { instant, sessionId } from '../support/ids.ts';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import { newCommit } from './new-commits.ts';

const MAIN = 'main' as WorkspaceId;
const FIRST = sessionId('first epoch') as string as Epoch;
const SECOND = sessionId('second epoch') as string as Epoch;

let postgres: PostgresServer;
let url: string;
let log: EventLog;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(async () => {
  url = await postgres.createDatabase();
  log = await openLog();
  await log.openWorkspace({ id: MAIN, name: 'Main', epoch: FIRST, at: instant() });
});

async function openLog(): Promise<EventLog> {
  const database = await openPostgres(url, instant());
  onTestFinished(() => database.close());
  return createPostgresEventLog(database);
}
const append = (on: EventLog, name: string, after: number) =>
  on.transact(MAIN, (transaction) => transaction.append([newCommit(name, { after })]));
const pages = (on: EventLog) => on.events(MAIN, { after: position(0), upTo: position(99) });

/** The database is copied as it is, and after `meanwhile` put back under the nodes that run. */
async function putBack(meanwhile: () => Promise<unknown>): Promise<void> {
  const [name, copy] = [url.split('/').at(-1), `${url.split('/').at(-1)}_copy`];
  const administer = (...texts: string[]): Promise<void> =>
    withClient(url.replace(/[^/]+$/, 'postgres'), async (client) => {
      for (const text of texts) await client.query(text);
    });
  const cutOff = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`;
  await administer(cutOff, `CREATE DATABASE ${copy} TEMPLATE ${name}`);
  await meanwhile();
  await administer(`DROP DATABASE ${name} WITH (FORCE)`, `ALTER DATABASE ${copy} RENAME TO ${name}`);
}

test('R3: a node whose log is shorter than it was gives no position a second time', async () => {
  await append(log, 'a', 0);
  await putBack(() => append(log, 'b', 1));
  await expect(append(log, 'c', 1)).rejects.toThrow('was known to go to 2 and goes to 1 now');
  await expect(log.workspace(MAIN)).rejects.toThrow(LogUnavailable);
  await expect(log.workspaces(), 'so it is not ready').rejects.toThrow(LogUnavailable);
  expect(await pages(await openLog())).toHaveLength(1);
});

test('R3: it stays so when a new epoch has begun, until the node is started again', async () => {
  await append(log, 'a', 0);
  await putBack(() => append(log, 'b', 1));
  const fresh = await openLog();
  await fresh.startEpoch(MAIN, SECOND, instant(1));
  await append(fresh, 'c', 1);
  await expect(append(log, 'd', 2)).rejects.toThrow('--restored');
  await expect(log.workspace(MAIN)).rejects.toThrow(LogUnavailable);
  expect(await append(await openLog(), 'd', 2)).toMatchObject([{ firstPosition: 3 }]);
});

test('negative control: a node that knew no more than what was put back goes on', async () => {
  const other = await openLog();
  await append(log, 'a', 0);
  await other.workspace(MAIN);
  await putBack(() => append(log, 'b', 1));
  expect(await append(other, 'c', 1)).toMatchObject([{ firstPosition: 2 }]);
});

test('an epoch that begins after all that was known holds up nobody, nor does a restart of the database', async () => {
  const other = await openLog();
  await append(log, 'a', 0);
  await other.workspace(MAIN);
  await postgres.restart();
  await other.startEpoch(MAIN, SECOND, instant(1));
  await append(log, 'b', 1);
  expect(await append(other, 'c', 2)).toMatchObject([{ firstPosition: 3 }]);
});

test('many questions at once, answered in any order, are no interruption', async () => {
  const other = await openLog();
  const asking = Array.from({ length: 60 }, (_, index) =>
    index % 3 === 0 ? append(index % 2 ? log : other, `c${index}`, 0).catch(() => {}) : log.workspace(MAIN),
  );
  await Promise.all(asking);
  expect(await log.workspace(MAIN)).toMatchObject({ head: 1 });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { enrol } from '../server/network-device.ts';
import { fakeClient, spawnServer } from '../support/server-process.ts';
import { type Account, flawsOfWork, standstillsIn } from './soak-account.ts';
import { gatherCrowd } from './soak-crowd.ts';

let account: Account;

const HURRY = 100;
/** In every device’s journal together. */
const ENOUGH = 40;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-soak-'));
  const env = { CLIENT_DIR: fakeClient(folder) };
  const server = await spawnServer({ dataFolder: join(folder, 'data'), env });
  const crowd = await gatherCrowd(server.address, { seed: 1, hurry: HURRY });
  try {
    await vi.waitFor(
      async () => expect((await crowd.account()).saved.length).toBeGreaterThan(ENOUGH),
      30_000,
    );
    await crowd.rest();
    const log = await (await enrol(server, 'Dee')).log();
    account = { log, crowd: await crowd.account(), guests: [] };
  } finally {
    await crowd.stop();
    await server.end('SIGKILL');
    rmSync(folder, { recursive: true });
  }
});

test('a crowd leaves nothing behind: all that it saved is in the log once', () => {
  expect(flawsOfWork(account)).toEqual([]);
});

test('negative control: a lost commit is found, one that is there twice, one that waits, and a guest nobody booked', () => {
  const last = account.crowd.saved.at(-1)?.id;
  const without = account.log.filter(({ commitId }) => commitId !== last);
  expect(flawsOfWork({ ...account, log: without })).toContainEqual(expect.stringMatching(/ was lost$/));
  const twice = [...account.log, ...account.log.filter(({ commitId }) => commitId === last)];
  expect(flawsOfWork({ ...account, log: twice })).toContainEqual(expect.stringMatching(/ is there twice$/));
  const waiting = { ...account.crowd, toSend: 2 };
  expect(flawsOfWork({ ...account, crowd: waiting })).toEqual(['2 commits were never accepted']);
  expect(flawsOfWork({ ...account, guests: ['Nobody'] })).toEqual([
    'Nobody was booked at the phone, and is in the log 0 times',
  ]);
});

test('negative control: a server that stands still is found', () => {
  const at = (minute: number, events: number) => ({ hours: minute / 60, events, values: {} });
  expect(standstillsIn([at(1, 10), at(2, 20), at(3, 30)])).toEqual([]);
  expect(standstillsIn([at(1, 10), at(2, 10), at(3, 30)])).toEqual([
    'nothing was recorded before minute 2.0: 10 events, then 10',
  ]);
  expect(standstillsIn([at(1, 0)])).toHaveLength(1);
});

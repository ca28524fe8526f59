import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Commit } from '../../shared/log/commit.ts';
import { EpochChanged } from '../../shared/sync/protocol.ts';
import { GUEST, reserve, schedule } from '../support/commands.ts';
import { type Clerk, createClerk } from '../support/commits.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { enrol, type NetworkDevice } from './network-device.ts';

let folder: string;
let data: string;
let backup: string;
let server: ServerProcess;
let device: NetworkDevice;
let clerk: Clerk;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-restored-'));
  [data, backup] = [join(folder, 'data'), join(folder, 'backup')];
  mkdirSync(backup);
  await start();
  device = await enrol(server, 'Ada');
  clerk = createClerk(device.sender);
});
afterEach(async () => {
  await server.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function start(...args: string[]): Promise<void> {
  server = await spawnServer({ dataFolder: data, env: { CLIENT_DIR: fakeClient(folder) }, args });
  device?.moveTo(server);
}

/** Ten bookings that are in the backup and ten that are not; the server has ended after them. */
async function losing(): Promise<{ kept: Commit[]; lost: Commit[] }> {
  const booking = (who: string): Commit => clerk.commit(reserve(who, { A: 1 }, { guest: GUEST }));
  const ten = (of: string): Commit[] => Array.from({ length: 10 }, (_, index) => booking(`${of} ${index}`));
  const kept = [clerk.commit(schedule({ A: 100 })), ...ten('kept')];
  await device.push(...kept);
  takeBackup();
  const lost = ten('lost');
  await device.push(...lost);
  expect(await device.log()).toHaveLength(41);
  expect(await server.end('SIGTERM')).toBe(0);
  return { kept, lost };
}

/** Online: the server goes on serving. */
function takeBackup(): void {
  const database = new DatabaseSync(join(data, 'daybook.sqlite'), { readOnly: true });
  database.exec(`VACUUM INTO '${join(backup, 'daybook.sqlite')}'`);
  database.close();
}
function putBackFolder(): void {
  rmSync(data, { recursive: true });
  cpSync(backup, data, { recursive: true });
}
function putBackDatabase(): void {
  for (const file of ['daybook.sqlite', 'daybook.sqlite-wal', 'daybook.sqlite-shm'])
    rmSync(join(data, file), { force: true });
  cpSync(join(backup, 'daybook.sqlite'), join(data, 'daybook.sqlite'));
}

async function changeOf(answer: Response): Promise<EpochChanged> {
  const body = await answer.json();
  expect([answer.status, body.type]).toEqual([409, '/problems/epoch-changed']);
  return v.parse(EpochChanged, body);
}

test.each([
  ['said at the start, with the folder put back', putBackFolder, ['--restored']],
  ['said at the start, with the database put back', putBackDatabase, ['--restored']],
  ['noticed, with the database alone put back', putBackDatabase, []],
])(
  'R3: a restore begins a new epoch: %s',
  async (_, putBack, args) => {
    const { kept, lost } = await losing();
    const before = device.epoch();
    putBack();
    await start(...args);
    expect(server.output()).toContain('Workspace main was restored: a new epoch begins after position 21');

    const change = await changeOf(await device.tryPull());
    const { epoch } = change;
    expect(change).toEqual({
      epoch,
      head: 21,
      epochs: [
        { epoch: before, after: 0 },
        { epoch, after: 21 },
      ],
    });
    expect(await changeOf(await device.tryPush(...lost)), 'nothing is processed').toEqual(change);

    device.goOnIn(epoch);
    expect((await device.push(...kept, ...lost)).every(({ outcome }) => outcome === 'accepted')).toBe(true);
    const log = await device.log();
    const facts = [...kept, ...lost].flatMap(({ writes }) => writes.flatMap((write) => write.facts));
    expect(
      log.map(({ id }) => id),
      'each of them once',
    ).toEqual(facts.map(({ id }) => id));

    await server.end('SIGTERM');
    await start();
    expect(server.output(), 'once').not.toContain('was restored');
    expect((await device.tryPull()).status).toBe(200);
  },
  30_000,
);

test('R3: a server that nobody restored stays in its epoch, also when it was killed', async () => {
  await device.push(clerk.commit(schedule({ A: 3 })));
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await server.end(signal);
    await start();
    expect(server.output()).not.toContain('was restored');
    expect((await device.tryPull()).status).toBe(200);
    await device.push(clerk.commit(reserve(signal, { A: 1 })));
  }
});

test('negative control: a folder put back whole looks like itself, so who does it has to say so', async () => {
  await losing();
  putBackFolder();
  await start();
  expect(server.output()).not.toContain('was restored');
  expect((await device.tryPull()).status).toBe(200);
});

import 'fake-indexeddb/auto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDexieEventLog } from '../../client/worker/log/dexie-event-log.ts';
import type { SessionId } from '../../shared/log/ids.ts';
import type { RecordedEvent } from '../../shared/log/recorded-event.ts';
import { schedule } from '../support/drafts.ts';
import { enrolAt, type NetworkedDevice, openNetworkedDevice } from '../support/networked-device.ts';
import { type PostgresServer, startPostgres, withClient } from '../support/postgres-server.ts';
import { type Ended, runProgram } from '../support/program.ts';
import { random } from '../support/random.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { createSteadyWork, newIdBy } from '../support/steady-work.ts';
import { doublesIn, flawsOf, lossesOf } from '../support/whole-log.ts';
import { type DataHome, KINDS, type Kind, newHome } from './data-homes.ts';
import { enrol } from './network-device.ts';

/** The devices' pauses, from a second to a minute, go by so many times as fast. */
const SPEED = 50;

let postgres: PostgresServer;
let folder: string;
let home: DataHome;
let server: ServerProcess;
let devices: NetworkedDevice[];

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-backup-'));
  devices = [];
});
afterEach(async () => {
  for (const device of devices) device.close();
  await server.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

const start = async (): Promise<void> => {
  const port = server ? new URL(server.address).port : '0';
  server = await spawnServer({ env: { ...home.env, PORT: port, CLIENT_DIR: fakeClient(folder) } });
};
const backupTo = (name: string): Promise<Ended> =>
  runProgram('server/backup/backup.ts', [join(folder, name)], home.env);
const restoreFrom = (name: string, ...more: string[]): Promise<Ended> =>
  runProgram('server/backup/restore.ts', [join(folder, name), ...more], home.env);
const headIn = (name: string): number =>
  JSON.parse(readFileSync(join(folder, name, 'backup.json'), 'utf8')).logs[0].head;

async function openDevices(...names: string[]): Promise<SessionId> {
  for (const name of names) {
    const enrolled = await enrolAt(server.address, name);
    const log = await openDexieEventLog(enrolled.enrolment.deviceId);
    devices.push(await openNetworkedDevice(enrolled, { address: server.address, log, speed: SPEED }));
  }
  const session = newIdBy(random(Date.now())) as SessionId;
  await devices[0]?.submit(schedule(40, { id: session }));
  await vi.waitFor(() => expect(devices.every((device) => device.status().cursor > 0)).toBe(true), 10_000);
  return session;
}

/** Everybody books, at their own pace, until it is enough. */
function bookings(session: SessionId, enough: AbortSignal): Promise<unknown> {
  const chance = random(20261123);
  return Promise.all(
    devices.map(async (device) => {
      const work = createSteadyWork({ chance, sessions: [session], bookings: 12 });
      while (!enough.aborted) {
        await device.submit(work.next());
        await setTimeout(chance.whole(2, 12));
      }
    }),
  );
}

const head = (): number => Math.max(...devices.map((device) => device.status().cursor));
const further = (by: number): Promise<void> => {
  const from = head();
  return vi.waitFor(() => expect(head()).toBeGreaterThan(from + by), 20_000);
};

/** All is sent and decided, and nobody has more than the others. */
async function atRest(): Promise<RecordedEvent[]> {
  const dee = await enrol(server, 'Dee');
  return vi.waitFor(async () => {
    const log = await dee.log();
    const rest = { state: 'idle', toSend: 0, toDecide: 0, quarantined: 0, cursor: log.length };
    expect(devices.map((device) => device.status())).toMatchObject(devices.map(() => rest));
    return log;
  }, 30_000);
}

const postgresRows = (query: string): Promise<object[]> =>
  withClient(home.env.DATABASE_URL ?? '', async (client) => (await client.query(query)).rows);

async function flaws(log: readonly RecordedEvent[]): Promise<string[]> {
  const saved = (await Promise.all(devices.map((device) => device.saved()))).flat();
  return [...flawsOf(log), ...lossesOf(log, saved), ...doublesIn(log)];
}

/** Booked before, during and after the backup, all of it sent; then the server is stopped, and put back. */
async function lossAndRestore(kind: Kind): Promise<number> {
  home = await newHome(kind, folder, postgres);
  await start();
  const session = await openDevices('Ada', 'Bob', 'Cyn');
  const enough = new AbortController();
  const working = bookings(session, enough.signal);
  await further(20);
  const before = head();
  expect(await backupTo('backup')).toMatchObject({ code: 0, said: expect.stringMatching(/^Backed up/) });
  const after = head();
  const files = readdirSync(join(folder, 'backup')).map((name) => statSync(join(folder, 'backup', name)));
  expect(
    files.map(({ mode }) => mode & 0o777),
    'O6',
  ).toEqual([0o600, 0o600]);
  await further(20);
  enough.abort();
  await working;
  const lost = await atRest();
  expect(headIn('backup')).toBeGreaterThanOrEqual(before);
  expect(after, 'bookings went on meanwhile').toBeGreaterThan(before + 5);
  expect(lost.length).toBeGreaterThan(headIn('backup') + 20);

  const refused = await restoreFrom('backup', '--replace');
  expect(refused).toMatchObject({ code: 1, said: expect.stringMatching(/server.*stop/) });
  expect(await server.end('SIGTERM')).toBe(0);
  expect(await restoreFrom('backup')).toMatchObject({
    code: 1,
    said: expect.stringContaining('--replace'),
  });
  const put = await restoreFrom('backup', '--replace');
  expect(put).toMatchObject({ code: 0, said: expect.stringContaining('a new epoch begins after') });
  expect(await home.headAside(), 'what was there is kept').toBe(lost.length);
  return lost.length;
}

describe.each(KINDS)('O1, O2: a backup of a server on %s', (kind) => {
  test('R3: put back, gets again what it has lost, each fact once', async () => {
    const lost = await lossAndRestore(kind);
    await start();
    expect(server.output(), 'a second new epoch would be one too many').not.toContain('was restored');
    const log = await atRest();
    expect(await flaws(log)).toEqual([]);
    expect(log.length).toBeGreaterThanOrEqual(lost);
    console.log(
      `${kind}: ${headIn('backup')} of ${lost} events were in the backup, ${log.length} in the end`,
    );
  }, 90_000);
});

test('negative control: put back in the epoch that it had, it never gets what it has lost', async () => {
  await lossAndRestore('SQLite');
  await home.run(`${home.unlock}; DELETE FROM epochs WHERE number > 1`);
  await start();
  for (const device of devices) await device.syncNow();
  const dee = await enrol(server, 'Dee');
  expect((await flaws(await dee.log())).length).toBeGreaterThan(20);
}, 90_000);

test('O2: a team grows out of SQLite: its devices go on with PostgreSQL behind the same address', async () => {
  const file = await newHome('SQLite', folder, postgres);
  home = file;
  await start();
  const session = await openDevices('Ada', 'Bob');
  const enough = new AbortController();
  const working = bookings(session, enough.signal);
  await further(300);
  expect(await backupTo('backup')).toMatchObject({ code: 0 });
  await further(20);
  enough.abort();
  await working;
  const before = await atRest();
  await server.end('SIGTERM');

  home = await newHome('PostgreSQL', folder, postgres);
  expect((await restoreFrom('backup')).said).toContain('a new epoch begins after');
  const twice = await restoreFrom('backup');
  expect(twice).toMatchObject({ code: 1, said: expect.stringContaining('into an empty database alone') });
  await start();
  const log = await atRest();
  expect(await flaws(log)).toEqual([]);
  expect(log.length).toBe(before.length);
  expect(log.slice(0, headIn('backup'))).toEqual(before.slice(0, headIn('backup')));
  const ids = (await postgresRows('SELECT hash FROM segments')).length;
  expect(ids, 'segments came along').toBeGreaterThan(0);
}, 90_000);

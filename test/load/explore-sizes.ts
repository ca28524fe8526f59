import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clerk, createClerk, type Wish } from '../../server/demo/clerk.ts';
import { newId } from '../../server/running/clock.ts';
import type { Commit } from '../../shared/log/commit.ts';
import type { ReservationId, SessionId } from '../../shared/log/ids.ts';
import { scheduleSession } from '../bench/load.ts';
import { type DataHome, KINDS, newHome } from '../server/data-homes.ts';
import { enrol } from '../server/network-device.ts';
import { startPostgres, withClient } from '../support/postgres-server.ts';
import { runProgram } from '../support/program.ts';
import { fakeClient, type ServerProcess, spawnServer } from '../support/server-process.ts';
import { residentMegabytes } from './resident-memory.ts';

// node test/load/explore-sizes.ts [events=50000] [feeds=1000]
//
// What OPERATIONS.md says of sizes: bytes for each event on the disk of each database, memory for each live feed, and
// how long backup and restore take. Needs Linux, which tells what another process holds.

const [events = 50_000, feeds = 1_000] = process.argv.slice(2).map(Number);
const COMMITS_A_PUSH = 250;
const BOOKINGS_A_SESSION = 40;
const WARM_UP = 100;
const GUEST = { name: 'Marta Lindqvist', phone: '+46 70 123 45 67', email: 'marta.lindqvist@example.org' };

const folder = mkdtempSync(join(tmpdir(), 'daybook-sizes-'));
const postgres = await startPostgres({ fsync: true });
try {
  for (const kind of KINDS) await measure(await newHome(kind, folder, postgres), kind);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true });
}

async function measure(home: DataHome, kind: string): Promise<void> {
  console.log(`\n${kind}`);
  const first = await start(home);
  const head = await fill(first);
  const backup = join(folder, `backup of ${kind}`);
  await timed('backup, while it runs', () => runProgram('server/backup/backup.ts', [backup], home.env));
  await first.end('SIGTERM');
  const bytes = await bytesOf(home);
  console.log(`${head} events, ${bytes} bytes on disk: ${Math.round(bytes / head)} for each event`);
  const restore = () => runProgram('server/backup/restore.ts', [backup, '--replace'], home.env);
  await timed('restore', restore);
  const again = await timed('start', () => start(home));
  await memoryOfFeeds(again);
  await again.end('SIGTERM');
}

function start({ env }: DataHome): Promise<ServerProcess> {
  return spawnServer({ env: { ...env, CLIENT_DIR: fakeClient(folder) } });
}

/** Sessions and their bookings; every other guest is described, some cancel. */
async function fill(server: ServerProcess): Promise<number> {
  const device = await enrol(server, 'Ada');
  const clerk = createClerk(device.sender, id);
  const made = days(clerk);
  for (let head = 0; head < events; ) {
    const commits: Commit[] = [];
    while (commits.length < COMMITS_A_PUSH) commits.push(...made());
    const receipts = await device.push(...commits);
    const refused = receipts.find(({ outcome }) => outcome !== 'accepted');
    if (refused) throw new Error(`not accepted: ${JSON.stringify(refused)}`);
    head = receipts.at(-1)?.lastPosition ?? head;
  }
  return (await device.log()).length;
}

function days(clerk: Clerk): () => Commit[] {
  return () => {
    const sessionId = id() as SessionId;
    const submit = (wish: Wish): void => clerk.submit(wish, Date.now());
    submit(scheduleSession(sessionId));
    for (let count = 0; count < BOOKINGS_A_SESSION; count++) {
      const reservationId = id() as ReservationId;
      const guest = count % 2 ? { guest: GUEST } : {};
      submit({ type: 'ReserveSeats', sessionId, reservationId, seats: { chair: 2 }, ...guest });
      if (count % 8 === 0)
        submit({ type: 'CancelReservation', sessionId, reservationId, reason: 'Cannot come' });
    }
    return clerk.takeCommits();
  };
}

/** Of a server that has just started: what it holds is not what it has yet to give back. */
async function memoryOfFeeds(server: ServerProcess): Promise<void> {
  const device = await enrol(server, 'Bob');
  const over = new AbortController();
  const open = async (count: number): Promise<number> => {
    for (let opened = 0; opened < count; opened++) await device.live(over.signal);
    return residentMegabytes(server.child.pid ?? 0);
  };
  const before = await open(WARM_UP);
  const after = await open(feeds);
  const each = ((after - before) * 1024) / feeds;
  const said = `${before.toFixed(0)} MB, with ${feeds} more live feeds ${after.toFixed(0)} MB`;
  console.log(`memory: ${said}: ${each.toFixed(0)} kB each`);
  over.abort();
}

/** Of everything that the engine keeps, indexes and all. */
async function bytesOf({ env }: DataHome): Promise<number> {
  if (env.DATA_DIR) return statSync(join(env.DATA_DIR, 'daybook.sqlite')).size;
  return withClient(env.DATABASE_URL ?? '', async (client) => {
    await client.query('VACUUM');
    const { rows } = await client.query('SELECT pg_database_size(current_database()) AS bytes');
    const empty = await client.query("SELECT pg_database_size('template1') AS bytes");
    return Number(rows[0].bytes) - Number(empty.rows[0].bytes);
  });
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  return result;
}

function id(): string {
  return newId(Date.now, (bytes) => crypto.getRandomValues(new Uint8Array(bytes)));
}
